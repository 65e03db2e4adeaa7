package org.wasmudf.integration.types;

import java.util.List;
import org.wasmudf.integration.targets.Target;

/** MariaDB's types. */
class MariaDbTypesTest extends TypesTest {
  private static final String INTEGERS =
      "(SELECT CAST(1 AS SIGNED) AS n UNION ALL SELECT 0 UNION ALL SELECT -7 UNION ALL SELECT NULL)"
          + " x";

  /** Zero dates are refused by the default mode. */
  private static final String ANY_DATE = "SET SESSION sql_mode = ''";

  MariaDbTypesTest() {
    super(Target.MARIADB);
  }

  @Override
  List<Case> cases() {
    return List.of(
        Case.column("TINYINT", "1", "0", "-128", "127"),
        Case.column("TINYINT UNSIGNED", "1", "255"),
        Case.column("TINYINT(1)", "1", "0", "5", "-1"),
        Case.column("BOOL", "TRUE", "FALSE"),
        Case.column("SMALLINT", "1", "-32768", "32767"),
        Case.column("SMALLINT UNSIGNED", "1", "65535"),
        Case.column("MEDIUMINT", "1", "-8388608"),
        Case.column("MEDIUMINT UNSIGNED", "1", "16777215"),
        Case.column("INT", "1", "-2147483648", "2147483647", "300"),
        Case.column("INT UNSIGNED", "1", "4294967295"),
        Case.column("INT ZEROFILL", "1", "300"),
        Case.column("BIGINT", "1", "-9223372036854775808", "9223372036854775807", "3000000000"),
        Case.column("BIGINT UNSIGNED", "1", "18446744073709551615", "9223372036854775808"),
        Case.column("BIT(1)", "b'1'", "b'0'"),
        Case.column("BIT(12)", "b'101010101010'", "0"),
        Case.column("FLOAT", "1", "0.1", "-1.5e30", "3.4e38", "1e-38"),
        Case.column("DOUBLE", "1", "0.1", "-1.5e300", "123456789012345678", "1e-20"),
        Case.column("DECIMAL(10, 2)", "1.5", "-99999999.99", "0"),
        Case.column("DECIMAL(65, 30)", "1.5", "-99999999999999999999999999999999999.5"),
        Case.column("CHAR(5)", "'a'", "''", "'12'", "'é✓𝄞'"),
        Case.column("VARCHAR(40)", "'a'", "''", "'1'", "'12.5'", "'true'", "'2024-02-29'"),
        Case.column("VARCHAR(41)", "'2024-02-29 01:02:03.5'", "'01:02:03'", "REPEAT('é', 40)"),
        Case.column("VARCHAR(400)", "REPEAT('x', 250)", "REPEAT('x', 251)", "REPEAT('x', 400)"),
        Case.column("TINYTEXT", "'a'"),
        Case.column("TEXT", "'a'", "'1'", "REPEAT('x', 65535)"),
        Case.column("MEDIUMTEXT", "REPEAT('x', 70000)"),
        Case.column("LONGTEXT", "'a'"),
        Case.column("BINARY(4)", "x'00ff'", "'12'"),
        Case.column("VARBINARY(10)", "x'00ff'", "'12'", "''"),
        Case.column("TINYBLOB", "x'00ff'"),
        Case.column("BLOB", "x'00ff'", "'12'", "''"),
        Case.column("MEDIUMBLOB", "x'00ff'"),
        Case.column("LONGBLOB", "x'00ff'"),
        Case.column("DATE", "'2024-02-29'", "'1000-01-01'", "'9999-12-31'"),
        Case.column("DATE /* zero */", "'0000-00-00'", "'2024-00-10'").after(ANY_DATE),
        Case.column("TIME", "'00:00:00'", "'23:59:59'", "'-01:02:03'", "'838:59:59'"),
        Case.column("TIME(6)", "'01:02:03.123456'", "'-00:00:00.5'"),
        Case.column(
            "DATETIME", "'2024-02-29 23:59:59'", "'2024-03-10 02:30:00'", "'1000-01-01 00:00:00'"),
        Case.column("DATETIME(6)", "'2024-02-29 23:59:59.123456'", "'2024-11-03 01:30:00'"),
        Case.column("DATETIME(3)", "'2024-02-29 23:59:59.123'"),
        Case.column("DATETIME /* zero */", "'0000-00-00 00:00:00'").after(ANY_DATE),
        Case.column("TIMESTAMP(6) NULL", "'2024-02-29 23:59:59.123456'", "'2024-03-10 03:30:00'"),
        Case.column("YEAR", "2024", "1901", "0"),
        Case.column("ENUM('x', 'y')", "'x'", "'y'"),
        Case.column("SET('a', 'b', 'c')", "'a,c'", "''"),
        Case.column("JSON", "'{\"a\": [1, null]}'"),
        Case.column("UUID", "'00112233-4455-6677-8899-aabbccddeeff'"),
        Case.column("INET6", "'2001:db8::1'"),
        Case.column("POINT", "ST_GeomFromText('POINT(1 2)')"),
        Case.column("GEOMETRY", "ST_GeomFromText('LINESTRING(0 0, 1 1)')"),
        Case.expression("integer expression", "1 + 1"),
        Case.expression("decimal expression", "1.5 * 2"),
        Case.expression("double expression", "1e0 / 3"),
        Case.expression("NULL expression", "NULL"),
        Case.result(
            "BIGINT",
            "(module (func (export \"f\") (param i64) (result i64) (local.get 0)))",
            "CAST(n AS SIGNED)",
            INTEGERS),
        Case.result(
            "INTEGER",
            "(module (func (export \"f\") (param i64) (result i32) (i32.wrap_i64 (local.get 0))))",
            "COALESCE(n, n)",
            "(SELECT 1 AS n UNION ALL SELECT 0 UNION ALL SELECT NULL) x"),
        Case.result(
            "DOUBLE",
            "(module (func (export \"f\") (param i64) (result f64)"
                + " (f64.div (f64.convert_i64_s (local.get 0)) (f64.const 3))))",
            "CAST(n AS DOUBLE) / 3",
            INTEGERS),
        Case.result(
            "DOUBLE PRECISION",
            "(module (func (export \"f\") (param i64) (result f64)"
                + " (f64.div (f64.convert_i64_s (local.get 0)) (f64.const 1e20))))",
            "CAST(n AS DOUBLE) / 1e20",
            INTEGERS),
        Case.result(
            "TEXT",
            "(module (memory (export \"memory\") 1) (data (i32.const 16) \"12abc\")"
                + " (func (export \"f\") (param i64) (result i64)"
                + " (i64.or (i64.shl (i64.const 16) (i64.const 32)) (local.get 0))))",
            "CAST(SUBSTR('12abc', 1, n) AS CHAR)",
            "(SELECT CAST(1 AS SIGNED) AS n UNION ALL SELECT 5 UNION ALL SELECT NULL) x"),
        Case.result(
            "DATE",
            "(module (func (export \"f\") (param i64) (result i32) (i32.wrap_i64 (local.get 0))))",
            "CAST(DATE_ADD('1970-01-01', INTERVAL n DAY) AS DATE)",
            INTEGERS),
        Case.result(
            "TIMESTAMP",
            "(module (func (export \"f\") (param i64) (result i64) (local.get 0)))",
            "CAST(DATE_ADD('1970-01-01', INTERVAL n MICROSECOND) AS DATETIME(6))",
            INTEGERS),
        Case.result(
            "TIME",
            "(module (func (export \"f\") (param i64) (result i64) (local.get 0)))",
            "CAST(SEC_TO_TIME(n / 1000000) AS TIME(6))",
            "(SELECT CAST(1000000 AS SIGNED) AS n UNION ALL SELECT 86399500000 UNION ALL SELECT NULL) x"));
  }
}
