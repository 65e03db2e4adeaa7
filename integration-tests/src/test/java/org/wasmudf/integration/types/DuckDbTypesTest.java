package org.wasmudf.integration.types;

import java.util.List;
import org.wasmudf.integration.targets.Target;

/** DuckDB's types. */
class DuckDbTypesTest extends TypesTest {
  private static final String INTEGERS =
      "(SELECT 1::BIGINT AS n UNION ALL SELECT 0 UNION ALL SELECT -7 UNION ALL SELECT NULL)";

  DuckDbTypesTest() {
    super(Target.DUCKDB);
  }

  @Override
  List<Case> cases() {
    return List.of(
        Case.column("BOOLEAN", "true", "false"),
        Case.column("TINYINT", "1", "0", "-128", "127"),
        Case.column("SMALLINT", "1", "-32768", "32767", "300"),
        Case.column("INTEGER", "1", "0", "-2147483648", "2147483647"),
        Case.column("BIGINT", "1", "-9223372036854775808", "9223372036854775807", "3000000000"),
        Case.column("UTINYINT", "1", "255"),
        Case.column("USMALLINT", "1", "65535"),
        Case.column("UINTEGER", "1", "4294967295"),
        Case.column("UBIGINT", "1", "18446744073709551615"),
        Case.column("HUGEINT", "1", "0", "-170141183460469231731687303715884105727"),
        Case.column("UHUGEINT", "1", "340282366920938463463374607431768211455"),
        Case.column("FLOAT", "1.0", "0.1", "-1.5", "3.4e38", "'NaN'", "'inf'", "'-inf'", "1e-40"),
        Case.column("DOUBLE", "1.0", "0.1", "-1.5", "1e300", "'NaN'", "'inf'", "'-inf'"),
        Case.column("DECIMAL(4, 1)", "1.5", "-999.9", "0"),
        Case.column("DECIMAL(9, 2)", "1.5", "-9999999.99", "0"),
        Case.column("DECIMAL(18, 3)", "1.5", "-999999999999999.999", "0"),
        Case.column("DECIMAL(38, 10)", "1.5", "-9999999999999999999999999999.9999999999", "0"),
        Case.column("DECIMAL(38, 0)", "1", "99999999999999999999999999999999999999"),
        Case.column("VARCHAR", "'a'", "''", "'1'", "'12'", "'true'", "'2024-02-29'", "'é✓𝄞'"),
        Case.column("VARCHAR(3)", "'abcdef'", "'2024-02-29 01:02:03'", "'01:02:03'", "' 1 '"),
        Case.column(
            "BLOB", "'abc'::BLOB", "'\\x00\\xFF'::BLOB", "''::BLOB", "'a''b\"c~\\x5C\\x7F '::BLOB"),
        Case.column("BIT", "'101'::BIT", "'1'::BIT"),
        Case.column("DATE", "'2024-02-29'", "'1970-01-01'", "'0044-03-15 (BC)'", "'9999-12-31'"),
        Case.column("TIME", "'00:00:00'", "'23:59:59.999999'", "'01:02:03.5'"),
        Case.column("TIME_NS", "'00:00:00'", "'23:59:59.999999999'"),
        Case.column("TIMETZ", "'01:02:03+02'", "'23:59:59.999999-05:30'", "'00:00:00+00'"),
        Case.column(
            "TIMESTAMP",
            "'2024-02-29 23:59:59.999999'",
            "'1970-01-01 00:00:00'",
            "'1969-12-31 23:59:59.5'",
            "'2024-03-10 02:30:00'",
            "'2024-11-03 01:30:00'",
            "'0001-01-01 00:00:00'"),
        Case.column("TIMESTAMP_S", "'2024-02-29 23:59:59'", "'2024-03-10 02:30:00'"),
        Case.column("TIMESTAMP_MS", "'2024-02-29 23:59:59.999'", "'2024-03-10 02:30:00'"),
        Case.column(
            "TIMESTAMP_NS", "'2024-02-29 23:59:59.999999999'", "'2024-03-10 02:30:00.000000001'"),
        Case.column(
            "TIMESTAMPTZ",
            "'2024-02-29 23:59:59.999999+00'",
            "'1970-01-01 00:00:00+00'",
            "'2024-03-10 07:30:00+00'",
            "'2024-03-10 03:30:00+00'",
            "'1900-01-01 00:00:00+00'"),
        Case.column("DATE", "'infinity'", "'-infinity'"),
        Case.column("TIMESTAMP", "'infinity'", "'-infinity'"),
        Case.column("TIMESTAMPTZ", "'infinity'", "'-infinity'"),
        Case.column("INTERVAL", "INTERVAL 3 DAY", "INTERVAL '1 year 2 months 3.5 seconds'"),
        Case.column("UUID", "'00112233-4455-6677-8899-aabbccddeeff'"),
        Case.column("JSON", "'{\"a\": [1, null]}'", "'1'"),
        Case.column("ENUM('x', 'y')", "'x'", "'y'"),
        Case.column("INTEGER[]", "[1, 2, NULL]", "[]"),
        Case.column("VARCHAR[]", "['a', NULL]"),
        Case.column("INTEGER[2]", "[1, 2]"),
        Case.column("INTEGER[][]", "[[1], [2, 3]]"),
        Case.column("STRUCT(a INTEGER, b VARCHAR)", "{'a': 1, 'b': 'x'}"),
        Case.column("MAP(VARCHAR, INTEGER)", "MAP {'a': 1, 'b': 2}"),
        Case.column("UNION(a INTEGER, b VARCHAR)", "union_value(a := 1)", "union_value(b := 'x')"),
        Case.column("BIGNUM", "'123456789012345678901234567890123456789012'::BIGNUM"),
        Case.expression("integer expression", "1 + 1"),
        Case.expression("decimal expression", "1.5 * 2"),
        Case.expression("NULL expression", "NULL"),
        Case.result(
            "BIGINT",
            "(module (func (export \"f\") (param i64) (result i64) (local.get 0)))",
            "CAST(n AS BIGINT)",
            INTEGERS),
        Case.result(
            "INTEGER",
            "(module (func (export \"f\") (param i64) (result i32) (i32.wrap_i64 (local.get 0))))",
            "CAST(n AS INTEGER)",
            INTEGERS),
        Case.result(
            "SMALLINT",
            "(module (func (export \"f\") (param i64) (result i32) (i32.wrap_i64 (local.get 0))))",
            "CAST(n AS SMALLINT)",
            INTEGERS),
        Case.result(
            "BOOLEAN",
            "(module (func (export \"f\") (param i64) (result i32) (i32.wrap_i64 (local.get 0))))",
            "CAST(n AS BOOLEAN)",
            INTEGERS),
        Case.result(
            "DOUBLE",
            "(module (func (export \"f\") (param i64) (result f64)"
                + " (f64.div (f64.convert_i64_s (local.get 0)) (f64.const 3))))",
            "CAST(n AS DOUBLE) / 3",
            INTEGERS),
        Case.result(
            "REAL",
            "(module (func (export \"f\") (param i64) (result f32)"
                + " (f32.div (f32.convert_i64_s (local.get 0)) (f32.const 3))))",
            "CAST(n AS FLOAT) / 3::FLOAT",
            INTEGERS),
        Case.result(
            "TEXT",
            "(module (memory (export \"memory\") 1) (data (i32.const 16) \"12abc\")"
                + " (func (export \"f\") (param i64) (result i64)"
                + " (i64.or (i64.shl (i64.const 16) (i64.const 32)) (local.get 0))))",
            "CAST(substr('12abc', 1, n) AS VARCHAR)",
            "(SELECT 1::BIGINT AS n UNION ALL SELECT 5 UNION ALL SELECT 0 UNION ALL SELECT NULL)"),
        Case.result(
            "DATE",
            "(module (func (export \"f\") (param i64) (result i32) (i32.wrap_i64 (local.get 0))))",
            "DATE '1970-01-01' + CAST(n AS INTEGER)",
            INTEGERS),
        Case.result(
            "TIMESTAMP",
            "(module (func (export \"f\") (param i64) (result i64) (local.get 0)))",
            "make_timestamp(n)",
            INTEGERS));
  }
}
