package org.wasmudf.integration.jar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wasmudf.integration.support.Bench;

/**
 * The driver of the target is found wherever applications and tools keep it, or the error helps.
 */
class FindingTheTargetTest {
  private static final String URL = "jdbc:wasmudf:h2:mem:found";
  private static final Path H2 = ShadedJar.ofClassPath("h2-");

  private final ClassLoader context = Thread.currentThread().getContextClassLoader();

  @TempDir private Path folder;
  private URLClassLoader alone;
  private URLClassLoader target;

  @BeforeEach
  void open() {
    alone = ShadedJar.isolated(ShadedJar.path());
    target = ShadedJar.isolated(H2);
    Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
  }

  @AfterEach
  void close() throws IOException {
    Thread.currentThread().setContextClassLoader(context);
    target.close();
    alone.close();
  }

  @Test
  void oneDriverIsOfferedAsAService() {
    List<String> offered =
        ServiceLoader.load(Driver.class, alone).stream()
            .filter(provider -> provider.type().getClassLoader() == alone)
            .map(provider -> provider.type().getName())
            .toList();
    assertEquals(List.of(ShadedJar.DRIVER), offered);
  }

  @Test
  void targetMayBeInTheContextClassLoaderOnly() throws Exception {
    Thread.currentThread().setContextClassLoader(target);
    assertWorks(ShadedJar.driver(ShadedJar.DRIVER, alone), URL);
  }

  @Test
  void targetMayBeBesideOurs() throws Exception {
    try (URLClassLoader both = ShadedJar.isolated(ShadedJar.path(), H2)) {
      assertWorks(ShadedJar.driver(ShadedJar.DRIVER, both), URL);
    }
  }

  @Test
  void targetMayBeInDriverManagerOnly() throws Exception {
    // The class is visible to our driver, and no service file names it.
    ClassLoader parent = new OneClass(RegisteredDriver.class);
    RegisteredDriver registered = new RegisteredDriver();
    DriverManager.registerDriver(registered);
    try (URLClassLoader ours = ShadedJar.below(parent, ShadedJar.path())) {
      Driver driver = ShadedJar.driver(ShadedJar.DRIVER, ours);
      try (Connection connection = driver.connect("jdbc:wasmudf:registered:x", properties())) {
        assertEquals("H2", connection.getMetaData().getDatabaseProductName());
      }
    } finally {
      DriverManager.deregisterDriver(registered);
    }
  }

  @Test
  void optionNamesAClassOfTheContextClassLoader() throws Exception {
    Thread.currentThread().setContextClassLoader(target);
    Properties properties = properties();
    properties.setProperty("wasmudf.driver", "org.h2.Driver");
    Driver driver = ShadedJar.driver(ShadedJar.DRIVER, alone);
    try (Connection connection = driver.connect(URL, properties)) {
      Class<?> h2 = Class.forName("org.h2.jdbc.JdbcConnection", true, target);
      assertSame(h2, connection.unwrap(h2).getClass());
      assertEquals("H2", connection.getMetaData().getDatabaseProductName());
    }
  }

  @Test
  void errorListsWhatWasLookedAtAndKeepsSecrets() throws Exception {
    Driver driver = ShadedJar.driver(ShadedJar.DRIVER, alone);
    Properties properties = properties();
    properties.setProperty("password", "hidden-1");
    for (String url :
        List.of(
            "jdbc:wasmudf:nowhere://ann:hidden-2@host:1/db?password=hidden-3&x=1",
            "jdbc:wasmudf:nowhere:db;password=hidden-4",
            "jdbc:wasmudf:[engine=endive]:nowhere://host/db:user=ann,password=hidden-5;x=1")) {
      SQLException failure =
          assertThrows(SQLException.class, () -> driver.connect(url, properties));
      String message = String.valueOf(failure.getMessage());
      assertEquals("08001", failure.getSQLState());
      assertFalse(message.contains("hidden"), message);
      assertTrue(message.contains("jdbc:nowhere:"), message);
      assertTrue(message.contains("DriverManager: "), message);
      assertTrue(message.contains(alone.toString()), message);
      assertTrue(message.contains("PlatformClassLoader"), message);
      assertTrue(message.contains("wasmudf.driver"), message);
    }
  }

