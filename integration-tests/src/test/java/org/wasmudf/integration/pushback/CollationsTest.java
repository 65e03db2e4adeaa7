package org.wasmudf.integration.pushback;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wasmudf.integration.targets.Database;
import org.wasmudf.integration.targets.EachTarget;
import org.wasmudf.integration.targets.Target;

/**
 * A function sees each spelling by itself, also where the target takes some of them for equal: by
 * case, accent, trailing blanks or padding.
 */
final class CollationsTest {
  private static final List<@Nullable String> VALUES =
      Arrays.asList(
          "abc", "ABC", "Abc", "abc ", "é", "e", "É", "E", "ß", "ss", "SS", null, "", " ", "abc",
          "aBC ", "x");

  private static final List<String> QUERIES =
      List.of(
          "SELECT id, {bytes}(a) + 0 AS c FROM names",
          "SELECT id, {bytes}(a) AS c FROM names",
          "SELECT id FROM names WHERE {bytes}(a) % 3 = 1",
          "SELECT {bytes}(a) AS k, COUNT(*) AS n FROM names GROUP BY {bytes}(a)",
          "SELECT DISTINCT {bytes}(a) AS k FROM names",
          "SELECT n.id, m.id AS other FROM names n JOIN names m ON {bytes}(n.a) = {bytes}(m.a)",
          "SELECT id FROM names ORDER BY {bytes}(a), id",
          "SELECT id, {bytes}({tag}(a)) + 0 AS c FROM names",
          "SELECT n.id, (SELECT COUNT(*) FROM names m WHERE {bytes}(m.a) = {bytes}(n.a)) AS n FROM"
              + " names n",
          "SELECT id, SUM({bytes}(a)) OVER (ORDER BY id) AS s FROM names",
          "SELECT id, UPPER({tag}(a)) AS c FROM names",
          "SELECT id, {word}(a) AS c FROM names WHERE {bytes}({word}(a)) + 0 > 0",
          "SELECT COUNT(*) AS n FROM names GROUP BY {tag}(a)",
          "SELECT id FROM names WHERE {tag}(a) = 'ABC|'");

  private static final String CHANGE = "UPDATE names SET k = {bytes}(a) + 0";

  @EachTarget
  void functionSeesEachSpelling(Target target) throws SQLException {
    List<String> wrong = new ArrayList<>();
    for (String type : types(target)) {
      try (Database database = target.database();
          Connection direct = database.connectDirect();
          Connection ours = database.connect()) {
        fill(target, direct, type);
        Natives.install(target, direct);
        Guest.register(target, ours);
        for (String query : QUERIES) {
          compare(target, query, type, direct, ours, wrong);
        }
        Natives.run(direct, nativeText(target, CHANGE, type));
        List<String> expected = Result.of(direct, "SELECT id, k FROM names").sortedRows();
        Natives.run(direct, "UPDATE names SET k = NULL");
        Result found = Result.of(ours, ourText(CHANGE, type));
        List<String> left = Result.of(direct, "SELECT id, k FROM names").sortedRows();
        if (!found.refused() && !expected.equals(left)) {
          wrong.add(type + ": " + CHANGE + " " + ShapeRunner.expected("" + expected, "" + left));
        }
      }
    }
    assertTrue(wrong.isEmpty(), () -> wrong.size() + " wrong:\n" + String.join("\n", wrong));
  }

  private static void compare(
      Target target,
      String query,
      String type,
      Connection direct,
      Connection ours,
      List<String> wrong) {
    boolean ordered = query.contains("ORDER BY {");
    Result expected = Result.of(direct, nativeText(target, query, type));
    Result found = Result.of(ours, ourText(query, type));
    if (found.refused()) {
      return;
    }
    boolean same =
        expected.failure() == null
            && found.failure() == null
            && (ordered
                ? expected.rows().equals(found.rows())
                : expected.sortedRows().equals(found.sortedRows()));
    if (!same) {
      wrong.add(
          type
              + ": "
              + query
              + "\n    "
              + ShapeRunner.expected(expected.summary(), found.summary()));
    }
  }

  private static void fill(Target target, Connection direct, String type) throws SQLException {
    if (target == Target.POSTGRESQL) {
      Natives.run(
          direct,
          "CREATE EXTENSION citext",
          "CREATE COLLATION ci (provider = icu, locale = 'und-u-ks-level1', deterministic ="
              + " false)");
    }
    Natives.run(direct, "CREATE TABLE names (id INTEGER PRIMARY KEY, a " + type + ", k BIGINT)");
    try (PreparedStatement insert =
        direct.prepareStatement(
            target == Target.POSTGRESQL
                ? "INSERT INTO names (id, a) VALUES (?, CAST(? AS text))"
                : "INSERT INTO names (id, a) VALUES (?, ?)")) {
      for (int i = 0; i < VALUES.size(); i++) {
        insert.setInt(1, i + 1);
        insert.setString(2, VALUES.get(i));
        insert.executeUpdate();
      }
    }
  }

  /** Types of which the target takes different texts for equal, and one of which it does not. */
  private static List<String> types(Target target) {
    return switch (target) {
      case H2 -> List.of("VARCHAR_IGNORECASE(20)", "CHAR(8)", "VARCHAR(20)");
      case POSTGRESQL ->
          List.of("VARCHAR(20) COLLATE ci", "citext", "CHAR(8)", "text COLLATE \"C\"");
      case MARIADB ->
          List.of(
              "VARCHAR(20) COLLATE utf8mb4_general_ci",
              "VARCHAR(20) COLLATE utf8mb4_uca1400_ai_ci",
              "VARCHAR(20) COLLATE utf8mb4_bin",
              "VARCHAR(20) COLLATE utf8mb4_nopad_bin",
              "VARCHAR(20) CHARACTER SET latin1",
              "CHAR(8)");
      case SQLITE -> List.of("TEXT COLLATE NOCASE", "TEXT COLLATE RTRIM", "TEXT");
      case DUCKDB -> List.of("VARCHAR COLLATE NOCASE", "VARCHAR COLLATE NOCASE.NOACCENT");
    };
  }

  /**
   * A function of PostgreSQL never sees the padding, which JDBC and so ours do; and a condition of
   * a stream, which the client decides, knows no collation of an argument.
   */
  private static String nativeText(Target target, String template, String type) {
    boolean padded = target == Target.POSTGRESQL && type.startsWith("CHAR");
    String text = padded ? template.replaceAll("((?:[nm]\\.)?\\ba)\\)", "rpad($1, 8))") : template;
    if (target == Target.POSTGRESQL) {
      text = text.replace("{tag}(a) = ", "{tag}(a) COLLATE \"default\" = ");
    } else if (target == Target.DUCKDB) {
      text = text.replace("{tag}(a) = ", "{tag}(a) COLLATE C = ");
    }
    return Sides.text(text, "nf_");
  }

  /** No function of ours takes an extension's type without a cast. */
  private static String ourText(String template, String type) {
    return Sides.text(
        type.equals("citext")
            ? template.replaceAll("((?:[nm]\\.)?\\ba)\\)", "CAST($1 AS text))")
            : template,
        "wf_");
  }
}
