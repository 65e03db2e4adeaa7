package org.wasmudf.integration.types;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.wasmudf.integration.targets.Target;

final class PostgreSqlTypesTest extends TypesTest {
  PostgreSqlTypesTest() {
    super(Target.POSTGRESQL);
  }

  @Override
  List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    cases.addAll(numbers());
    cases.addAll(texts());
    cases.addAll(times());
    cases.addAll(others());
    cases.addAll(arrays());
    cases.addAll(results());
    return cases;
  }

  private static List<Case> numbers() {
    return List.of(
        Case.column("bool", "TRUE", "FALSE"),
        Case.column("int2", "0", "1", "-32768", "32767", "300"),
        Case.column("int4", "0", "1", "-2147483648", "2147483647", "128", "40000"),
        Case.column("int8", "0", "1", "-9223372036854775808", "9223372036854775807", "3000000000"),
        sequence("smallserial"),
        sequence("serial"),
        sequence("bigserial"),
        random("float4", 32),
        random("float8", 64),
        Case.column(
            "float4",
            "0",
            "'-0'",
            "1",
            "-1.5",
            "0.1",
            "1e6",
            "123456",
            "1234567",
            "0.0001",
            "0.00001",
            "3.4028235e38",
            "1e-45",
            "16777216",
            "33554432",
            "'NaN'",
            "'Infinity'",
            "'-Infinity'"),
        Case.column(
            "float8",
            "0",
            "'-0'",
            "1",
            "-1.5",
            "0.1",
            "1e15",
            "123456789012345",
            "1e14",
            "0.0001",
            "0.00001",
            "1e23",
            "9007199254740993",
            "2e-3",
            "1.7976931348623157e308",
            "4.9e-324",
            "2.2250738585072014e-308",
            "5.684341886080802e-14",
            "1e22",
            "9223372036854775807",
            "'NaN'",
            "'Infinity'",
            "'-Infinity'"),
        Case.column(
            "numeric",
            "0",
            "1",
            "-1.50",
            "0.00",
            "1e20",
            "1e-20",
            "12345678901234567890.123456789",
            "2147483648",
            "127.5",
            "'NaN'",
            "'Infinity'",
            "'-Infinity'"),
        Case.column("numeric(10,2)", "0", "1", "-1.5", "99999999.99", "'NaN'"),
        Case.column("numeric(5,-2)", "0", "1234", "-99949"),
        Case.column("numeric(3,5)", "0", "0.00123"),
        Case.expression("sum of numeric", "(SELECT sum(v) FROM (VALUES (1.10), (2.200)) AS s(v))"),
        Case.expression("avg of int4", "(SELECT avg(v) FROM (VALUES (1), (2)) AS s(v))"),
        Case.expression("count", "(SELECT count(*) FROM (VALUES (1), (2)) AS s(v))"),
        Case.column("money", "0", "1234.5", "-0.01"),
        Case.column("oid", "0", "1", "4294967295"));
  }

  /** A column that takes no NULL. */
  private static Case sequence(String type) {
    String table = "of_" + type;
    return new Case(
        type,
        List.of(
            "CREATE TABLE " + table + " (c " + type + ")",
            "INSERT INTO " + table + " DEFAULT VALUES"),
        List.of(),
        "SELECT c FROM " + table,
        "SELECT c, udf(1) FROM " + table);
  }

  /** Numbers of every size. */
  private static Case random(String type, int bits) {
    Random random = new Random(20);
    String[] literals = new String[40];
    for (int i = 0; i < literals.length; i++) {
      double value =
          bits == 32
              ? Float.intBitsToFloat(random.nextInt())
              : Double.longBitsToDouble(random.nextLong());
      literals[i] = "'" + value + "'::float8::" + type;
    }
    return Case.column(type, literals);
  }

  private static List<Case> texts() {
    return List.of(
        Case.column(
            "text",
            "''",
            "'text'",
            "' 12 '",
            "'12'",
            "'1.5'",
            "'t'",
            "'2020-02-29'",
            "'2020-02-29 12:34:56.789+02'",
            "'12:34:56'",
            "'ä€😀'",
            "'0c1f9d7a-8f8c-4a53-9a05-5b1f6f3d2a11'",
            "'{1,2}'",
            "'\\x4142'",
            "'NaN'"),
        Case.column("varchar(40)", "''", "'text'", "'5'", "'f'", "' a '"),
        Case.column("char(8)", "''", "'ab'", "'12345678'", "'7'"),
        Case.column("name", "'ab'", "'12'"),
        Case.column("\"char\"", "'a'", "'1'"),
        Case.column("bytea", "''", "'\\x00ff41'", "'12'"),
        Case.column("json", "'{\"a\": [1, 2]}'", "'null'", "'1'"),
        Case.column("jsonb", "'{\"a\": [1, 2]}'", "'\"text\"'"),
        Case.column("xml", "'<a b=\"1\">text</a>'"),
        Case.column("mood", "'sad'", "'very happy'")
            .after("CREATE TYPE mood AS ENUM ('sad', 'very happy')"),
        Case.column("hidden.mood", "'sad'")
            .after("CREATE SCHEMA hidden", "CREATE TYPE hidden.mood AS ENUM ('sad')"),
        Case.column("positive", "5").after("CREATE DOMAIN positive AS int4 CHECK (VALUE > 0)"),
        Case.column("tsvector", "'a fat cat'"));
  }

  private static List<Case> times() {
    return List.of(
        Case.column(
            "date",
            "'2020-02-29'",
            "'1970-01-01'",
            "'1582-10-04'",
            "'1582-10-15'",
            "'0001-01-01'",
            "'0044-03-15 BC'",
            "'10000-01-01'",
            "'5874897-12-31'",
            "'infinity'",
            "'-infinity'"),
        Case.column(
            "timestamp",
            "'2020-02-29 12:34:56'",
            "'2020-02-29 12:34:56.789012'",
            "'1970-01-01 00:00:00.1'",
            "'2021-03-14 02:30:00'",
            "'2021-11-07 01:30:00'",
            "'1500-01-01 00:00:00'",
            "'0044-03-15 10:00:00 BC'",
            "'12020-01-01 00:00:00'",
            "'1969-12-31 23:59:59.999999'",
            "'infinity'",
            "'-infinity'"),
        Case.column(
            "timestamptz",
            "'2020-02-29 12:34:56Z'",
            "'2020-02-29 12:34:56.789012+05:30'",
            "'1970-01-01 00:00:00.1Z'",
            "'1850-01-01 00:00:00Z'",
            "'0044-03-15 10:00:00Z BC'",
            "'12020-01-01 00:00:00Z'",
            "'infinity'",
            "'-infinity'"),
        Case.column("time", "'12:34:56'", "'12:34:56.789012'", "'00:00'", "'24:00'"),
        Case.column("timetz", "'12:34:56+02'", "'12:34:56.789012-05:30'", "'24:00Z'"),
        Case.column("timestamp(0)", "'2020-02-29 12:34:56.789'"),
        Case.column("interval", "'1 year 2 mons -3 days 04:05:06.789'", "'0'", "'-1 day'"));
  }

  private static List<Case> others() {
    return List.of(
        Case.column("uuid", "'0c1f9d7a-8f8c-4a53-9a05-5b1f6f3d2a11'"),
        Case.column("bit(1)", "B'0'", "B'1'"),
        Case.column("bit(5)", "B'10101'"),
        Case.column("varbit", "B''", "B'1'", "B'10101'"),
        Case.column("pair", "ROW(1, 'a b')").after("CREATE TYPE pair AS (a int4, b text)"),
        Case.column("int4range", "'[1,5)'", "'empty'"),
        Case.column("inet", "'192.168.0.1/24'", "'::1'"),
        Case.column("cidr", "'10.0.0.0/8'"),
        Case.column("macaddr", "'08:00:2b:01:02:03'"),
        Case.column("point", "'(1.5,-2)'"),
        Case.column("box", "'(1,2),(3,4)'"),
        Case.column("circle", "'<(1,2),3>'"),
        Case.column("regclass", "'pg_class'::regclass"));
  }

  private static List<Case> arrays() {
    return List.of(
        Case.column("int4[]", "'{}'", "'{1,NULL,3}'", "'{{1,2},{3,4}}'"),
        Case.column("int2[]", "'{1,-2}'"),
        Case.column("int8[]", "'{1,9223372036854775807}'", "'[2:3]={1,2}'"),
        Case.column("oid[]", "'{1,4294967295}'"),
        Case.column("float4[]", "'{0.1,1e20,NaN}'"),
        Case.column("varchar(9)[]", "'{a,null,\"null\",\"\"}'"),
        Case.column("float8[]", "'{0.1,1e20,NaN}'"),
        Case.column("numeric[]", "'{0.10,1e20}'"),
        Case.column("bool[]", "'{t,f,NULL}'"),
        Case.column("text[]", "'{a,\"b c\",NULL,\"\\\"\"}'", "'{{a,b},{c,d}}'"),
        Case.column("bytea[]", "ARRAY['\\x00ff'::bytea]"),
        Case.column("date[]", "'{2020-02-29}'"),
        Case.column("timestamp[]", "'{2020-02-29 12:34:56.789}'"),
        Case.column("timestamptz[]", "'{2020-02-29 12:34:56.789Z}'"),
        Case.column("uuid[]", "'{0c1f9d7a-8f8c-4a53-9a05-5b1f6f3d2a11}'"));
  }

  private static List<Case> results() {
    String numbers = "(VALUES (0::int8), (1), (-7), (100), (12345678)) AS v(n)";
    return List.of(
        result("BOOLEAN", "i32", "(i32.wrap_i64 (local.get 0))", "n <> 0", numbers),
        result("TINYINT", "i32", small("i32.wrap_i64 (local.get 0)"), tiny(), numbers),
        result("SMALLINT", "i32", small("i32.wrap_i64 (local.get 0)"), tiny(), numbers),
        result("INTEGER", "i32", "(i32.wrap_i64 (local.get 0))", "CAST(n AS integer)", numbers),
        result("BIGINT", "i64", "(local.get 0)", "CAST(n AS bigint)", numbers),
        result(
            "REAL",
            "f32",
            "(f32.div (f32.convert_i64_s (local.get 0)) (f32.const 7))",
            "CAST(CAST(n AS real) / CAST(7 AS real) AS real)",
            numbers),
        result(
            "DOUBLE",
            "f64",
            "(f64.div (f64.convert_i64_s (local.get 0)) (f64.const 7))",
            "CAST(n AS double precision) / 7",
            numbers),
        result(
            "DATE",
            "i32",
            "(i32.wrap_i64 (local.get 0))",
            "DATE '1970-01-01' + CAST(n AS integer)",
            "(VALUES (0::int8), (18321), (-141428), (-800000)) AS v(n)"),
        result(
            "TIME(6)",
            "i64",
            "(local.get 0)",
            "CAST(TIME '00:00' + n * INTERVAL '1 microsecond' AS time(6))",
            "(VALUES (0::int8), (45296789012), (86399999999)) AS v(n)"),
        result(
            "TIMESTAMP(6)",
            "i64",
            "(local.get 0)",
            "CAST(TIMESTAMP '1970-01-01' + n * INTERVAL '1 microsecond' AS timestamp(6))",
            "(VALUES (0::int8), (1582979696789012), (-1)) AS v(n)"),
        result(
            "TIMESTAMP(6) WITH TIME ZONE",
            "i64",
            "(local.get 0)",
            "CAST(TIMESTAMPTZ '1970-01-01 00:00Z' + n * INTERVAL '1 microsecond' AS timestamptz(6))",
            "(VALUES (0::int8), (1582979696789012), (-1)) AS v(n)"),
        text("VARCHAR(10)", "varchar(10)"),
        text("TEXT", "text"),
        text("JSON", "json"),
        text("BYTEA", "bytea"));
  }

  private static String small(String wrapped) {
    return "(i32.and (" + wrapped + ") (i32.const 127))";
  }

  private static String tiny() {
    return "CAST(n & 127 AS smallint)";
  }

  private static Case result(
      String type, String wasm, String body, String expression, String from) {
    return Case.result(
        type,
        "(module (func (export \"f\") (param i64) (result " + wasm + ") " + body + "))",
        expression,
        from);
  }

  /** The text 12, or a text of two digits for others. */
  private static Case text(String type, String cast) {
    return Case.result(
        type,
        """
        (module (memory (export "memory") 1) (data (i32.const 16) "1234567")
          (func (export "malloc") (param i32) (result i32) (i32.const 1024))
          (func (export "free") (param i32))
          (func (export "f") (param i64) (result i64)
            (i64.or (i64.shl (i64.const 16) (i64.const 32)) (local.get 0))))""",
        "CAST(left('1234567', CAST(n AS integer)) AS " + cast + ")",
        "(VALUES (1::int8), (2), (7)) AS v(n)");
  }
}
