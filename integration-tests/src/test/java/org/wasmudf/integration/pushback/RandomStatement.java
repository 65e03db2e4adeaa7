package org.wasmudf.integration.pushback;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wasmudf.integration.targets.Target;

/**
 * Makes a query over the tables of {@link Orders}, with functions in any place. What it answers
 * does not depend on the order of evaluation: texts that a collation may take for equal are not
 * grouped and shown, LIMIT stands over a total order, and a function that fails stands behind a
 * guard.
 */
final class RandomStatement {
  private static final int DEEPEST = 3;
  private static final Pattern PARAMETER = Pattern.compile("§(-?\\d+)§");

  /**
   * A query.
   *
   * @param template with functions in braces
   * @param parameters one for each question mark
   */
  record Query(String template, List<Object> parameters, boolean ordered) {
    String text(String prefix) {
      return template.replaceAll("\\{(\\w+)}", prefix + "$1");
    }
  }

  /** What stands in FROM, and what can be said over it. */
  private record Scope(
      String from, List<String> integers, List<String> texts, List<String> doubles, String keys) {
    Scope and(Scope other) {
      return new Scope(
          from,
          both(integers, other.integers),
          both(texts, other.texts),
          both(doubles, other.doubles),
          keys);
    }

    private static List<String> both(List<String> first, List<String> second) {
      List<String> all = new ArrayList<>(first);
      all.addAll(second);
      return all;
    }
  }

  private final Target target;
  private final Random random;
  private int aliases;
  private int subqueries;

  RandomStatement(Target target, long seed) {
    this.target = target;
    this.random = new Random(seed);
    // The first numbers of neighbouring seeds are alike.
    random.nextInt();
  }

