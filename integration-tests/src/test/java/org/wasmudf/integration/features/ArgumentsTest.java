package org.wasmudf.integration.features;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wasmudf.integration.support.Bench;
import org.wasmudf.integration.targets.Database;
import org.wasmudf.integration.targets.Target;

/** A function gets the value that the column has, or the query fails and says why. */
class ArgumentsTest {
  /**
   * A column's value through an identity function.
   *
   * @param function one of {@link #FUNCTIONS}
   * @param expected the text of what it returns, or the SQLState of the failure
   */
  private record Passed(String type, String literal, String function, String expected) {}

  private static final List<String> FUNCTIONS =
      List.of(
          identity("f_long", "BIGINT", "i64"),
          identity("f_ulong", "UInt64", "i64"),
          identity("f_double", "DOUBLE", "f64"),
          identity("f_bool", "BOOLEAN", "i32"),
          identity("f_date", "DATE", "i32"),
          identity("f_time", "TIME", "i64"),
          identity("f_timestamp", "TIMESTAMP", "i64"),
          identity("f_instant", "TIMESTAMP WITH TIME ZONE", "i64"),
          bytes("f_text", "TEXT"),
          bytes("f_bytes", "VARBINARY"));

  private static String identity(String name, String type, String wasm) {
    return create(name, type, "(param " + wasm + ") (result " + wasm + ") (local.get 0)");
  }

  private static String bytes(String name, String type) {
    return create(
        name,
        type,
        "(param i32 i32) (result i64) (i64.or (i64.shl (i64.extend_i32_u (local.get 0))"
            + " (i64.const 32)) (i64.extend_i32_u (local.get 1)))");
  }

  private static String create(String name, String type, String body) {
    return "CREATE FUNCTION "
        + name
        + "(a "
        + type
        + ") RETURNS "
        + type
        + " LANGUAGE WASM AS WAT $$ (module (memory (export \"memory\") 1) (func (export \""
        + name
        + "\") "
        + body
        + ")) $$";
  }

