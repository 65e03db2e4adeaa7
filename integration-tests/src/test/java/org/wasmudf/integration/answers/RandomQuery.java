package org.wasmudf.integration.answers;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Makes statements that a stream takes, over the table {@code t} of {@link RandomQueriesTest}.
 * Functions are written as {@code {name}}, so that one text is both ours and H2's own.
 */
final class RandomQuery {
  private static final int DEEPEST = 3;

  /** The types that expressions have here. */
  private enum Type {
    BIGINT,
    DOUBLE,
    VARCHAR,
    DATE,
    BOOLEAN
  }

  /**
   * A statement.
   *
   * @param parameters one for each {@code ?}
   */
  record Query(String template, List<Object> parameters) {
    /** The text that calls functions of ours. */
    String ours() {
      return template.replaceAll("\\{(\\w+)}", "$1");
    }

    /** The text that calls the aliases of H2. */
    String aliases() {
      return template.replaceAll("\\{(\\w+)}", "j_$1");
    }
  }

  private final Random random;
  private final List<Object> parameters = new ArrayList<>();

  RandomQuery(Random random) {
    this.random = random;
  }

  /** SELECT list, WHERE, ORDER BY over all columns of a key, LIMIT and OFFSET now and then. */
  Query select() {
    parameters.clear();
    String list =
        IntStream.rangeClosed(1, 1 + random.nextInt(4))
            .mapToObj(i -> selected(Type.values()[random.nextInt(5)]) + " AS c" + i)
            .collect(Collectors.joining(", "));
    StringBuilder sql = new StringBuilder("SELECT id, ").append(list).append(" FROM t");
    if (random.nextInt(4) != 0) {
      sql.append(" WHERE ")
          .append(
              IntStream.rangeClosed(0, random.nextInt(3))
                  .mapToObj(i -> random.nextInt(3) == 0 ? plain() : condition(2))
                  .collect(Collectors.joining(" AND ")));
    }
    if (random.nextBoolean()) {
      sql.append(" ORDER BY ")
          .append(pick("", "a DESC, ", "s NULLS LAST, ", "ok, born DESC, "))
          .append("id")
          .append(pick("", " DESC"));
      if (random.nextBoolean()) {
        sql.append(" LIMIT ").append(count());
        if (random.nextBoolean()) {
          sql.append(" OFFSET ").append(count());
        }
      } else if (random.nextInt(4) == 0) {
        sql.append(" OFFSET 3 ROWS FETCH NEXT 20 ROWS ONLY");
      }
    }
    return new Query(sql.toString(), List.copyOf(parameters));
  }

  /** The rows where a condition holds, where its negation holds, and where it is unknown. */
  List<Query> partition() {
    parameters.clear();
    String condition = condition(3);
    List<Object> given = List.copyOf(parameters);
    String select = "SELECT id FROM t WHERE ";
    return List.of(
        new Query(select + "(" + condition + ")", given),
        new Query(select + "NOT (" + condition + ")", given),
        new Query(select + "(" + condition + ") IS UNKNOWN", given));
  }

