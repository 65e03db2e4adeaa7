package org.wasmudf.integration.types;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two queries whose first columns must read alike.
 *
 * @param name what is compared, as {@link KnownDifference} names it: the column's type
 * @param setup runs on the target before the queries
 * @param functions DDL of ours that runs before the queries
 * @param direct the query for the target's own driver
 * @param ours the query for wasmudf
 */
record Case(String name, List<String> setup, List<String> functions, String direct, String ours) {
  private static final AtomicInteger TABLES = new AtomicInteger();

  private static final String IDENTITY =
      """
      CREATE FUNCTION IF NOT EXISTS udf(n BIGINT) RETURNS BIGINT LANGUAGE WASM AS WAT $$
        (module (func (export "udf") (param i64) (result i64) (local.get 0)))
      $$""";

  /**
   * A column of a table, plainly and beside a function's call.
   *
   * @param literals SQL expressions, one for each row; a row of NULL is added
   */
  static Case column(String type, String... literals) {
    String table = "t" + TABLES.incrementAndGet();
    List<String> setup = new ArrayList<>();
    setup.add("CREATE TABLE " + table + " (id INTEGER, c " + type + ")");
    for (int i = 0; i < literals.length; i++) {
      setup.add("INSERT INTO " + table + " VALUES (" + i + ", " + literals[i] + ")");
    }
    setup.add("INSERT INTO " + table + " VALUES (" + literals.length + ", NULL)");
    return new Case(
        type,
        setup,
        List.of(IDENTITY),
        "SELECT c FROM " + table + " ORDER BY id",
        "SELECT c, udf(id) FROM " + table + " ORDER BY id");
  }

  /** The same for a type that needs statements before its tables. */
  Case after(String... statements) {
    List<String> all = new ArrayList<>(List.of(statements));
    all.addAll(setup);
    return new Case(name, all, functions, direct, ours);
  }

  /** An expression without a table, plainly and beside a function's call. */
  static Case expression(String name, String expression) {
    return new Case(
        name,
        List.of(),
        List.of(IDENTITY),
        "SELECT " + expression + " AS c",
        "SELECT " + expression + " AS c, udf(1)");
  }

  /**
   * What a function returns, against an expression of the target that has the same type and value.
   *
   * @param type that the function returns, and the case's name behind {@code result}
   * @param wat the function, exported as f, of one BIGINT
   * @param expression of the target over {@code n}
   * @param from where n comes from, as in {@code (SELECT 1 AS n) x}
   */
  static Case result(String type, String wat, String expression, String from) {
    String function = "result" + TABLES.incrementAndGet();
    return new Case(
        "result " + type,
        List.of(),
        List.of(
            "CREATE FUNCTION "
                + function
                + "(n BIGINT) RETURNS "
                + type
                + " LANGUAGE WASM AS WAT $$"
                + wat.replace("\"f\"", "\"" + function + "\"")
                + "$$"),
        "SELECT " + expression + " AS c FROM " + from + " ORDER BY n",
        "SELECT " + function + "(n) AS c FROM " + from + " ORDER BY n");
  }

  @Override
  public String toString() {
    return name;
  }
}
