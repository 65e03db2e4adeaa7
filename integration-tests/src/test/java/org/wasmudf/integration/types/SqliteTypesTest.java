package org.wasmudf.integration.types;

import java.util.List;
import org.wasmudf.integration.targets.Target;

/** SQLite: every storage class in columns of every affinity, and expressions. */
class SqliteTypesTest extends TypesTest {
  /** Values of every storage class, and what conversions meet at their edges. */
  private static final String[] MIXED = {
    "1",
    "0",
    "-5",
    "3000000000",
    "9223372036854775807",
    "1.5",
    "0.1",
    "1e300",
    "-2.0",
    "12345678901234567890",
    "0.1 + 0.2",
    "'text'",
    "''",
    "'12'",
    "'12abc'",
    "'1.5e1'",
    "' 7 '",
    "'2024-02-29'",
    "'2024-02-29 23:59:59.999'",
    "'2024-03-10 02:30:00.000'",
    "'true'",
    "'é✓𝄞'",
    "x'00ff'",
    "x''",
    "x'3132'",
    "2460370.25",
    "1709251199999"
  };

  SqliteTypesTest() {
    super(Target.SQLITE);
  }

  @Override
  List<Case> cases() {
    return List.of(
        Case.column("INTEGER", MIXED),
        Case.column("BIGINT", MIXED),
        Case.column("TINYINT", MIXED),
        Case.column("INT8", MIXED),
        Case.column("BOOLEAN", MIXED),
        Case.column("REAL", MIXED),
        Case.column("DOUBLE PRECISION", MIXED),
        Case.column("FLOAT", MIXED),
        Case.column("NUMERIC", MIXED),
        Case.column("DECIMAL(10, 2)", MIXED),
        Case.column("TEXT", MIXED),
        Case.column("VARCHAR(3)", MIXED),
        Case.column("CHAR(5)", MIXED),
        Case.column("CLOB", MIXED),
        Case.column("BLOB", MIXED),
        Case.column("DATE", MIXED),
        Case.column("DATETIME", MIXED),
        Case.column("TIMESTAMP", MIXED),
        Case.column("JSON", MIXED),
        Case.column("", MIXED),
        Case.expression("integer expression", "1 + 1"),
        Case.expression("large expression", "3000000000 + 1"),
        Case.expression("real expression", "1 / 3.0"),
        Case.expression("text expression", "'a' || 'b'"),
        Case.expression("date expression", "date('2024-02-29')"),
        Case.expression("blob expression", "x'616263'"),
        Case.expression("NULL expression", "NULL"),
        Case.result(
            "BIGINT",
            "(module (func (export \"f\") (param i64) (result i64) (local.get 0)))",
            "CAST(n AS INTEGER)",
            "(SELECT 1 AS n UNION ALL SELECT 3000000000 UNION ALL SELECT -7 UNION ALL SELECT NULL)"),
        Case.result(
            "INTEGER",
            "(module (func (export \"f\") (param i64) (result i32) (i32.wrap_i64 (local.get 0))))",
            "CAST(n AS INTEGER)",
            "(SELECT 1 AS n UNION ALL SELECT 0 UNION ALL SELECT NULL)"),
        Case.result(
            "BOOLEAN",
            "(module (func (export \"f\") (param i64) (result i32) (i32.wrap_i64 (local.get 0))))",
            "CAST(n AS INTEGER)",
            "(SELECT 1 AS n UNION ALL SELECT 0 UNION ALL SELECT NULL)"),
        Case.result(
            "DOUBLE",
            "(module (func (export \"f\") (param i64) (result f64)"
                + " (f64.div (f64.convert_i64_s (local.get 0)) (f64.const 3))))",
            "CAST(n AS REAL) / 3",
            "(SELECT 1 AS n UNION ALL SELECT 6 UNION ALL SELECT 1000000000000 UNION ALL SELECT NULL)"),
        Case.result(
            "TEXT",
            "(module (memory (export \"memory\") 1) (data (i32.const 16) \"12abc\")"
                + " (func (export \"f\") (param i64) (result i64)"
                + " (i64.or (i64.shl (i64.const 16) (i64.const 32)) (local.get 0))))",
            "CAST(substr('12abc', 1, n) AS TEXT)",
            "(SELECT 1 AS n UNION ALL SELECT 5 UNION ALL SELECT 0 UNION ALL SELECT NULL)"),
        Case.result(
            "BLOB",
            "(module (memory (export \"memory\") 1) (data (i32.const 16) \"12abc\")"
                + " (func (export \"f\") (param i64) (result i64)"
                + " (i64.or (i64.shl (i64.const 16) (i64.const 32)) (local.get 0))))",
            "CAST(substr('12abc', 1, n) AS BLOB)",
            "(SELECT 1 AS n UNION ALL SELECT 5 UNION ALL SELECT NULL)"));
  }
}