  private String count() {
    if (random.nextBoolean()) {
      return parameter(random.nextInt(60));
    }
    return String.valueOf(random.nextInt(60));
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private String parameter(Object value) {
    parameters.add(value);
    return "?";
  }

  /** An expression of the SELECT list: mostly with a call, sometimes a column of the target. */
  private String selected(Type type) {
    return random.nextInt(4) == 0 ? column(type) : call(type, 1);
  }

  private String value(Type type, int depth) {
    int kind = random.nextInt(10);
    if (kind < 5 && depth < DEEPEST) {
      return call(type, depth + 1);
    } else if (kind < 8) {
      return column(type);
    }
    return literal(type);
  }

  private String column(Type type) {
    return switch (type) {
      case BIGINT -> pick("a", "b", "id", "t.a", "a", "CASE WHEN ok THEN a END");
      case DOUBLE -> pick("d", "d", "t.d");
      case VARCHAR -> pick("s", "t.s", "s || '!'", "UPPER(s)");
      case DATE -> "born";
      case BOOLEAN -> pick("ok", "(a > 10)", "(s IS NULL)");
    };
  }

  private String literal(Type type) {
    boolean bound = random.nextBoolean();
    switch (type) {
      case BIGINT -> {
        long number = random.nextInt(200) - 50L;
        return bound ? parameter(number) : String.valueOf(number);
      }
      case DOUBLE -> {
        double number = random.nextInt(64) / 8.0;
        return bound ? parameter(number) : String.valueOf(number);
      }
      case VARCHAR -> {
        String text = pick("", "Abel", "été", "x y z", "Zoë 😀");
        return bound ? parameter(text) : "'" + text + "'";
      }
      case DATE -> {
        String date = "20%02d-0%d-1%d".formatted(random.nextInt(40), 1 + random.nextInt(9), 1);
        return bound ? parameter(java.sql.Date.valueOf(date)) : "DATE '" + date + "'";
      }
      case BOOLEAN -> {
        boolean flag = random.nextBoolean();
        return bound ? parameter(flag) : flag ? "TRUE" : "FALSE";
      }
    }
    throw new AssertionError(type);
  }

  private String call(Type type, int depth) {
    return switch (type) {
      case BIGINT ->
          switch (random.nextInt(4)) {
            case 0 -> "{count_characters}(" + value(Type.VARCHAR, depth) + ")";
            case 1 -> "{iso_weekday}(" + value(Type.DATE, depth) + ")";
            default ->
                "{gcd64}(" + value(Type.BIGINT, depth) + ", " + value(Type.BIGINT, depth) + ")";
          };
      case DOUBLE ->
          "{lerp}("
              + value(Type.DOUBLE, depth)
              + ", "
              + value(Type.DOUBLE, depth)
              + ", "
              + value(Type.DOUBLE, depth)
              + ")";
      case VARCHAR ->
          pick("{rot13}", "{reverse_text}", "{null_if_empty}", "{upper_ascii}")
              + "("
              + value(Type.VARCHAR, depth)
              + ")";
      case DATE -> "{next_workday}(" + value(Type.DATE, depth) + ")";
      case BOOLEAN ->
          random.nextBoolean()
              ? "{is_prime}(" + value(Type.BIGINT, depth) + ")"
              : "{majority}("
                  + value(Type.BOOLEAN, depth)
                  + ", "
                  + value(Type.BOOLEAN, depth)
                  + ", "
                  + value(Type.BOOLEAN, depth)
                  + ")";
    };
  }

  /** A condition of the target's own. */
  private String plain() {
    return pick(
        "a > 3", "s LIKE 'A%'", "born IS NULL", "b IN (1, 2, 3, NULL)", "ok", "d < 4", "id <> 7");
  }

  /** A condition with a call in it. */
  private String condition(int depth) {
    int kind = random.nextInt(depth > 0 ? 12 : 8);
    return switch (kind) {
      case 0, 1 -> call(Type.BOOLEAN, 1);
      case 2, 3, 4 -> comparison();
      case 5 -> call(Type.values()[random.nextInt(5)], 1) + pick(" IS NULL", " IS NOT NULL");
      case 6 -> {
        Type type = Type.values()[random.nextInt(2)];
        yield call(type, 1)
            + pick("", " NOT")
            + " BETWEEN "
            + literal(type)
            + " AND "
            + literal(type);
      }
      case 7 ->
          call(Type.BIGINT, 1)
              + pick("", " NOT")
              + " IN ("
              + literal(Type.BIGINT)
              + ", "
              + literal(Type.BIGINT)
              + ")";
      case 8 -> "NOT (" + condition(depth - 1) + ")";
      case 9 -> "(" + condition(depth - 1) + " OR " + part(depth) + ")";
      case 10 -> "(" + condition(depth - 1) + " AND " + part(depth) + ")";
      default ->
          "(" + condition(depth - 1) + ")" + pick(" IS TRUE", " IS NOT FALSE", " IS UNKNOWN");
    };
  }

  private String part(int depth) {
    return random.nextBoolean() ? plain() : condition(depth - 1);
  }

  private String comparison() {
    Type type = Type.values()[random.nextInt(4)];
    return call(type, 1) + pick(" = ", " <> ", " < ", " <= ", " > ", " >= ") + value(type, 1);
  }
}
