package org.wasmudf.integration.jar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wasmudf.integration.targets.Database;
import org.wasmudf.integration.targets.Target;

/** Values of each type, over several batches, go to the guest and come back as they were. */
class EveryTypeTest {
  private static final int ROWS = 20_000;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BOOLEAN | i32 | MOD(x, 3) = 1",
        "SMALLINT | i32 | CAST(x - 10000 AS SMALLINT)",
        "INTEGER | i32 | CAST((x - 10000) * 200000 AS INTEGER)",
        "BIGINT | i64 | (x - 10000) * 900000000000000",
        "REAL | f32 | CAST(x / 7.0 AS REAL)",
        "DOUBLE PRECISION | f64 | x / 7.0e0 - 1000",
        "DATE | i32 | DATEADD(DAY, x - 10000, DATE '2000-01-01')",
        "TIME(6) | i64 | DATEADD(MICROSECOND, x * 4000000, TIME '00:00:00.000001')",
        "TIMESTAMP(6) | i64 | DATEADD(MICROSECOND, x * 123456789, TIMESTAMP '1969-12-31 23:59:59.999999')",
      })
  void numbersAndTimes(String type, String wasm, String value) throws SQLException {
    assertComesBack(
        type,
        "(module (func (export \"same\") (param %1$s) (result %1$s) (local.get 0)))"
            .formatted(wasm),
        value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "VARCHAR(1000) | REPEAT(CONCAT('\u00e4\u20ac', x), MOD(x, 40))",
        "VARBINARY(1000) | CAST(REPEAT(CONCAT('ab', x), MOD(x, 30)) AS VARBINARY)"
      })
  void textAndBytes(String type, String value) throws SQLException {
    assertComesBack(
        type,
        """
        (module (memory (export "memory") 1)
          (func (export "same") (param i32 i32) (result i64)
            (i64.or (i64.shl (i64.extend_i32_u (local.get 0)) (i64.const 32))
              (i64.extend_i32_u (local.get 1)))))""",
        value);
  }

  private static void assertComesBack(String type, String wat, String value) throws SQLException {
    try (Database database = Target.H2.database();
        Connection connection = database.connect(Map.of("batch_rows", "3000"));
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE FUNCTION same(v %s) RETURNS %s LANGUAGE WASM AS WAT $$ %s $$"
              .formatted(type, type, wat));
      database.run(
          "CREATE TABLE t AS SELECT x, CASE WHEN MOD(x, 5) = 0 THEN NULL ELSE CAST(%s AS %s) END v FROM SYSTEM_RANGE(1, %d)"
              .formatted(value, type, ROWS));
      int rows = 0;
      try (ResultSet result = statement.executeQuery("SELECT v, same(v), x FROM t")) {
        while (result.next()) {
          rows++;
          if (result.getObject(1) instanceof byte[] bytes) {
            assertArrayEquals(bytes, (byte[]) result.getObject(2));
          } else {
            assertEquals(result.getObject(1), result.getObject(2), result.getString(3));
          }
        }
      }
      assertEquals(ROWS, rows);
    }
  }
}
