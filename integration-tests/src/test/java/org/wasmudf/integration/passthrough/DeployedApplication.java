package org.wasmudf.integration.passthrough;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Properties;

/** An application in a class loader of its own: uses a function, and goes as containers ask for. */
public final class DeployedApplication implements Runnable {
  private final String store;

  public DeployedApplication(String store) {
    this.store = store;
  }

  @Override
  public void run() {
    load("org.h2.Driver");
    load("org.wasmudf.jdbc.WasmUdfDriver");
    Properties properties = new Properties();
    properties.setProperty("wasmudf.store", store);
    try (Connection connection =
            DriverManager.getConnection("jdbc:wasmudf:h2:mem:redeployed", properties);
        Statement statement = connection.createStatement()) {
      statement.execute(Guests.TWICE);
      try (ResultSet rows = statement.executeQuery("SELECT twice(x) FROM SYSTEM_RANGE(1, 20000)")) {
        long sum = 0;
        while (rows.next()) {
          sum += rows.getLong(1);
        }
        if (sum != 20000L * 20001) {
          throw new AssertionError("the sum is " + sum);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } finally {
      deregister();
    }
  }

  /** As applications in a container do: DriverManager looks for drivers before they are there. */
  private static void load(String driver) {
    try {
      Class.forName(driver);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As a servlet container does when an application stops. */
  private static void deregister() {
    for (Driver driver : Collections.list(DriverManager.getDrivers())) {
      if (driver.getClass().getClassLoader() == DeployedApplication.class.getClassLoader()) {
        try {
          DriverManager.deregisterDriver(driver);
        } catch (SQLException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }
}
