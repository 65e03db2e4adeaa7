package org.wasmudf.integration.answers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.wasmudf.integration.answers.RandomQuery.Query;
import org.wasmudf.integration.support.Bench;
import org.wasmudf.integration.support.Engine;
import org.wasmudf.integration.support.Guests;

/**
 * Random statements give what H2 gives for the same statement with the same functions as Java
 * aliases, and the rows of a condition, its negation and its unknown are all rows once.
 *
 * <p>{@code -Dwasmudf.seed=} repeats a run, {@code -Dwasmudf.queries=} makes it longer.
 */
@ParameterizedClass
@EnumSource(Engine.class)
final class RandomQueriesTest {
  private static final long SEED = Long.getLong("wasmudf.seed", 20261121L);
  private static final int QUERIES = Integer.getInteger("wasmudf.queries", 400);
  private static final int ROWS = 300;

  private static final Map<String, String> ALIASES =
      Map.ofEntries(
          Map.entry("gcd64", "gcd64"),
          Map.entry("is_prime", "isPrime"),
          Map.entry("lerp", "lerp"),
          Map.entry("majority", "majority"),
          Map.entry("iso_weekday", "isoWeekday"),
          Map.entry("next_workday", "nextWorkday"),
          Map.entry("rot13", "rot13"),
          Map.entry("upper_ascii", "upperAscii"),
          Map.entry("reverse_text", "reverseText"),
          Map.entry("null_if_empty", "nullIfEmpty"),
          Map.entry("count_characters", "countCharacters"));

  // Batches of 16, so that filters, limits and offsets cross their bounds.
  private final Bench bench;
  private final RandomQuery queries = new RandomQuery(new Random(SEED));

  RandomQueriesTest(Engine engine) {
    this.bench = new Bench(engine, Map.of("batch_rows", "16"));
  }

  @BeforeEach
  void fill() throws SQLException {
    bench.module("numbers", Guests.bytes("c/numbers.wasm"));
    bench.module("text", Guests.bytes("c/text.wasm"));
    bench.run(
        "CREATE FUNCTIONS FROM MODULE numbers OR SHADOW",
        "CREATE FUNCTIONS FROM MODULE text OR SHADOW");
    for (Map.Entry<String, String> alias : ALIASES.entrySet()) {
      bench.run(
          "CREATE ALIAS j_%s FOR '%s.%s'"
              .formatted(alias.getKey(), JavaFunctions.class.getName(), alias.getValue()));
    }
    bench.run(
        "CREATE TABLE t(id BIGINT PRIMARY KEY, a BIGINT, b INT, d DOUBLE PRECISION, s VARCHAR,"
            + " born DATE, ok BOOLEAN)");
    Random random = new Random(SEED + 1);
    try (PreparedStatement insert =
        bench.connection().prepareStatement("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?)")) {
      for (int id = 1; id <= ROWS; id++) {
        insert.setLong(1, id);
        set(insert, 2, Types.BIGINT, random, (long) random.nextInt(120) - 20);
        set(insert, 3, Types.INTEGER, random, random.nextInt(12));
        set(insert, 4, Types.DOUBLE, random, random.nextInt(64) / 8.0 - 2);
        set(
            insert,
            5,
            Types.VARCHAR,
            random,
            List.of("", "Abel", "été", "x y z", "Ab 😀 漢字", "noon").get(random.nextInt(6)));
        set(
            insert,
            6,
            Types.DATE,
            random,
            Date.valueOf(
                "20%02d-0%d-1%d"
                    .formatted(random.nextInt(40), 1 + random.nextInt(9), random.nextInt(9))));
        set(insert, 7, Types.BOOLEAN, random, random.nextBoolean());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static void set(
      PreparedStatement insert, int ordinal, int type, Random random, Object value)
      throws SQLException {
    if (random.nextInt(6) == 0) {
      insert.setNull(ordinal, type);
    } else {
      insert.setObject(ordinal, value);
    }
  }

  @AfterEach
  void close() throws SQLException {
    bench.close();
  }

  @Test
  void streamedStatementsGiveWhatTheTargetWouldGive() throws SQLException {
    int streamed = 0;
    try (Connection target = DriverManager.getConnection("jdbc:" + bench.database())) {
      for (int i = 0; i < QUERIES; i++) {
        Query query = queries.select();
        List<String> expected = rows(target, query.aliases(), query);
        List<String> actual = rows(bench.connection(), query.ours(), query);
        if (!query.template().contains("ORDER BY")) {
          Collections.sort(expected);
          Collections.sort(actual);
        }
        assertEquals(expected, actual, () -> describe(query));
        streamed += expected.isEmpty() ? 0 : 1;
      }
    }
    assertTrue(streamed > QUERIES / 2, "most statements have rows, here " + streamed);
    bench.assertUnharmed();
  }

  @Test
  void conditionItsNegationAndItsUnknownAreAllRowsOnce() throws SQLException {
    Query everything = new Query("SELECT id FROM t", List.of());
    List<String> all = rows(bench.connection(), everything.ours(), everything);
    Collections.sort(all);
    for (int i = 0; i < QUERIES / 2; i++) {
      List<String> parts = new ArrayList<>();
      List<Query> partition = queries.partition();
      for (Query query : partition) {
        parts.addAll(rows(bench.connection(), query.ours(), query));
      }
      Collections.sort(parts);
      assertEquals(all, parts, () -> describe(partition.get(0)));
    }
    bench.assertUnharmed();
  }

  @Test
  void plainStatementsGiveTheSameAsPreparedOnes() throws SQLException {
    for (int i = 0; i < QUERIES / 4; i++) {
      Query query = queries.select();
      if (query.parameters().isEmpty()) {
        List<String> prepared = rows(bench.connection(), query.ours(), query);
        try (Statement statement = bench.connection().createStatement();
            ResultSet result = statement.executeQuery(query.ours())) {
          assertEquals(prepared, values(result), () -> describe(query));
        }
      }
    }
  }

  private static String describe(Query query) {
    return query.ours() + " with " + query.parameters() + ", seed " + SEED;
  }

  private static List<String> rows(Connection connection, String sql, Query query)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int ordinal = 1;
      for (Object parameter : query.parameters()) {
        statement.setObject(ordinal++, parameter);
      }
      try (ResultSet result = statement.executeQuery()) {
        return values(result);
      }
    } catch (SQLException e) {
      throw new AssertionError(describe(query) + ": " + e.getMessage() + " as " + sql, e);
    }
  }

  /** Each row as its values with their Java types. */
  private static List<String> values(ResultSet result) throws SQLException {
    List<String> rows = new ArrayList<>();
    while (result.next()) {
      StringBuilder row = new StringBuilder();
      for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
        Object value = result.getObject(i);
        row.append('|').append(normal(value));
      }
      rows.add(row.toString());
    }
    return rows;
  }

  /**
   * Integers are equal whatever their width, which a function's declaration and an alias differ in.
   */
  private static String normal(@org.jspecify.annotations.Nullable Object value) {
    return value instanceof Integer || value instanceof Short
        ? "Long " + value
        : value == null ? "null" : value.getClass().getSimpleName() + " " + value;
  }
}