  private static List<Passed> passed(Target target) {
    return switch (target) {
      case MARIADB ->
          List.of(
              new Passed(
                  "BIGINT UNSIGNED", "18446744073709551615", "f_ulong", "18446744073709551615"),
              new Passed("BIGINT UNSIGNED", "7", "f_long", "42883"),
              new Passed("INT UNSIGNED", "4294967295", "f_long", "4294967295"),
              new Passed("TINYINT", "-128", "f_long", "-128"),
              new Passed("TINYINT(1)", "1", "f_bool", "1"),
              new Passed("BIT(1)", "b'1'", "f_bool", "1"),
              new Passed("DECIMAL(10, 2)", "1.25", "f_double", "1.25"),
              new Passed("FLOAT", "0.5", "f_double", "0.5"),
              new Passed("CHAR(5)", "'ab'", "f_text", "ab"),
              new Passed("LONGTEXT", "'é✓'", "f_text", "é✓"),
              new Passed("ENUM('x')", "'x'", "f_text", "x"),
              new Passed("DATE", "'2024-02-29'", "f_date", "2024-02-29"),
              new Passed("DATE", "'0000-00-00'", "f_date", "22007"),
              new Passed("TIME", "'23:59:59'", "f_time", "23:59:59.000000"),
              new Passed("TIME", "'24:00:00'", "f_time", "22007"),
              new Passed("TIME", "'-00:00:01'", "f_time", "22007"),
              new Passed(
                  "DATETIME(6)",
                  "'2024-03-10 02:30:00.5'",
                  "f_timestamp",
                  "2024-03-10 02:30:00.500000"),
              new Passed("DATETIME", "'0000-00-00 00:00:00'", "f_timestamp", "22007"),
              new Passed("BLOB", "'abc'", "f_bytes", "abc"));
      case DUCKDB ->
          List.of(
              new Passed("UBIGINT", "18446744073709551615", "f_ulong", "18446744073709551615"),
              new Passed("HUGEINT", "7", "f_long", "42883"),
              new Passed("UINTEGER", "4294967295", "f_long", "4294967295"),
              new Passed("UTINYINT", "255", "f_long", "255"),
              new Passed("DOUBLE", "NULL", "f_double", "null"),
              new Passed("FLOAT", "NULL", "f_double", "null"),
              new Passed("DOUBLE", "'NaN'", "f_double", "NaN"),
              new Passed("DECIMAL(38, 2)", "1.25", "f_double", "1.25"),
              new Passed("BOOLEAN", "true", "f_bool", "true"),
              new Passed("VARCHAR", "'é✓'", "f_text", "é✓"),
              new Passed("BLOB", "'abc'::BLOB", "f_bytes", "abc"),
              new Passed("DATE", "'2024-02-29'", "f_date", "2024-02-29"),
              new Passed("DATE", "'infinity'", "f_date", "22007"),
              new Passed("TIME", "'23:59:59.5'", "f_time", "23:59:59.500"),
              new Passed(
                  "TIMESTAMP", "'2024-03-10 02:30:00'", "f_timestamp", "2024-03-10 02:30:00.0"),
              new Passed("TIMESTAMP", "'-infinity'", "f_timestamp", "22007"),
              new Passed("TIMESTAMPTZ", "'infinity'", "f_instant", "22007"));
      default ->
          List.of(
              new Passed("INTEGER", "9223372036854775807", "f_long", "9223372036854775807"),
              new Passed("INTEGER", "'abc'", "f_long", "22018"),
              new Passed("INTEGER", "1.5", "f_long", "22003"),
              new Passed("INTEGER", "x'00'", "f_long", "22018"),
              new Passed("NUMERIC", "2.0", "f_long", "2"),
              new Passed("NUMERIC", "1e300", "f_long", "22003"),
              new Passed("", "7", "f_long", "7"),
              new Passed("", "'7'", "f_long", "22018"),
              new Passed("REAL", "0.5", "f_double", "0.5"),
              new Passed("REAL", "'x'", "f_double", "22018"),
              new Passed("TEXT", "'é✓'", "f_text", "é✓"),
              new Passed("TEXT", "x'616263'", "f_text", "22018"),
              new Passed("BLOB", "x'616263'", "f_bytes", "abc"),
              new Passed("BLOB", "x''", "f_bytes", ""),
              new Passed("BLOB", "'abc'", "f_bytes", "22018"),
              new Passed("DATE", "'2024-02-29'", "f_date", "22018"));
    };
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"MARIADB", "SQLITE", "DUCKDB"})
  void valueArrivesOrIsRefused(Target target) throws SQLException {
    try (Database database = target.database();
        Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      if (target == Target.MARIADB) {
        statement.execute("SET SESSION sql_mode = ''");
      }
      for (String function : FUNCTIONS) {
        statement.execute(function);
      }
      List<Executable> checks = new ArrayList<>();
      int number = 0;
      for (Passed passed : passed(target)) {
        String table = "t" + number++;
        statement.execute("CREATE TABLE " + table + " (c " + passed.type() + ")");
        statement.execute("INSERT INTO " + table + " VALUES (" + passed.literal() + ")");
        String sql = "SELECT " + passed.function() + "(c) FROM " + table;
        checks.add(
            () -> assertEquals(passed.expected(), outcome(connection, sql), passed::toString));
        // Beside the column itself, which the caller reads by other means
        checks.add(
            () -> {
              String both = sql.replace("SELECT ", "SELECT c, ");
              String seen = outcome(connection, both);
              assertEquals(
                  passed.expected(), seen.substring(seen.indexOf('|') + 1), passed::toString);
            });
      }
      assertAll(checks);
    }
  }

  private static String outcome(Connection connection, String sql) {
    try {
      return Bench.rows(connection, sql).get(0);
    } catch (SQLException e) {
      return String.valueOf(e.getSQLState());
    }
  }
}
