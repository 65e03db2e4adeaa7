package org.wasmudf.integration.pushback;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBScalarFunctionBuilder;
import org.jspecify.annotations.Nullable;
import org.wasmudf.integration.targets.Target;

/**
 * The functions of {@link Guest} as each target has them itself, named {@code nf_}: SQL functions,
 * H2's aliases, Java functions of SQLite and DuckDB.
 */
final class Natives {
  private static final List<String> POSTGRESQL =
      List.of(
          "nf_small(i integer) RETURNS integer %s 'SELECT (i & 15) # 5'",
          "nf_mix(b bigint) RETURNS bigint %s 'SELECT b # 23130'",
          """
          nf_sign(d double precision) RETURNS double precision %s $$
            SELECT CASE WHEN d = 'NaN' THEN 42
              WHEN d = 0 THEN CASE WHEN float8send(d) = float8send(0) THEN 1 ELSE -1 END
              ELSE d * 0.5 END $$""",
          "nf_duo(a bigint, b integer) RETURNS bigint %s 'SELECT (a & 1023) * 31 + (b & 7)'",
          """
          nf_bytes(s varchar) RETURNS integer %s $$
            SELECT (1000 * octet_length(convert_to(s, 'UTF8')) + COALESCE((
              SELECT SUM(get_byte(convert_to(s, 'UTF8'), g))
              FROM generate_series(0, octet_length(convert_to(s, 'UTF8')) - 1) g), 0))::integer $$""",
          "nf_tag(s varchar) RETURNS text %s $$ SELECT s || '|' $$",
          "nf_odd(i integer) RETURNS boolean %s 'SELECT (i & 1) = 1'",
          "nf_part(i integer) RETURNS integer %s 'SELECT 100 / i'");

  private static final List<String> MARIADB =
      List.of(
          "nf_small(i INT) RETURNS INT DETERMINISTIC RETURN CAST((i & 15) ^ 5 AS SIGNED)",
          "nf_mix(b BIGINT) RETURNS BIGINT DETERMINISTIC RETURN CAST(b ^ 23130 AS SIGNED)",
          """
          nf_sign(d DOUBLE) RETURNS DOUBLE DETERMINISTIC
            RETURN IF(d = 0, IF(CAST(d AS CHAR) LIKE '-%', -1, 1), d * 0.5)""",
          """
          nf_duo(a BIGINT, b INT) RETURNS BIGINT DETERMINISTIC
            RETURN CAST((a & 1023) * 31 + (b & 7) AS SIGNED)""",
          """
          nf_bytes(s VARCHAR(500)) RETURNS INT DETERMINISTIC
          BEGIN
            DECLARE b VARBINARY(2000) DEFAULT CAST(s AS BINARY);
            DECLARE sum INT DEFAULT LENGTH(b) * 1000;
            DECLARE i INT DEFAULT 1;
            WHILE i <= LENGTH(b) DO
              SET sum = sum + ORD(SUBSTRING(b, i, 1));
              SET i = i + 1;
            END WHILE;
            RETURN sum;
          END""",
          "nf_tag(s VARCHAR(500)) RETURNS VARCHAR(501) DETERMINISTIC RETURN CONCAT(s, '|')",
          """
          nf_word(s VARCHAR(500)) RETURNS VARCHAR(500) DETERMINISTIC
            RETURN CASE WHEN s IS NULL THEN '(null)' WHEN LENGTH(s) = 0 THEN NULL ELSE s END""",
          "nf_odd(i INT) RETURNS INT DETERMINISTIC RETURN (i & 1) = 1",
          """
          nf_part(i INT) RETURNS INT DETERMINISTIC
          BEGIN
            IF i = 0 THEN SIGNAL SQLSTATE '22012' SET MESSAGE_TEXT = 'nothing to divide by'; END IF;
            RETURN TRUNCATE(100 / i, 0);
          END""");

  private Natives() {}

  /** Makes the functions; of SQLite on this connection only. */
  static void install(Target target, Connection direct) throws SQLException {
    switch (target) {
      case H2 -> aliases(direct);
      case POSTGRESQL -> {
        for (String function : POSTGRESQL) {
          run(direct, "CREATE FUNCTION " + function.formatted("LANGUAGE sql IMMUTABLE STRICT AS"));
        }
        run(
            direct,
            """
            CREATE FUNCTION nf_word(s varchar) RETURNS text LANGUAGE sql IMMUTABLE AS $$
              SELECT CASE WHEN s IS NULL THEN '(null)' WHEN s = '' THEN NULL ELSE s END $$""");
      }
      case MARIADB -> {
        // It gives one row's result of a subquery to another row whose columns are equal by their
        // collation, which a function that tells 'abc' from 'ABC' shows as wrong.
        run(direct, "SET optimizer_switch = 'subquery_cache=off'");
        for (String function : MARIADB) {
          run(direct, "CREATE FUNCTION " + function);
        }
      }
      case SQLITE -> SqliteNatives.install(direct);
      case DUCKDB -> duckDb(direct);
    }
  }

  static void run(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static void aliases(Connection direct) throws SQLException {
    for (Guest guest : Guest.values()) {
      run(
          direct,
          "CREATE ALIAS nf_%s DETERMINISTIC FOR '%s.%s'"
              .formatted(guest.id(), JavaNatives.class.getName(), guest.id()));
    }
  }

  private static void duckDb(Connection direct) throws SQLException {
    one(direct, "small", Integer.class, Integer.class, JavaNatives::small);
    one(direct, "mix", Long.class, Long.class, JavaNatives::mix);
    one(direct, "sign", Double.class, Double.class, JavaNatives::sign);
    one(direct, "bytes", String.class, Integer.class, JavaNatives::bytes);
    one(direct, "tag", String.class, String.class, JavaNatives::tag);
    one(direct, "word", String.class, String.class, JavaNatives::word);
    one(direct, "odd", Integer.class, Boolean.class, JavaNatives::odd);
    one(direct, "part", Integer.class, Integer.class, JavaNatives::part);
    BiFunction<Long, Integer, @Nullable Long> duo = JavaNatives::duo;
    try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction()) {
      builder
          .withName("nf_duo")
          .withParameters(Long.class, Integer.class)
          .withReturnType(Long.class)
          .withFunction(duo)
          .register(direct);
    }
  }

  private static <A, R> void one(
      Connection direct,
      String name,
      Class<A> argument,
      Class<R> result,
      Function<A, @Nullable R> body)
      throws SQLException {
    try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction()) {
      builder
          .withName("nf_" + name)
          .withParameter(argument)
          .withReturnType(result)
          .withFunction(body)
          .register(direct);
    }
  }
}
