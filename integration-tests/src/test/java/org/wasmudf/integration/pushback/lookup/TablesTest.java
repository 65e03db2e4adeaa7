package org.wasmudf.integration.pushback.lookup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.wasmudf.integration.targets.Database;
import org.wasmudf.integration.targets.Target;
import org.wasmudf.rewriter.lookup.RaisedLookup;

/** Temporary tables of maps: made, filled, looked up and removed. */
@DisplayName("Tables of maps")
class TablesTest {
  private static final String SELECT_ALL = "SELECT id, <value> FROM (t <join>) ORDER BY id";

  private static void fill(Database database) throws SQLException {
    database.run(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, x INTEGER, s VARCHAR(20))",
        "INSERT INTO t VALUES (1, 1, 'a'), (2, 2, 'b'), (3, NULL, NULL), (4, 2, 'B')");
  }

  private static Object tenfold(List<? extends Object> arguments) {
    long number = ((Number) arguments.get(0)).longValue();
    if (number > 100) {
      throw new ArithmeticException("too large");
    }
    return number * 10;
  }

  @EachLookupTarget
  void resultsAreLookedUpByJoinAndBySubquery(Target target) throws SQLException {
    try (Database database = target.database();
        Connection connection = database.connectDirect()) {
      fill(database);
      HandMadeMap map =
          HandMadeMap.of(connection, "BIGINT", "FROM t", true, "t.x").upload(TablesTest::tenfold);
      List<String> expected = List.of("1|10", "2|20", "3|null", "4|20");
      assertEquals(expected, map.rows(SELECT_ALL));
      assertEquals(expected, map.rows("SELECT id, <lookup> FROM t ORDER BY id"));
      map.drop();
      assertThrows(SQLException.class, () -> map.rows(SELECT_ALL));
    }
  }

  /** Hazard 22: the raise reads a column, and a row that is not read raises nothing. */
  @EachLookupTarget
  void missAndFailureAreToldApartAndRaiseOnlyWhereTheyAreRead(Target target) throws SQLException {
    try (Database database = target.database();
        Connection connection = database.connectDirect()) {
      fill(database);
      database.run("INSERT INTO t VALUES (5, 500, 'e'), (6, 600, 'f')");
      HandMadeMap map =
          HandMadeMap.of(connection, "BIGINT", "FROM t WHERE x < 1000 ", true, "t.x")
              .upload(TablesTest::tenfold);
      database.run("INSERT INTO t VALUES (7, 7000, 'g')");
      for (String text :
          List.of(
              "SELECT id, <value> FROM (t <join>) WHERE id IN (%s)",
              "SELECT id, <lookup> FROM t WHERE id IN (%s)",
              "SELECT id FROM t WHERE id IN (%s) AND <lookup> > 3",
              "SELECT SUM(<value>) FROM (t <join>) WHERE id IN (%s)",
              "SELECT CASE WHEN id IN (%s) THEN <value> END FROM (t <join>)")) {
        map.rows(text.formatted("1, 2, 3, 4"));
        assertEquals(Optional.of(RaisedLookup.MISS), raised(map, text.formatted("1, 7")), text);
        int number = raised(map, text.formatted("1, 5")).orElseThrow();
        int other = raised(map, text.formatted("1, 6")).orElseThrow();
        if (target == Target.MARIADB) {
          assertEquals(List.of(RaisedLookup.SOME, RaisedLookup.SOME), List.of(number, other));
        } else {
          assertEquals(3, number + other, text);
        }
      }
    }
  }

  private static Optional<Integer> raised(HandMadeMap map, String text) {
    SQLException failed = assertThrows(SQLException.class, () -> map.rows(text), text);
    RaisedLookup raised =
        RaisedLookup.of(failed).orElseThrow(() -> new AssertionError(text, failed));
    assertEquals(0, raised.map());
    return Optional.of(raised.failure());
  }

  @EachLookupTarget
  void targetsOwnErrorsAreNoLookups(Target target) throws SQLException {
    try (Database database = target.database();
        Connection connection = database.connectDirect()) {
      fill(database);
      HandMadeMap map =
          HandMadeMap.of(connection, "BIGINT", "FROM t", true, "t.x").upload(TablesTest::tenfold);
      String own = target == Target.MARIADB ? "~0 + t.id" : "CAST('wasmudf' || t.s AS INTEGER)";
      SQLException failed =
          assertThrows(
              SQLException.class, () -> map.rows("SELECT " + own + ", <value> FROM (t <join>)"));
      assertEquals(Optional.empty(), RaisedLookup.of(failed));
    }
  }

  /** Hazard 27: neither making nor dropping a table ends the caller's transaction. */
  @EachLookupTarget
  void callersTransactionIsNeitherCommittedNorRolledBack(Target target) throws SQLException {
    try (Database database = target.database();
        Connection connection = database.connectDirect()) {
      fill(database);
      connection.setAutoCommit(false);
      HandMadeMap.query(connection, "SELECT * FROM t");
      connection.createStatement().executeUpdate("INSERT INTO t VALUES (9, 9, 'i')");
      HandMadeMap map =
          HandMadeMap.of(connection, "BIGINT", "FROM t", true, "t.x").upload(TablesTest::tenfold);
      assertEquals(List.of("1|10", "2|20", "3|null", "4|20", "9|90"), map.rows(SELECT_ALL));
      map.drop();
      connection.rollback();
      assertEquals(List.of("4"), HandMadeMap.query(connection, "SELECT COUNT(*) FROM t"));
      connection.rollback();
      connection.createStatement().executeUpdate("INSERT INTO t VALUES (9, 9, 'i')");
      map = HandMadeMap.of(connection, "BIGINT", "FROM t", true, "t.x").upload(TablesTest::tenfold);
      map.drop();
      connection.commit();
      assertEquals(List.of("5"), HandMadeMap.query(connection, "SELECT COUNT(*) FROM t"));
      assertEquals(List.of(), leftBehind(target, connection));
      connection.rollback();
    }
  }

  private static List<String> leftBehind(Target target, Connection connection) throws SQLException {
    String sql =
        switch (target) {
          case POSTGRESQL -> "SELECT relname FROM pg_class WHERE relname LIKE 'wasmudf%'";
          case DUCKDB -> "SELECT table_name FROM duckdb_tables() WHERE table_name LIKE 'wasmudf%'";
          default ->
              "SELECT table_name FROM information_schema.tables"
                  + " WHERE LOWER(table_name) LIKE 'wasmudf%'";
        };
    return HandMadeMap.query(connection, sql);
  }

  @EachLookupTarget
  void nullArgumentsHaveRowsWhereTheFunctionIsCalledOnThem(Target target) throws SQLException {
    try (Database database = target.database();
        Connection connection = database.connectDirect()) {
      fill(database);
      HandMadeMap map =
          HandMadeMap.of(connection, "VARCHAR", "FROM t", false, "t.x", "t.s")
              .upload(values -> values.get(0) + "/" + values.get(1));
      assertEquals(List.of("1|1/a", "2|2/b", "3|null/null", "4|2/B"), map.rows(SELECT_ALL));
      assertEquals(
          List.of("1|1/a", "2|2/b", "3|null/null", "4|2/B"),
          map.rows("SELECT id, <lookup> FROM t ORDER BY id"));
    }
  }
}
