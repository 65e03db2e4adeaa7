package org.wasmudf.jdbc.internal.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wasmudf.runtime.EngineChoice;
import org.wasmudf.store.Hash;

class OptionsTest {
  private static Properties properties(String... pairs) {
    Properties properties = new Properties();
    for (int i = 0; i < pairs.length; i += 2) {
      properties.setProperty(pairs[i], pairs[i + 1]);
    }
    return properties;
  }

  private static Options read(Map<String, String> url, String... properties) throws SQLException {
    return Options.read(url, properties(properties), Map.<String, String>of()::get);
  }

  private static String refusal(Map<String, String> url, String... properties) {
    SQLException e = assertThrows(SQLException.class, () -> read(url, properties));
    assertEquals("22023", e.getSQLState());
    return String.valueOf(e.getMessage());
  }

  @Test
  void nothingSaidMeansTheDefaultsOfTheTable() throws SQLException {
    Options options = read(Map.of());
    assertEquals(Path.of(System.getProperty("user.home"), ".wasmudf").toString(), options.store());
    assertEquals(EngineChoice.AUTO, options.engine());
    assertNull(options.driver());
    assertEquals(DdlMode.ON, options.ddl());
    assertEquals(List.of(), options.files());
    assertNull(options.init());
    assertNull(options.catalogHash());
    assertEquals(64L << 20, options.maxMemoryBytes());
    assertEquals(Runtime.getRuntime().maxMemory() / 4, options.maxTotalMemoryBytes());
    assertEquals(Duration.ofSeconds(30), options.maxCallTime());
    assertEquals(Runtime.getRuntime().availableProcessors(), options.maxInstances());
    assertEquals(8192, options.batchRows());
    assertFalse(options.caseSensitive());
    assertEquals(DriverOption.values().length, options.settings().size());
  }

  @Test
  void everyOptionIsReadFromItsProperty() throws SQLException {
    String hash = "ab".repeat(32);
    Options options =
        read(
            Map.of(),
            "wasmudf.store",
            "/srv/udf",
            "wasmudf.engine",
            "Wasmtime",
            "wasmudf.driver",
            "org.h2.Driver",
            "wasmudf.ddl",
            "temporary",
            "wasmudf.files",
            "/a" + File.pathSeparator + "/b",
            "wasmudf.init",
            "SELECT 1",
            "wasmudf.catalog_hash",
            hash,
            "wasmudf.max_memory",
            "128 MiB",
            "wasmudf.max_total_memory",
            "10 %",
            "wasmudf.max_call_time",
            "500 ms",
            "wasmudf.max_instances",
            "3",
            "wasmudf.batch_rows",
            "100",
            "wasmudf.case_sensitive",
            "true");
    assertEquals("/srv/udf", options.store());
    assertEquals(EngineChoice.WASMTIME, options.engine());
    assertEquals("org.h2.Driver", options.driver());
    assertEquals(DdlMode.TEMPORARY, options.ddl());
    assertEquals(
        List.of(Path.of("/a").toAbsolutePath(), Path.of("/b").toAbsolutePath()), options.files());
    assertEquals("SELECT 1", options.init());
    assertEquals(new Hash(hash), options.catalogHash());
    assertEquals(128L << 20, options.maxMemoryBytes());
    assertEquals(Runtime.getRuntime().maxMemory() / 10, options.maxTotalMemoryBytes());
    assertEquals(Duration.ofMillis(500), options.maxCallTime());
    assertEquals(3, options.maxInstances());
    assertEquals(100, options.batchRows());
    assertTrue(options.caseSensitive());
  }

  @ParameterizedTest
  @CsvSource({
    "64 MiB, 67108864",
    "64MiB, 67108864",
    "1.5 kib, 1536",
    "512kB, 512000",
    "2 GB, 2000000000",
    "4096, 4096",
    "4096 B, 4096"
  })
  void sizesHaveUnits(String text, long bytes) {
    assertEquals(bytes, OptionValues.bytes(text));
  }

  @ParameterizedTest
  @CsvSource({"30 s, 30000", "500ms, 500", "2 min, 120000", "1 h, 3600000", "1.5 s, 1500"})
  void timesHaveUnits(String text, long millis) {
    assertEquals(Duration.ofMillis(millis), OptionValues.time(text));
  }

