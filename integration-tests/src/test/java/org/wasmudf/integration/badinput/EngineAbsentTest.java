package org.wasmudf.integration.badinput;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wasmudf.integration.support.Bench;
import org.wasmudf.integration.support.ChildJvm;

/** A JVM without wasmtime's jar: only those who ask for that engine notice. */
final class EngineAbsentTest {
  @TempDir private Path store;

  @Test
  void wasmtimeIsAskedForAndNotThere() throws Exception {
    try (ChildJvm child = ChildJvm.without("wasmtime-java", UseEngines.class, store.toString())) {
      List<String> said = child.lines();
      assertTrue(said.get(0).startsWith("39W07 "), said::toString);
      assertTrue(said.get(0).contains("wasmtime"), said::toString);
      assertTrue(said.get(0).contains("class path"), said::toString);
      assertTrue(said.get(0).contains("engine=endive"), said::toString);
      assertEquals("[]", said.get(1));
      assertEquals("[2]", said.get(2));
      assertEquals("[10]", said.get(3));
      assertTrue(said.get(4).startsWith("39W07 "), said::toString);
      assertEquals("[2]", said.get(5));
    }
  }

  static final class UseEngines {
    private UseEngines() {}

    private static Connection connect(String store, String engine) throws SQLException {
      Properties properties = new Properties();
      properties.setProperty("wasmudf.store", store);
      properties.setProperty("wasmudf.engine", engine);
      return DriverManager.getConnection("jdbc:wasmudf:h2:mem:", properties);
    }

    public static void main(String[] arguments) throws SQLException {
      String create =
          "CREATE FUNCTION twice(BIGINT) RETURNS BIGINT LANGUAGE WASM AS WAT $$(module (func (export"
              + " \"twice\") (param i64) (result i64) (i64.shl (local.get 0) (i64.const 1))))$$";
      String call = "SELECT twice(x) FROM SYSTEM_RANGE(5, 5)";
      try (Connection connection = connect(arguments[0], "wasmtime");
          Statement statement = connection.createStatement()) {
        say(assertThrows(SQLException.class, () -> statement.execute(create)));
        System.out.println(Bench.rows(connection, "SELECT name FROM wasmudf.functions"));
        System.out.println(Bench.rows(connection, "SELECT 1 + 1"));
      }
      try (Connection connection = connect(arguments[0], "auto");
          Statement statement = connection.createStatement()) {
        statement.execute(create);
        System.out.println(Bench.rows(connection, call));
      }
      try (Connection connection = connect(arguments[0], "wasmtime")) {
        say(assertThrows(SQLException.class, () -> Bench.rows(connection, call)));
        System.out.println(Bench.rows(connection, "SELECT 1 + 1"));
      }
    }

    private static void say(SQLException e) {
      System.out.println(e.getSQLState() + " " + e.getMessage());
    }
  }
}
