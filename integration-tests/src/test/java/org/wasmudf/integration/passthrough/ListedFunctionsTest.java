package org.wasmudf.integration.passthrough;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.wasmudf.integration.targets.Database;
import org.wasmudf.integration.targets.EachTarget;
import org.wasmudf.integration.targets.Target;

/** Registered functions among the target's own, as tools list them. */
class ListedFunctionsTest {
  private static final String PLUS =
      """
      CREATE FUNCTION my_plus(a INTEGER, b DOUBLE PRECISION) RETURNS DOUBLE PRECISION
        LANGUAGE WASM AS WAT $$
        (module (func (export "my_plus") (param i32 f64) (result f64)
          (f64.add (f64.convert_i32_s (local.get 0)) (local.get 1))))
      $$ COMMENT 'adds'""";

  private static List<String> names(ResultSet rows) throws SQLException {
    List<String> names = new ArrayList<>();
    try (rows) {
      while (rows.next()) {
        names.add(rows.getString("FUNCTION_NAME"));
      }
    }
    return names;
  }

  /** Without the target's own: not every target looks at the schema. */
  private static List<String> ours(ResultSet rows) throws SQLException {
    List<String> names = new ArrayList<>();
    try (rows) {
      while (rows.next()) {
        if ("wasmudf".equals(rows.getString("FUNCTION_SCHEM"))) {
          names.add(rows.getString("FUNCTION_NAME"));
        }
      }
    }
    return names;
  }

  @EachTarget
  void theyStandAmongTheTargetsOwn(Target target) throws SQLException {
    try (Database database = target.database();
        Connection direct = database.connectDirect();
        Connection connection = database.connect()) {
      List<String> own;
      try {
        own = names(direct.getMetaData().getFunctions(null, null, "%"));
      } catch (SQLFeatureNotSupportedException e) {
        own = List.of();
      }
      Guests.run(connection, Guests.TWICE, PLUS);
      List<String> all = names(connection.getMetaData().getFunctions(null, null, "%"));
      assertEquals(own.size() + 2, all.size());
      List<String> expected = new ArrayList<>(own);
      expected.addAll(List.of("twice", "my_plus"));
      assertEquals(expected.stream().sorted().toList(), all.stream().sorted().toList());
    }
  }

  @EachTarget
  void rowsAreInJdbcsOrder(Target target) throws SQLException {
    try (Database database = target.database();
        Connection connection = database.connect()) {
      Guests.run(connection, Guests.TWICE, PLUS);
      try (ResultSet rows = connection.getMetaData().getFunctions(null, null, null)) {
        String before = "";
        while (rows.next()) {
          String key = part(rows, 1) + part(rows, 2) + part(rows, 3) + part(rows, 6);
          assertTrue(before.compareTo(key) <= 0, before + " before " + key);
          before = key;
        }
      }
    }
  }

  private static String part(ResultSet rows, int column) throws SQLException {
    String text = rows.getString(column);
    return (text == null ? "" : text) + '\u0001';
  }

  @EachTarget
  void patternsAndEscapesAreJdbcs(Target target) throws SQLException {
    try (Database database = target.database();
        Connection connection = database.connect()) {
      Guests.run(connection, Guests.TWICE, PLUS);
      DatabaseMetaData metaData = connection.getMetaData();
      String escape = metaData.getSearchStringEscape();
      assertEquals(List.of("my_plus", "twice"), ours(metaData.getFunctions(null, "wasmudf", "%")));
      assertEquals(List.of("my_plus"), ours(metaData.getFunctions(null, "wasmudf", "my_pl%")));
      assertEquals(List.of("my_plus"), ours(metaData.getFunctions("", "wasm%", "my_plu_")));
      assertEquals(List.of("twice"), ours(metaData.getFunctions(null, null, "twice")));
      assertEquals(List.of("twice"), ours(metaData.getFunctions(null, "wasmudf", "TWICE")));
      assertEquals(List.of(), ours(metaData.getFunctions("elsewhere", "wasmudf", "%")));
      assertEquals(List.of(), ours(metaData.getFunctions(null, "nowhere", "twice")));
      if (escape != null && !escape.isEmpty()) {
        assertEquals(
            List.of("my_plus"),
            ours(metaData.getFunctions(null, "wasmudf", "my" + escape + "_plus")));
        assertEquals(
            List.of(), ours(metaData.getFunctions(null, "wasmudf", "twic" + escape + "_")));
      }
    }
  }

  @EachTarget
  void columnsAndTypesAreJdbcs(Target target) throws SQLException {
    try (Database database = target.database();
        Connection connection = database.connect()) {
      Guests.run(connection, PLUS);
      DatabaseMetaData metaData = connection.getMetaData();
      try (ResultSet rows = metaData.getFunctions(null, "wasmudf", "my_plus")) {
        ResultSetMetaData columns = rows.getMetaData();
        assertEquals(
            List.of(
                "FUNCTION_CAT",
                "FUNCTION_SCHEM",
                "FUNCTION_NAME",
                "REMARKS",
                "FUNCTION_TYPE",
                "SPECIFIC_NAME"),
            labels(columns).subList(0, 6));
        assertEquals(Types.SMALLINT, columns.getColumnType(5));
        assertTrue(rows.next());
        assertEquals("adds", rows.getString("REMARKS"));
        assertEquals(DatabaseMetaData.functionNoTable, rows.getShort("FUNCTION_TYPE"));
      }
      try (ResultSet rows = metaData.getFunctionColumns(null, "wasmudf", "my_plus", "%")) {
        assertEquals(17, labels(rows.getMetaData()).size());
        assertTrue(rows.next());
        assertEquals(DatabaseMetaData.functionReturn, rows.getShort("COLUMN_TYPE"));
        assertEquals(Types.DOUBLE, rows.getInt("DATA_TYPE"));
        assertTrue(rows.next());
        assertEquals("a", rows.getString("COLUMN_NAME"));
        assertEquals(Types.INTEGER, rows.getInt("DATA_TYPE"));
        assertEquals(1, rows.getInt("ORDINAL_POSITION"));
        assertTrue(rows.next());
        assertEquals("b", rows.getString("COLUMN_NAME"));
        assertEquals(2, rows.getInt("ORDINAL_POSITION"));
        assertEquals(false, rows.next());
      }
      try (ResultSet rows = metaData.getFunctionColumns(null, "wasmudf", "my_plus", "b")) {
        assertTrue(rows.next());
        assertEquals("b", rows.getString("COLUMN_NAME"));
        assertEquals(false, rows.next());
      }
    }
  }

  private static List<String> labels(ResultSetMetaData metaData) throws SQLException {
    List<String> labels = new ArrayList<>();
    for (int i = 1; i <= metaData.getColumnCount(); i++) {
      labels.add(metaData.getColumnLabel(i));
    }
    return labels;
  }
}
