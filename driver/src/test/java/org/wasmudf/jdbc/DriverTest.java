package org.wasmudf.jdbc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriverTest {
  private final WasmUdfDriver driver = new WasmUdfDriver();

  /** A driver that is on the class path but registered nowhere. */
  public static final class Unregistered implements Driver {
    static @Nullable Properties seen;
    static @Nullable String url;

    @Override
    public @Nullable Connection connect(String given, Properties info) throws SQLException {
      if (!acceptsURL(given)) {
        return null;
      }
      seen = info;
      url = given;
      return DriverManager.getConnection("jdbc:h2:mem:");
    }

    @Override
    public boolean acceptsURL(String given) {
      return given.startsWith("jdbc:unregistered:");
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String given, Properties info) {
      return new DriverPropertyInfo[] {new DriverPropertyInfo("theirs", given)};
    }

    @Override
    public int getMajorVersion() {
      return 1;
    }

    @Override
    public int getMinorVersion() {
      return 0;
    }

    @Override
    public boolean jdbcCompliant() {
      return false;
    }

    @Override
    public Logger getParentLogger() {
      return Logger.getGlobal();
    }
  }

  /** Proves that a class that is no driver is not initialised. */
  public static final class NoDriver {
    static {
      System.setProperty("org.wasmudf.test.initialised", "true");
    }

    private NoDriver() {}
  }

  private static Properties with(String... pairs) {
    Properties properties = new Properties();
    for (int i = 0; i < pairs.length; i += 2) {
      properties.setProperty(pairs[i], pairs[i + 1]);
    }
    return properties;
  }

  @Test
  void driverManagerFindsUs() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:wasmudf:h2:mem:")) {
      assertEquals("H2", connection.getMetaData().getDatabaseProductName());
    }
  }

  @Test
  void weRegisterOnceAndAsAService() {
    assertEquals(
        1, DriverManager.drivers().filter(found -> found instanceof WasmUdfDriver).count());
    assertTrue(DriverManager.drivers().noneMatch(found -> found instanceof WasmUdfBareUrlDriver));
    assertEquals(
        1,
        ServiceLoader.load(Driver.class).stream()
            .filter(found -> found.type() == WasmUdfDriver.class)
            .count());
  }

  @Test
  void urlsOfOthersAreNoneOfOurs() throws SQLException {
    assertFalse(driver.acceptsURL("jdbc:h2:mem:"));
    assertFalse(driver.acceptsURL(null));
    assertNull(driver.connect("jdbc:h2:mem:", new Properties()));
    assertEquals(
        "08001", assertThrows(SQLException.class, () -> driver.connect(null, null)).getSQLState());
  }

  @Test
  void versionIsThatOfTheBuild() {
    assertTrue(driver.getMajorVersion() + driver.getMinorVersion() > 0);
    assertFalse(driver.jdbcCompliant());
    assertEquals("org.wasmudf", driver.getParentLogger().getName());
  }

  @Test
  void theNamedDriverGetsTailAndPropertiesAsTheyAre() throws SQLException {
    Properties given =
        with("wasmudf.driver", Unregistered.class.getName(), "user", "u", "wasmudf.engine", "auto");
    Properties before = (Properties) given.clone();
    try (Connection connection =
        driver.connect("jdbc:wasmudf:[batch_rows=5]:unregistered: x=[1];y?&", given)) {
      assertNotNull(connection);
    }
    assertEquals("jdbc:unregistered: x=[1];y?&", Unregistered.url);
    assertEquals(with("user", "u"), Unregistered.seen);
    assertEquals(before, given);
  }

  @Test
  void aClassThatIsNoDriverIsRefusedUninitialised() {
    SQLException e =
        assertThrows(
            SQLException.class,
            () ->
                driver.connect(
                    "jdbc:wasmudf:x:", with("wasmudf.driver", NoDriver.class.getName())));
    assertEquals("08001", e.getSQLState());
    assertTrue(String.valueOf(e.getMessage()).contains("is no driver of a target"), e.getMessage());
    assertNull(System.getProperty("org.wasmudf.test.initialised"));
  }

  @Test
  void aMissingClassAndAWrongUrlForItAreNamed() {
    SQLException missing =
        assertThrows(
            SQLException.class,
            () -> driver.connect("jdbc:wasmudf:x:", with("wasmudf.driver", "no.such.Driver")));
    assertTrue(
        String.valueOf(missing.getMessage()).contains("class no.such.Driver is not on"),
        missing.getMessage());
    SQLException wrong =
        assertThrows(
            SQLException.class,
            () ->
                driver.connect(
                    "jdbc:wasmudf:other://u:geheim@h/d?x=geheim",
                    with("wasmudf.driver", Unregistered.class.getName())));
    assertEquals(
        "Driver %s does not accept \"jdbc:other://u:***@h/d...\". Check the option driver and the URL."
            .formatted(Unregistered.class.getName()),
        wrong.getMessage());
  }

  @Test
  void noDriverListsWhatWasLookedAtAndNoSecret() {
    SQLException e =
        assertThrows(
            SQLException.class,
            () -> driver.connect("jdbc:wasmudf:nosuch://u:geheim@h/d?password=geheim", null));
    String message = String.valueOf(e.getMessage());
    assertEquals("08001", e.getSQLState());
    assertTrue(
        message.startsWith("No driver accepts \"jdbc:nosuch://u:***@h/d...\". Looked at"), message);
    assertTrue(message.contains("DriverManager: "), message);
    assertTrue(message.contains("org.h2.Driver"), message);
    assertTrue(message.contains("services of class loader"), message);
    assertTrue(message.endsWith("with the property wasmudf.driver."), message);
    assertFalse(message.contains("geheim"), message);
    assertFalse(message.contains("WasmUdf"), message);
  }

  @Test
  void theContextClassLoadersServicesAreFound(@TempDir Path folder) throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("java.sql.Driver"),
        "no.such.Driver\n" + Unregistered.class.getName() + "\n");
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
      Thread.currentThread().setContextClassLoader(loader);
      try (Connection connection = driver.connect("jdbc:wasmudf:unregistered:", null)) {
        assertNotNull(connection);
      }
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  @Test
  void theTargetsExceptionOnConnectIsItsOwn() {
    SQLException direct =
        assertThrows(
            SQLException.class,
            () -> DriverManager.getConnection("jdbc:h2:mem:;NO_SUCH_SETTING=1"));
    SQLException ours =
        assertThrows(
            SQLException.class,
            () -> driver.connect("jdbc:wasmudf:h2:mem:;NO_SUCH_SETTING=1", null));
    assertSame(direct.getClass(), ours.getClass());
    assertEquals(direct.getSQLState(), ours.getSQLState());
    assertEquals(direct.getErrorCode(), ours.getErrorCode());
  }

  @Test
  void propertyInfoIsOursThenTheTargetsWithoutAConnection() throws SQLException {
    DriverPropertyInfo[] all =
        driver.getPropertyInfo(
            "jdbc:wasmudf:[engine=endive]:unregistered:abc",
            with("wasmudf.driver", Unregistered.class.getName(), "wasmudf.batch_rows", "9"));
    List<String> names = Arrays.stream(all).map(info -> info.name).toList();
    assertEquals("wasmudf.store", names.get(0));
    assertEquals("theirs", names.get(names.size() - 1));
    assertEquals("jdbc:unregistered:abc", all[all.length - 1].value);
    DriverPropertyInfo engine = all[names.indexOf("wasmudf.engine")];
    assertEquals("endive", engine.value);
    assertArrayEquals(new String[] {"auto", "endive", "wasmtime"}, engine.choices);
    assertEquals("9", all[names.indexOf("wasmudf.batch_rows")].value);
  }

  @Test
  void theBareUrlDriverTakesTheTargetsOwnUrl() throws SQLException {
    WasmUdfBareUrlDriver bare = new WasmUdfBareUrlDriver();
    assertTrue(bare.acceptsURL("jdbc:h2:mem:"));
    assertTrue(bare.acceptsURL("jdbc:wasmudf:h2:mem:"));
    assertFalse(bare.acceptsURL("jdbc:nosuch:"));
    assertFalse(bare.acceptsURL(null));
    try (Connection connection = bare.connect("jdbc:h2:mem:", null)) {
      assertNotNull(connection);
      assertEquals("wasmudf JDBC driver", connection.getMetaData().getDriverName());
      assertTrue(connection.getMetaData().getURL().startsWith("jdbc:h2:mem:"));
    }
  }
}