  @ParameterizedTest
  @CsvSource({
    "max_memory, 64 XB, is no size; write a number and a unit",
    "max_memory, -1 MiB, is no size",
    "max_memory, 0, is no size",
    "max_total_memory, 101 %, is no size",
    "max_call_time, 30, is no time above zero",
    "max_call_time, 0 s, is no time above zero",
    "max_instances, 0, is no whole number from 1 to 1024",
    "batch_rows, many, is no whole number from 1 to 1048576",
    "engine, v8, 'is none of auto, endive, wasmtime'",
    "ddl, maybe, 'is none of on, temporary, off'",
    "case_sensitive, yes, is neither true nor false",
    "catalog_hash, abc, is no SHA-256",
    "policy, /etc/policy, is not supported by this version; remove it",
    "max_fuel, 1000, is not supported by this version; remove it",
    "upload, json, is not supported by this version; remove it"
  })
  void aWrongValueIsRefusedWithOptionValueAndRule(String option, String value, String rule) {
    String message = refusal(Map.of(), "wasmudf." + option, value);
    assertTrue(message.startsWith("Option " + option + ": \"" + value + "\" " + rule), message);
  }

  @Test
  void bothPlacesMayAgree() throws SQLException {
    assertEquals(7, read(Map.of("batch_rows", "7"), "wasmudf.batch_rows", "7").batchRows());
  }

  @Test
  void bothPlacesThatDifferAreRefusedWithBothValues() {
    assertEquals(
        "Option batch_rows is \"7\" in the URL and \"8\" in the property wasmudf.batch_rows."
            + " Remove one.",
        refusal(Map.of("batch_rows", "7"), "wasmudf.batch_rows", "8"));
  }

  @Test
  void anUnknownOptionIsRefusedWithTheNearestName() {
    assertEquals(
        "There is no option wasmudf.maxMemory. The nearest is wasmudf.max_memory.",
        refusal(Map.of(), "wasmudf.maxMemory", "1 MiB"));
    assertEquals(
        "There is no option engin. The nearest is engine.", refusal(Map.of("engin", "auto")));
  }

  @ParameterizedTest
  @CsvSource({"driver", "policy", "ddl", "files", "init", "max_total_memory"})
  void whatMayNotStandInTheUrlIsRefusedThere(String option) {
    assertEquals(
        "Option %1$s may not stand in the URL. Set it as the property wasmudf.%1$s."
            .formatted(option),
        refusal(Map.of(option, "x")));
  }

  @Test
  void theUrlCanOnlyLowerTheMemory() throws SQLException {
    assertEquals(1 << 20, read(Map.of("max_memory", "1 MiB")).maxMemoryBytes());
    String message = refusal(Map.of("max_memory", "65 MiB"));
    assertTrue(message.contains("the URL can only lower it"), message);
  }

  @Test
  void theStoreOfTheEnvironmentGivesWayToTheOption() throws SQLException {
    Map<String, String> environment = Map.of("WASMUDF_STORE", "/env");
    assertEquals("/env", Options.read(Map.of(), new Properties(), environment::get).store());
    assertEquals(
        "/url", Options.read(Map.of("store", "/url"), new Properties(), environment::get).store());
    assertEquals(
        new Setting("store", "/env", "environment"),
        Options.read(Map.of(), new Properties(), environment::get).settings().get(0));
  }

  @Test
  void aPolicyOfTheEnvironmentIsNeverIgnored() {
    SQLException e =
        assertThrows(
            SQLException.class,
            () -> Options.read(Map.of(), new Properties(), Map.of("WASMUDF_POLICY", "/p")::get));
    assertTrue(String.valueOf(e.getMessage()).contains("WASMUDF_POLICY is set"), e.getMessage());
  }

  @Test
  void defaultsOfPropertiesCountAndAllElseGoesToTheTarget() throws SQLException {
    Properties defaults = properties("wasmudf.batch_rows", "5", "user", "sa");
    Properties given = new Properties(defaults);
    given.setProperty("path", "x");
    given.put("timeout", 7);
    Properties before = (Properties) given.clone();
    assertEquals(5, Options.of(Map.of(), given).batchRows());
    Properties target = Options.forTarget(given);
    assertEquals(3, target.size());
    assertEquals("sa", target.getProperty("user"));
    assertEquals("x", target.getProperty("path"));
    assertEquals(7, target.get("timeout"));
    assertEquals(before, given);
    assertEquals("5", given.getProperty("wasmudf.batch_rows"));
  }

  @Test
  void theReadmeHasTheTableOfTheOptions() throws IOException {
    Path readme = Path.of("../README.md");
    assertTrue(
        Files.readString(readme).contains(DriverOption.markdownTable()),
        () -> "put this table into README.md:\n" + DriverOption.markdownTable());
  }
}
