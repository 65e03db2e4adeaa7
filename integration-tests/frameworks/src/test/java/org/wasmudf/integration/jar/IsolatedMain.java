package org.wasmudf.integration.jar;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Properties;
import java.util.ServiceLoader;

/**
 * What a tool does that has a class loader for each driver: the arguments are our jar, the jar of
 * H2, and a folder for the store. Prints the rows of a query with a function.
 */
final class IsolatedMain {
  private IsolatedMain() {}

  public static void main(String[] arguments) throws Exception {
    Thread.currentThread().setContextClassLoader(ShadedJar.isolated(Path.of(arguments[1])));
    ClassLoader ours = ShadedJar.isolated(Path.of(arguments[0]));
    Properties properties = new Properties();
    properties.setProperty("wasmudf.store", arguments[2]);
    for (Driver driver : ServiceLoader.load(Driver.class, ours)) {
      if (driver.getClass().getClassLoader() == ours) {
        try (Connection connection = driver.connect("jdbc:wasmudf:h2:mem:isolated", properties)) {
          print(connection);
        }
      }
    }
  }

  static void print(Connection connection) throws Exception {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE FUNCTION twice(n BIGINT) RETURNS BIGINT LANGUAGE WASM AS WAT $$
            (module (func (export "twice") (param i64) (result i64)
              (i64.shl (local.get 0) (i64.const 1))))
          $$""");
      try (ResultSet rows =
          statement.executeQuery("SELECT x, twice(x) FROM SYSTEM_RANGE(1, 3) WHERE twice(x) > 2")) {
        while (rows.next()) {
          System.out.println(rows.getLong(1) + " " + rows.getLong(2));
        }
      }
    }
  }
}
