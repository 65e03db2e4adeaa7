package org.wasmudf.jdbc.internal.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.wasmudf.jdbc.internal.stream.Streams.call;
import static org.wasmudf.jdbc.internal.stream.Streams.column;
import static org.wasmudf.jdbc.internal.stream.Streams.plan;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wasmudf.store.FunctionDefinition;
import org.wasmudf.store.SqlType;

/**
 * A function's result reads and is described as plain H2 reads and describes the same function, an
 * alias, cast to the declared type.
 */
final class FunctionColumnsTest {
  /** A type, H2's name for it, the alias that is the same function, and values. */
  record Case(SqlType type, String sql, String alias, String... values) {
    @Override
    public String toString() {
      return type.sql();
    }
  }

  static Stream<Case> types() {
    return Stream.of(
        new Case(new SqlType.Bool(), "BOOLEAN", "bool", "TRUE", "FALSE"),
        new Case(new SqlType.Int(8, true), "TINYINT", "integer", "1", "-128"),
        new Case(new SqlType.Int(16, true), "SMALLINT", "integer", "1", "-32768"),
        new Case(new SqlType.Int(32, true), "INTEGER", "integer", "1", "2147483647"),
        new Case(new SqlType.Int(64, true), "BIGINT", "integer", "1", "-9223372036854775808"),
        new Case(new SqlType.Int(8, false), "SMALLINT", "integer", "1", "255"),
        new Case(new SqlType.Int(16, false), "INTEGER", "integer", "1", "65535"),
        new Case(new SqlType.Int(32, false), "BIGINT", "integer", "1", "4294967295"),
        new Case(
            new SqlType.Int(64, false), "DECIMAL(20, 0)", "decimal", "1", "18446744073709551615"),
        new Case(
            new SqlType.Int128(true),
            "DECIMAL(39, 0)",
            "decimal",
            "-170141183460469231731687303715884105728",
            "0",
            "1"),
        new Case(
            new SqlType.Int128(false),
            "DECIMAL(39, 0)",
            "decimal",
            "340282366920938463463374607431768211455",
            "0"),
        new Case(new SqlType.FloatingPoint(32), "REAL", "real", "1.5", "0.1", "-3.4e38"),
        new Case(
            new SqlType.FloatingPoint(64), "DOUBLE PRECISION", "number", "1.5", "1e300", "'NaN'"),
        new Case(new SqlType.Decimal(10, 2), "DECIMAL(10, 2)", "decimal", "1.50", "-99999999.99"),
        new Case(
            new SqlType.Decimal(50, 10),
            "DECIMAL(50, 10)",
            "decimal",
            "1234567890123456789012345678901234567890.0123456789",
            "-1.5000000000"),
        new Case(new SqlType.Text(20), "VARCHAR(20)", "text", "'12'", "''", "U&'\\00e4\\+01F600'"),
        new Case(new SqlType.Text(SqlType.Text.UNBOUNDED), "VARCHAR", "text", "'abc'"),
        new Case(
            new SqlType.Binary(SqlType.Text.UNBOUNDED), "VARBINARY", "binary", "X'01ff'", "X''"),
        new Case(new SqlType.Date(), "DATE", "date", "DATE '2024-02-29'", "DATE '1500-01-01'"),
        new Case(new SqlType.Time(6), "TIME(6)", "time", "TIME '23:59:59.999999'"),
        new Case(new SqlType.Time(9), "TIME(9)", "time", "TIME '23:59:59.999999999'"),
        new Case(
            new SqlType.Timestamp(6, false),
            "TIMESTAMP(6)",
            "timestamp",
            "TIMESTAMP '2024-02-29 12:34:56.789123'",
            "TIMESTAMP '1500-01-01 00:00:00.000001'",
            "TIMESTAMP '2024-03-10 02:30:00'"),
        new Case(
            new SqlType.Timestamp(9, false),
            "TIMESTAMP(9)",
            "timestamp",
            "TIMESTAMP '1969-12-31 23:59:59.999999999'"),
        new Case(
            new SqlType.Timestamp(6, true),
            "TIMESTAMP(6) WITH TIME ZONE",
            "instant",
            "TIMESTAMP WITH TIME ZONE '2024-02-29 12:34:56.789123+00'"),
        new Case(new SqlType.Uuid(), "UUID", "uuid", "'00112233-4455-6677-8899-aabbccddeeff'"));
  }

  @ParameterizedTest
  @MethodSource("types")
  void readsAndIsDescribedAsTheSameFunctionInTheTarget(Case type) throws SQLException {
    TimeZone before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
    try (Streams streams = Streams.h2(";TIME ZONE=America/New_York")) {
      compare(streams, type);
    } finally {
      TimeZone.setDefault(before);
    }
  }

  private static void compare(Streams streams, Case type) throws SQLException {
    streams.run(
        "CREATE ALIAS SAME DETERMINISTIC FOR '"
            + Aliases.class.getName()
            + "."
            + type.alias()
            + "'");
    streams.run("CREATE TABLE T(ID BIGINT, V " + type.sql() + ")");
    streams.run("INSERT INTO T VALUES (0, NULL)");
    for (int i = 0; i < type.values().length; i++) {
      streams.run("INSERT INTO T VALUES (" + (i + 1) + ", " + type.values()[i] + ")");
    }
    FunctionDefinition same =
        streams.guests.function("same", JavaGuests::first, type.type(), type.type());
    String direct = "SELECT ID, CAST(SAME(V) AS " + type.sql() + ") AS R FROM T ORDER BY ID";
    List<String> differences = new ArrayList<>();
    for (Map.Entry<String, Getters.Getter> getter : Getters.all().entrySet()) {
      try (Statement statement = streams.target.createStatement();
          ResultSet theirs = statement.executeQuery(direct);
          ResultSet ours =
              streams.query(
                  plan("SELECT ID, V FROM T ORDER BY ID")
                      .select("ID", column(0))
                      .select("R", call(same, column(1))))) {
        while (theirs.next()) {
          assertTrue(ours.next());
          String expected = Getters.outcome(getter.getValue(), theirs, 2);
          String actual = Getters.outcome(getter.getValue(), ours, 2);
          if (!expected.equals(actual)
              && !PassedColumnsTest.mayDiffer(type.sql(), getter.getKey(), expected, actual)) {
            differences.add(
                theirs.getString(2)
                    + " "
                    + getter.getKey()
                    + ": H2 "
                    + expected
                    + ", ours "
                    + actual);
          }
        }
      }
    }
    assertEquals("", String.join("\n", differences));
    try (Statement statement = streams.target.createStatement();
        ResultSet theirs = statement.executeQuery(direct);
        ResultSet ours =
            streams.query(plan("SELECT V FROM T").select("R", call(same, column(0))))) {
      assertEquals(describe(theirs.getMetaData(), 2), describe(ours.getMetaData(), 1));
    }
  }

  private static String describe(ResultSetMetaData metaData, int column) throws SQLException {
    List<Object> all = new ArrayList<>();
    for (MetaDataItem item : MetaDataItem.values()) {
      all.add(item + "=" + item.of(metaData, column));
    }
    return String.join("\n", all.stream().map(String::valueOf).toList());
  }
}
