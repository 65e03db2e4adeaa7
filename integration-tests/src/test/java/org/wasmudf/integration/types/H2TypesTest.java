package org.wasmudf.integration.types;

import java.util.ArrayList;
import java.util.List;
import org.h2.util.DateTimeUtils;
import org.wasmudf.integration.targets.Target;

final class H2TypesTest extends TypesTest {
  H2TypesTest() {
    super(Target.H2);
  }

  /** It reads the JVM's time zone once. */
  @Override
  void zoneChanged() {
    DateTimeUtils.resetCalendar();
  }

  @Override
  List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    cases.addAll(numbers());
    cases.addAll(texts());
    cases.addAll(times());
    cases.addAll(others());
    cases.addAll(results());
    return cases;
  }

  private static List<Case> numbers() {
    return List.of(
        Case.column("BOOLEAN", "TRUE", "FALSE"),
        Case.column("TINYINT", "0", "1", "-128", "127"),
        Case.column("SMALLINT", "0", "1", "-32768", "300"),
        Case.column("INTEGER", "0", "1", "-2147483648", "2147483647"),
        Case.column("BIGINT", "0", "1", "-9223372036854775808", "9223372036854775807"),
        Case.column("REAL", "0", "1.5", "-0.1", "3.4028235e38", "'NaN'", "'Infinity'"),
        Case.column("DOUBLE PRECISION", "0", "1.5", "1e20", "1e-7", "'NaN'", "'-Infinity'"),
        Case.column("NUMERIC(20, 2)", "0", "1.5", "-123456789012345678.99"),
        Case.column("NUMERIC(40)", "0", "1234567890123456789012345678901234567890"),
        Case.column("DECFLOAT", "0", "1.50", "1E+20", "'NaN'", "'Infinity'"));
  }

  private static List<Case> texts() {
    return List.of(
        Case.column(
            "VARCHAR(60)",
            "''",
            "' 12 '",
            "'text'",
            "'1.5'",
            "'TRUE'",
            "'t'",
            "'2020-02-29'",
            "'2020-02-29 12:34:56.789'",
            "'12:34:56'",
            "'2020-02-29 12:34:56.789+02'",
            "'0c1f9d7a-8f8c-4a53-9a05-5b1f6f3d2a11'",
            "'ä€😀'",
            "'NaN'"),
        Case.column("CHAR(8)", "''", "'ab'", "'7'"),
        Case.column("VARCHAR_IGNORECASE(20)", "'Text'", "'5'"),
        Case.column("CLOB", "''", "'text'", "'5'"),
        Case.column("BINARY(4)", "X''", "X'00ff41'"),
        Case.column("VARBINARY(20)", "X''", "X'00ff41'", "X'31'"),
        Case.column("BLOB", "X''", "X'00ff41'"),
        Case.column("JSON", "JSON '{\"a\": [1, 2]}'", "JSON 'null'", "JSON '1'"),
        Case.column("ENUM('sad', 'very happy')", "'sad'", "'very happy'"));
  }

  private static List<Case> times() {
    return List.of(
        Case.column(
            "DATE",
            "DATE '2020-02-29'",
            "DATE '1582-10-04'",
            "DATE '0001-01-01'",
            "DATE '-0043-03-15'",
            "DATE '10000-01-01'"),
        Case.column("TIME", "TIME '12:34:56'", "TIME '00:00:00'"),
        Case.column("TIME(9)", "TIME '12:34:56.789012345'"),
        Case.column("TIME WITH TIME ZONE", "TIME WITH TIME ZONE '12:34:56+02:00'"),
        Case.column(
            "TIMESTAMP",
            "TIMESTAMP '2020-02-29 12:34:56.789012'",
            "TIMESTAMP '1970-01-01 00:00:00'",
            "TIMESTAMP '2021-03-14 02:30:00'",
            "TIMESTAMP '2021-11-07 01:30:00'",
            "TIMESTAMP '1500-01-01 00:00:00'",
            "TIMESTAMP '12020-01-01 00:00:00'"),
        Case.column("TIMESTAMP(9)", "TIMESTAMP '2020-02-29 12:34:56.789012345'"),
        Case.column(
            "TIMESTAMP WITH TIME ZONE",
            "TIMESTAMP WITH TIME ZONE '2020-02-29 12:34:56.789012+05:30'",
            "TIMESTAMP WITH TIME ZONE '1850-01-01 00:00:00Z'"),
        Case.column("INTERVAL YEAR TO MONTH", "INTERVAL '1-2' YEAR TO MONTH"),
        Case.column("INTERVAL DAY TO SECOND", "INTERVAL '1 02:03:04.5' DAY TO SECOND"),
        Case.column("INTERVAL MINUTE", "INTERVAL '5' MINUTE"));
  }

  private static List<Case> others() {
    return List.of(
        Case.column("UUID", "UUID '0c1f9d7a-8f8c-4a53-9a05-5b1f6f3d2a11'"),
        Case.column("INTEGER ARRAY", "ARRAY[]", "ARRAY[1, NULL, 3]"),
        Case.column("VARCHAR(9) ARRAY", "ARRAY['a', 'b c']"),
        Case.column("INTEGER ARRAY ARRAY", "ARRAY[ARRAY[1, 2], ARRAY[3]]"),
        Case.column("ROW(a INTEGER, b VARCHAR(9))", "ROW(1, 'x')"),
        Case.column("JAVA_OBJECT", "X'aced000574000178'"),
        Case.column("GEOMETRY", "'POINT (1 2)'"));
  }

  private static List<Case> results() {
    String numbers = "(VALUES (CAST(0 AS BIGINT)), (1), (-7), (100), (12345678)) AS v(n)";
    return List.of(
        result("BOOLEAN", "i32", "(i32.wrap_i64 (local.get 0))", "n <> 0", numbers),
        result(
            "TINYINT",
            "i32",
            "(i32.and (i32.wrap_i64 (local.get 0)) (i32.const 127))",
            "CAST(BITAND(n, 127) AS TINYINT)",
            numbers),
        result("INTEGER", "i32", "(i32.wrap_i64 (local.get 0))", "CAST(n AS INTEGER)", numbers),
        result("BIGINT", "i64", "(local.get 0)", "CAST(n AS BIGINT)", numbers),
        result(
            "REAL",
            "f32",
            "(f32.div (f32.convert_i64_s (local.get 0)) (f32.const 7))",
            "CAST(CAST(n AS REAL) / CAST(7 AS REAL) AS REAL)",
            numbers),
        result(
            "DOUBLE",
            "f64",
            "(f64.div (f64.convert_i64_s (local.get 0)) (f64.const 7))",
            "CAST(n AS DOUBLE PRECISION) / 7",
            numbers),
        result(
            "DATE",
            "i32",
            "(i32.wrap_i64 (local.get 0))",
            "DATEADD(DAY, n, DATE '1970-01-01')",
            "(VALUES (CAST(0 AS BIGINT)), (18321), (-141428)) AS v(n)"),
        result(
            "TIMESTAMP(6)",
            "i64",
            "(local.get 0)",
            "CAST(DATEADD(MICROSECOND, n, TIMESTAMP '1970-01-01 00:00:00') AS TIMESTAMP(6))",
            "(VALUES (CAST(0 AS BIGINT)), (1582979696789012), (-1)) AS v(n)"),
        Case.result(
            "VARCHAR",
            """
            (module (memory (export "memory") 1) (data (i32.const 16) "1234567")
              (func (export "malloc") (param i32) (result i32) (i32.const 1024))
              (func (export "free") (param i32))
              (func (export "f") (param i64) (result i64)
                (i64.or (i64.shl (i64.const 16) (i64.const 32)) (local.get 0))))""",
            "CAST(LEFT('1234567', CAST(n AS INTEGER)) AS VARCHAR)",
            "(VALUES (CAST(1 AS BIGINT)), (2), (7)) AS v(n)"));
  }

  private static Case result(
      String type, String wasm, String body, String expression, String from) {
    return Case.result(
        type,
        "(module (func (export \"f\") (param i64) (result " + wasm + ") " + body + "))",
        expression,
        from);
  }
}