  Query query() {
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> rows();
      case 3 -> unordered(groups());
      case 4 -> unordered(distinct());
      case 5 -> unordered(combined());
      case 6 -> unordered(shared());
      default -> unordered(windows());
    };
  }

  /** The keys where a condition holds, where it does not, and where it is unknown; and all keys. */
  List<Query> partition() {
    Scope scope = from();
    String condition = condition(scope, 0);
    String select = "SELECT " + scope.keys + " FROM " + scope.from + " WHERE ";
    return List.of(
        unordered(select + "(" + condition + ")"),
        unordered(select + "NOT (" + condition + ")"),
        unordered(select + "(" + condition + ") IS NULL"),
        unordered("SELECT " + scope.keys + " FROM " + scope.from));
  }

  private Query unordered(String sql) {
    return bound(sql, false);
  }

  /** Puts question marks in the place of the parameters, in the order of the text. */
  private Query bound(String sql, boolean ordered) {
    List<Object> values = new ArrayList<>();
    Matcher matcher = PARAMETER.matcher(sql);
    StringBuilder text = new StringBuilder();
    while (matcher.find()) {
      values.add(Integer.valueOf(matcher.group(1)));
      matcher.appendReplacement(text, "?");
    }
    matcher.appendTail(text);
    return new Query(text.toString(), values, ordered);
  }

  // Queries

  private Query rows() {
    Scope scope = from();
    StringBuilder sql = new StringBuilder("SELECT ").append(scope.keys);
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      sql.append(", ").append(selected(scope)).append(" AS v").append(i);
    }
    sql.append(" FROM ").append(scope.from).append(where(scope));
    if (random.nextInt(3) != 0) {
      return unordered(sql.toString());
    }
    sql.append(" ORDER BY ").append(integer(scope, 1));
    sql.append(pick("", " DESC", "")).append(", ").append(scope.keys);
    if (random.nextBoolean()) {
      sql.append(" LIMIT ").append(1 + random.nextInt(20));
      sql.append(pick("", " OFFSET 3", ""));
    }
    return bound(sql.toString(), true);
  }

  private String selected(Scope scope) {
    return switch (random.nextInt(6)) {
      case 0 -> text(scope, 0);
      case 1 -> "{sign}(" + pick(scope.doubles) + ")";
      case 2 -> "{duo}(" + integer(scope, 2) + ", " + integer(scope, 2) + ")";
      default -> integer(scope, 0);
    };
  }

  private String groups() {
    Scope scope = from();
    boolean texts = random.nextInt(4) == 0;
    String by = texts ? text(scope, 1) : key(scope);
    String shown = texts ? "" : by + " AS k, ";
    return "SELECT "
        + shown
        + "COUNT(*) AS n, SUM("
        + integer(scope, 2)
        + ") AS s, MAX({small}("
        + pick(scope.integers)
        + ")) AS m FROM "
        + scope.from
        + where(scope)
        + " GROUP BY "
        + by
        + (random.nextBoolean()
            ? ""
            : " HAVING "
                + pick(
                    "COUNT(*) > 1",
                    "MAX({small}(" + pick(scope.integers) + ")) > 7",
                    "{mix}(COUNT(*)) > 23130",
                    "SUM({small}(" + pick(scope.integers) + ")) > 20"));
  }

  /**
   * What rows are grouped or sorted by: never without a column, which is an ordinal or a group of
   * everything to some targets.
   */
  private String key(Scope scope) {
    String key = integer(scope, 1);
    return key.contains(".") ? key : "{small}(" + pick(scope.integers) + ")";
  }

  private String distinct() {
    Scope scope = from();
    return "SELECT DISTINCT "
        + integer(scope, 0)
        + " AS k, {small}("
        + integer(scope, 1)
        + ") AS l FROM "
        + scope.from
        + where(scope);
  }

  private String combined() {
    return one() + pick(" UNION ", " UNION ALL ", " INTERSECT ", " EXCEPT ") + one();
  }

  private String one() {
    Scope scope = from();
    return "SELECT " + integer(scope, 1) + " AS k FROM " + scope.from + where(scope);
  }

  private String shared() {
    Scope scope = table("orders");
    String shared =
        "WITH w AS (SELECT "
            + scope.keys
            + " AS id, "
            + integer(scope, 1)
            + " AS k, "
            + text(scope, 1)
            + " AS t FROM "
            + scope.from
            + where(scope)
            + ") SELECT x.id, y.id AS other, ";
    Scope both =
        new Scope(
            "w x JOIN w y ON x.k = y.k AND x.id < y.id",
            List.of("x.k", "y.k", "x.id"),
            List.of("x.t", "y.t"),
            List.of(),
            "x.id");
    return shared + integer(both, 1) + " AS v FROM " + both.from + where(both);
  }

  /**
   * One window: MariaDB itself gives wrong sums where another one beside it sorts by a constant.
   */
  private String windows() {
    Scope scope = from();
    String window =
        random.nextBoolean()
            ? "SUM(" + integer(scope, 2) + ") OVER (PARTITION BY " + key(scope) + ")"
            : "RANK() OVER (ORDER BY " + key(scope) + pick("", " DESC", "") + ")";
    return "SELECT " + scope.keys + ", " + window + " AS r FROM " + scope.from + where(scope);
  }

  // FROM and WHERE

  private Scope from() {
    Scope orders = random.nextInt(4) == 0 ? derived() : table("orders");
    if (random.nextBoolean()) {
      return orders;
    }
    Scope other = table(pick("customers", "customers", "work"));
    Scope both = orders.and(other);
    String condition = random.nextBoolean() ? equal(orders, other) : condition(both, 1);
    String join = pick(" JOIN ", " LEFT JOIN ", ", ");
    String from =
        join.equals(", ")
            ? orders.from + " CROSS JOIN " + other.from
            : orders.from + join + other.from + " ON " + condition;
    return new Scope(
        from, both.integers, both.texts, both.doubles, orders.keys + ", " + other.keys);
  }

  private String equal(Scope first, Scope second) {
    return integer(first, 2)
        + " = "
        + integer(second, 2)
        + (random.nextBoolean() ? "" : " AND " + condition(first.and(second), 2));
  }

  private Scope table(String name) {
    String alias = name.charAt(0) + "" + ++aliases;
    String from = name + " " + alias;
    if (name.equals("customers")) {
      return new Scope(
          from,
          List.of(alias + ".cust", alias + ".region"),
          List.of(alias + ".name"),
          List.of(alias + ".credit"),
          alias + ".cust");
    }
    boolean work = name.equals("work");
    return new Scope(
        from,
        List.of(alias + ".id", alias + ".qty", alias + ".cust", alias + ".qty"),
        List.of(alias + ".note"),
        work ? List.of() : List.of(alias + ".weight"),
        alias + ".id");
  }

  private Scope derived() {
    Scope inner = table("orders");
    String alias = "d" + ++aliases;
    return new Scope(
        "(SELECT "
            + inner.keys
            + " AS id, "
            + integer(inner, 1)
            + " AS k, "
            + text(inner, 2)
            + " AS t, "
            + inner.doubles.get(0)
            + " AS w FROM "
            + inner.from
            + where(inner)
            + ") "
            + alias,
        List.of(alias + ".id", alias + ".k"),
        List.of(alias + ".t"),
        List.of(alias + ".w"),
        alias + ".id");
  }

  private String where(Scope scope) {
    return random.nextInt(4) == 0 ? "" : " WHERE " + condition(scope, 0);
  }

  // Expressions

  private String integer(Scope scope, int depth) {
    if (depth >= DEEPEST) {
      return pick(scope.integers);
    }
    return switch (random.nextInt(13)) {
      case 0, 1, 2, 3 -> "{small}(" + integer(scope, depth + 1) + ")";
      case 4 -> "{bytes}(" + text(scope, depth + 1) + ")";
      case 5 ->
          "CASE WHEN "
              + condition(scope, depth + 2)
              + " THEN "
              + integer(scope, depth + 1)
              + " ELSE "
              + integer(scope, depth + 1)
              + " END";
      case 6 -> "COALESCE(" + integer(scope, depth + 1) + ", " + integer(scope, depth + 1) + ")";
      case 7 -> "({small}(" + integer(scope, depth + 2) + ") + " + random.nextInt(9) + ")";
      case 8 -> {
        String column = pick(scope.integers);
        yield "CASE WHEN " + column + " <> 0 THEN {part}(" + column + ") ELSE 0 END";
      }
      case 9 -> "{small}(" + parameter() + ")";
      case 10 -> depth < 2 && subqueries < 2 ? maximum(scope, depth) : pick(scope.integers);
      case 11 -> "(" + pick(scope.integers) + " % 7)";
      default -> pick(scope.integers);
    };
  }

  private String maximum(Scope scope, int depth) {
    subqueries++;
    Scope inner = table("customers");
    return "(SELECT "
        + pick("MAX(", "MIN(")
        + integer(inner, depth + 1)
        + ") FROM "
        + inner.from
        + " WHERE "
        + pick(scope.integers)
        + pick(" = ", " > ")
        + integer(inner, depth + 1)
        + ")";
  }

  private String parameter() {
    return target == Target.MARIADB
        ? "CAST(§" + random.nextInt(30) + "§ AS SIGNED)"
        : "CAST(§" + random.nextInt(30) + "§ AS INTEGER)";
  }

  private String text(Scope scope, int depth) {
    if (depth >= DEEPEST) {
      return pick(scope.texts);
    }
    return switch (random.nextInt(7)) {
      case 0, 1 -> "{tag}(" + text(scope, depth + 1) + ")";
      case 2 -> "{word}(" + text(scope, depth + 1) + ")";
      case 3 -> "UPPER(" + text(scope, depth + 1) + ")";
      case 4 -> "COALESCE(" + text(scope, depth + 1) + ", 'none')";
      default -> pick(scope.texts);
    };
  }

  private String condition(Scope scope, int depth) {
    if (depth >= DEEPEST) {
      return pick(scope.integers) + pick(" > ", " = ", " <> ") + random.nextInt(10);
    }
    return switch (random.nextInt(14)) {
      case 0, 1 -> "{odd}(" + integer(scope, depth + 1) + ")";
      case 2, 3, 4 ->
          integer(scope, depth + 1)
              + pick(" = ", " < ", " >= ", " <> ")
              + integer(scope, depth + 1);
      case 5 -> "(" + condition(scope, depth + 1) + " OR " + condition(scope, depth + 1) + ")";
      case 6 -> "(" + condition(scope, depth + 1) + " AND " + condition(scope, depth + 1) + ")";
      case 7 -> "NOT (" + condition(scope, depth + 1) + ")";
      case 8 -> text(scope, depth + 1) + pick(" IS NULL", " IS NOT NULL");
      case 9 -> text(scope, depth + 1) + pick(" = '", " <> '") + pick("a|", "abc|", "") + "'";
      case 10 ->
          integer(scope, depth + 1)
              + pick("", " NOT")
              + " IN ("
              + random.nextInt(12)
              + ", "
              + pick(scope.integers)
              + ", "
              + parameter()
              + ")";
      case 11 -> subqueries < 2 ? exists(scope, depth) : "{odd}(" + pick(scope.integers) + ")";
      case 12 -> {
        String column = pick(scope.integers);
        yield "("
            + column
            + " <> 0 AND CASE WHEN "
            + column
            + " <> 0 THEN {part}("
            + column
            + ") END > 3)";
      }
      default ->
          "{small}("
              + pick(scope.integers)
              + ") BETWEEN "
              + random.nextInt(6)
              + " AND "
              + integer(scope, depth + 2);
    };
  }

  private String exists(Scope scope, int depth) {
    subqueries++;
    Scope inner = table(pick("customers", "work"));
    if (random.nextBoolean()) {
      return integer(scope, depth + 1)
          + pick(" IN ", " NOT IN ")
          + "(SELECT "
          + integer(inner, depth + 1)
          + " FROM "
          + inner.from
          + " WHERE "
          + condition(inner, depth + 1)
          + ")";
    }
    return pick("EXISTS", "NOT EXISTS")
        + " (SELECT 1 FROM "
        + inner.from
        + " WHERE "
        + condition(scope.and(inner), depth + 1)
        + ")";
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private String pick(List<String> choices) {
    return choices.isEmpty() ? "NULL" : choices.get(random.nextInt(choices.size()));
  }
}