  @Test
  void errorNamesTheDriversThatWereAsked() throws Exception {
    Thread.currentThread().setContextClassLoader(target);
    Driver driver = ShadedJar.driver(ShadedJar.DRIVER, alone);
    SQLException failure =
        assertThrows(
            SQLException.class, () -> driver.connect("jdbc:wasmudf:nowhere:db", properties()));
    assertTrue(String.valueOf(failure.getMessage()).contains("org.h2.Driver"), failure::toString);
  }

  @Test
  void bareUrlDriverTakesTheTargetsOwnUrl() throws Exception {
    Thread.currentThread().setContextClassLoader(target);
    Driver driver = ShadedJar.driver(ShadedJar.BARE_URL_DRIVER, alone);
    assertTrue(driver.acceptsURL("jdbc:h2:mem:bare"));
    assertFalse(driver.acceptsURL("jdbc:nowhere:db"));
    assertWorks(driver, "jdbc:h2:mem:bare");
    assertWorks(driver, "jdbc:wasmudf:h2:mem:bare");
  }

  @Test
  void wrapperThatSparkRegistersForOursIsNoTarget() throws Exception {
    Thread.currentThread().setContextClassLoader(target);
    // Spark's class is visible to our driver, and stands before the target's in DriverManager.
    try (URLClassLoader ours =
        ShadedJar.below(new OneClass(WrapperDriver.class), ShadedJar.path())) {
      WrapperDriver wrapper = new WrapperDriver(ShadedJar.driver(ShadedJar.BARE_URL_DRIVER, ours));
      DriverManager.registerDriver(wrapper);
      try {
        assertTrue(wrapper.acceptsURL("jdbc:h2:mem:spark"));
        assertFalse(wrapper.acceptsURL("jdbc:nowhere:spark"));
        assertTrue(wrapper.getPropertyInfo("jdbc:h2:mem:spark", properties()).length > 0);
        assertWorks(wrapper, "jdbc:h2:mem:spark");
        SQLException failure =
            assertThrows(
                SQLException.class, () -> wrapper.connect("jdbc:nowhere:spark", properties()));
        assertEquals("08001", failure.getSQLState());
      } finally {
        DriverManager.deregisterDriver(wrapper);
      }
    }
  }

  @Test
  void ourDriverLeavesTheUrlsOfOthersAlone() throws Exception {
    Driver driver = ShadedJar.driver(ShadedJar.DRIVER, alone);
    assertFalse(driver.acceptsURL("jdbc:h2:mem:x"));
    assertNull(driver.connect("jdbc:h2:mem:x", properties()));
  }

  @Test
  void dataSourceOfAnotherLoaderIsWrapped() throws Exception {
    DataSource h2 =
        Class.forName("org.h2.jdbcx.JdbcDataSource", true, target)
            .asSubclass(DataSource.class)
            .getDeclaredConstructor()
            .newInstance();
    h2.getClass().getMethod("setURL", String.class).invoke(h2, "jdbc:h2:mem:wrapped");
    DataSource ours =
        Class.forName(ShadedJar.DATA_SOURCE, true, alone)
            .asSubclass(DataSource.class)
            .getConstructor(DataSource.class, Properties.class)
            .newInstance(h2, properties());
    try (Connection connection = ours.getConnection()) {
      assertFunctionRuns(connection);
      assertNotNull(connection.unwrap(h2.getConnection().getClass()));
    }
  }

  private void assertWorks(Driver driver, String url) throws SQLException {
    try (Connection connection = driver.connect(url, properties())) {
      assertFunctionRuns(connection);
    }
  }

  private static void assertFunctionRuns(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE TEMPORARY FUNCTION twice(n BIGINT) RETURNS BIGINT LANGUAGE WASM AS WAT $$
            (module (func (export "twice") (param i64) (result i64)
              (i64.shl (local.get 0) (i64.const 1))))
          $$""");
    }
    assertEquals(
        List.of("1|2", "2|4"),
        Bench.rows(connection, "SELECT x, twice(x) FROM SYSTEM_RANGE(1, 2)"));
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("wasmudf.store", folder.resolve("store").toString());
    return properties;
  }
}
