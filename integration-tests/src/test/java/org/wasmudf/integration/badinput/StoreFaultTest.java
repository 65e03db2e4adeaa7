package org.wasmudf.integration.badinput;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wasmudf.integration.support.Bench;
import org.wasmudf.integration.support.ChildJvm;
import org.wasmudf.integration.support.Engine;
import org.wasmudf.integration.support.Failure;
import org.wasmudf.integration.support.Guests;
import org.wasmudf.integration.support.Wasm;

/** Stores that are damaged, full, read-only, not there, or changed by somebody else meanwhile. */
final class StoreFaultTest {
  private static final String FUNCTION =
      "CREATE FUNCTION collatz(BIGINT) RETURNS BIGINT LANGUAGE WASM FROM 'collatz' ::"
          + " 'collatz_steps'";

  private final Bench bench = new Bench(Engine.ENDIVE);

  @TempDir private Path folder;

  @BeforeEach
  void register() throws SQLException {
    bench.module("collatz", Guests.bytes("wat/collatz.wasm"));
    bench.run(FUNCTION);
  }

  @AfterEach
  void close() throws SQLException {
    bench.close();
  }

  private static Connection connect(Path store) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("wasmudf.store", store.toString());
    return DriverManager.getConnection("jdbc:wasmudf:h2:mem:", properties);
  }

  private static Failure connectRefused(Path store) {
    return new Failure(assertThrows(SQLException.class, () -> connect(store).close()));
  }

  private static Path moduleFile(Path store, byte[] content) throws IOException {
    try (Stream<Path> files = Files.walk(store)) {
      for (Path file : files.filter(name -> name.toString().endsWith(".wasm")).toList()) {
        if (java.util.Arrays.equals(Files.readAllBytes(file), content)) {
          return file;
        }
      }
    }
    throw new AssertionError("no such module in " + store);
  }

  /** The command that a message tells to run, run as it is written but for the jar's name. */
  private static List<String> repair(String message, Path store) throws Exception {
    Matcher command = Pattern.compile("java -cp \\S+ (\\S+) (\\S+)").matcher(message);
    assertTrue(command.find(), message);
    assertEquals(store.toRealPath().toString(), unquoted(command.group(2)));
    List<String> output = new ArrayList<>();
    try (ChildJvm repair =
        ChildJvm.start(Class.forName(command.group(1)), unquoted(command.group(2)))) {
      output.addAll(repair.lines());
    }
    return output;
  }

  private static String unquoted(String word) {
    return word.replaceAll("[\"'.]+$|^[\"']", "");
  }

  @Test
  void changedByteOfAModuleIsNeverRun() throws Exception {
    Path file = moduleFile(bench.store(), Guests.bytes("wat/collatz.wasm"));
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 3] ^= 1;
    Files.write(file, bytes);
    // A JVM that has the program already runs what it verified; a new one reads the file.
    try (ChildJvm other = ChildJvm.start(CallOnce.class, bench.store().toString())) {
      String said = String.join("\n", other.lines());
      assertTrue(said.contains("XX001"), said);
      assertTrue(said.contains("have changed in the store"), said);
      assertTrue(said.contains(file.getFileName().toString().replace(".wasm", "")), said);
      assertTrue(said.contains("They were not run"), said);
      assertTrue(said.contains("repair the store with:"), said);
      repair(said, bench.store());
    }
    try (Connection fresh = connect(bench.store())) {
      assertEquals(
          List.of(), Bench.rows(fresh, "SELECT name FROM wasmudf.modules WHERE name = 'collatz'"));
      assertEquals(
          List.of("6"), Bench.rows(fresh, "SELECT bench_twice(x) FROM SYSTEM_RANGE(3, 3)"));
    }
  }

  /** Another JVM that calls {@code collatz} and prints state and message, or the answer. */
  static final class CallOnce {
    private CallOnce() {}

    public static void main(String[] arguments) throws SQLException {
      Properties properties = new Properties();
      properties.setProperty("wasmudf.store", arguments[0]);
      try (Connection connection =
          DriverManager.getConnection("jdbc:wasmudf:h2:mem:", properties)) {
        System.out.println(Bench.rows(connection, "SELECT collatz(x) FROM SYSTEM_RANGE(27, 27)"));
      } catch (SQLException e) {
        System.out.println(e.getSQLState() + " " + e.getMessage());
      }
    }
  }

  @Test
  void damagedManifestRefusesTheConnectionAndNamesTheRepair() throws Exception {
    Path manifest = bench.store().resolve("manifest.json");
    assertTrue(Files.exists(manifest));
    Files.writeString(manifest, "not at all { JSON", StandardCharsets.UTF_8);
    Failure refused = connectRefused(bench.store());
    refused
        .state("XX001")
        .says(bench.store().getFileName().toString(), "damaged", "Repair it with:");
    repair(refused.message(), bench.store());
    try (Connection repaired = connect(bench.store());
        var statement = repaired.createStatement()) {
      assertEquals(List.of(), Bench.rows(repaired, "SELECT name FROM wasmudf.functions"));
      statement.execute(
          "CREATE FUNCTION seven() RETURNS BIGINT LANGUAGE WASM AS WAT $$(module (func (export"
              + " \"seven\") (result i64) (i64.const 7)))$$");
      assertEquals(List.of("7"), Bench.rows(repaired, "SELECT seven()"));
    }
  }

  @Test
  void manifestWithAChangedLineIsRepairedWithAllThatVerifies() throws Exception {
    Path manifest = bench.store().resolve("manifest.json");
    String text = Files.readString(manifest);
    int at = text.lastIndexOf("collatz_steps");
    Files.writeString(manifest, text.substring(0, at) + "Collatz" + text.substring(at + 7));
    // This JVM has read the manifest; another one sees the changed line.
    try (ChildJvm other = ChildJvm.start(CallOnce.class, bench.store().toString())) {
      String said = String.join("\n", other.lines());
      assertTrue(said.startsWith("XX001 "), said);
      assertTrue(said.contains("damaged"), said);
      repair(said, bench.store());
    }
    try (Connection repaired = connect(bench.store())) {
      assertEquals(
          List.of("4"), Bench.rows(repaired, "SELECT bench_twice(x) FROM SYSTEM_RANGE(2, 2)"));
    }
  }

  @Test
  void storeOfANewerVersionIsLeftAlone() throws Exception {
    Path manifest = bench.store().resolve("manifest.json");
    String text = Files.readString(manifest);
    String newer = text.replaceFirst("(\"format\"\\s*:\\s*)\\d+", "$1999");
    assertTrue(!newer.equals(text), text);
    Files.writeString(manifest, newer);
    connectRefused(bench.store()).state("55000").says("format 999", "newer");
    assertEquals(newer, Files.readString(manifest));
  }

  @Test
  void storeBelowAFileIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "I am no folder");
    connectRefused(file.resolve("store"))
        .state("58030")
        .says("file", "Set the option store", "WASMUDF_STORE");
  }

  @Test
  void readOnlyStoreIsReadAndNotWritten() throws Exception {
    String store = bench.store().toString();
    String mount = "mount --bind %1$s %1$s && mount -o remount,ro,bind %1$s".formatted(store);
    try (ChildJvm child = ChildJvm.mounted(mount, UseReadOnly.class, store)) {
      List<String> said = child.lines();
      assertEquals("[111]", said.get(0));
      assertTrue(said.get(1).startsWith("25006 "), said::toString);
      assertTrue(said.get(1).contains("read-only"), said::toString);
      assertTrue(said.get(1).contains("TEMPORARY"), said::toString);
      assertEquals("[7]", said.get(2));
    }
    bench.assertUnharmed();
  }

  /** Another JVM with a store that it may only read. */
  static final class UseReadOnly {
    private UseReadOnly() {}

    public static void main(String[] arguments) throws SQLException {
      String seven =
          "FUNCTION seven() RETURNS BIGINT LANGUAGE WASM AS WAT $$(module (func (export \"seven\")"
              + " (result i64) (i64.const 7)))$$";
      try (Connection connection = connect(Path.of(arguments[0]));
          var statement = connection.createStatement()) {
        System.out.println(Bench.rows(connection, "SELECT collatz(x) FROM SYSTEM_RANGE(27, 27)"));
        SQLException refused =
            assertThrows(SQLException.class, () -> statement.execute("CREATE " + seven));
        System.out.println(refused.getSQLState() + " " + refused.getMessage());
        statement.execute("CREATE TEMPORARY " + seven);
        System.out.println(Bench.rows(connection, "SELECT seven()"));
      }
    }
  }

  @Test
  void fullDiskLeavesTheOldCatalog() throws Exception {
    String store = folder.toString();
    String mount = "mount -t tmpfs -o size=128k none " + store;
    try (ChildJvm child = ChildJvm.mounted(mount, FillStore.class, store)) {
      List<String> said = child.lines();
      assertTrue(said.get(0).startsWith("53100 "), said::toString);
      assertTrue(said.get(0).contains("no space left"), said::toString);
      assertTrue(said.get(0).contains(store), said::toString);
      assertEquals("[small]", said.get(1));
      assertEquals("[7]", said.get(2));
      assertEquals("[small, smaller]", said.get(3));
    }
  }

  /** Another JVM that writes a store until its disk is full. */
  static final class FillStore {
    private FillStore() {}

    public static void main(String[] arguments) throws SQLException {
      try (Connection connection = connect(Path.of(arguments[0]));
          var statement = connection.createStatement()) {
        String create =
            "CREATE FUNCTION %s() RETURNS BIGINT LANGUAGE WASM AS WAT $$(module (func (export"
                + " \"%s\") (result i64) (i64.const 7)))$$";
        statement.execute(create.formatted("small", "small"));
        SQLException refused =
            assertThrows(
                SQLException.class,
                () -> {
                  try (var large = connection.prepareStatement("CREATE MODULE large FROM ?")) {
                    large.setBytes(
                        1, Wasm.module(Wasm.section(0, Wasm.text("filler"), new byte[300_000])));
                    large.execute();
                  }
                });
        System.out.println(refused.getSQLState() + " " + refused.getMessage());
        System.out.println(Bench.rows(connection, "SELECT name FROM wasmudf.modules"));
        System.out.println(Bench.rows(connection, "SELECT small()"));
        // What did not fit takes no room any more.
        statement.execute(create.formatted("smaller", "smaller"));
        System.out.println(
            Bench.rows(connection, "SELECT name FROM wasmudf.modules ORDER BY name"));
      }
    }
  }

  @Test
  void twoProcessesMayRegisterTheSameNameAtOnce() throws Exception {
    for (boolean same : new boolean[] {true, false}) {
      String name = same ? "agreed" : "disputed";
      List<ChildJvm> processes = new ArrayList<>();
      try {
        for (String value : List.of("1", same ? "1" : "2")) {
          processes.add(ChildJvm.start(RegisterOnce.class, bench.store().toString(), name, value));
        }
        for (ChildJvm process : processes) {
          assertEquals("ready", process.line());
        }
        List<String> outcomes = new ArrayList<>();
        for (ChildJvm process : processes) {
          process.go();
        }
        for (ChildJvm process : processes) {
          outcomes.addAll(process.lines());
        }
        assertEquals(2, outcomes.size(), outcomes::toString);
        long done = outcomes.stream().filter(line -> line.equals("done")).count();
        if (same) {
          assertEquals(2, done, outcomes::toString);
        } else {
          assertEquals(1, done, outcomes::toString);
          String loser =
              outcomes.stream().filter(line -> !line.equals("done")).findFirst().orElseThrow();
          assertTrue(loser.startsWith("42710 Module \"disputed\""), loser);
        }
      } finally {
        processes.forEach(ChildJvm::close);
      }
      assertEquals(
          List.of(name),
          bench.rows("SELECT name FROM wasmudf.modules WHERE name = '" + name + "'"));
      bench.assertUnharmed();
    }
  }

  /** Another JVM that registers one module when it is told to. */
  static final class RegisterOnce {
    private RegisterOnce() {}

    public static void main(String[] arguments) throws SQLException, IOException {
      try (Connection connection = connect(Path.of(arguments[0]));
          var statement = connection.createStatement()) {
        System.out.println("ready");
        if (System.in.read() < 0) {
          return;
        }
        statement.execute(
            "CREATE MODULE %s AS WAT $$(module (func (export \"v\") (result i64) (i64.const %s)))$$"
                .formatted(arguments[1], arguments[2]));
        System.out.println("done");
      } catch (SQLException e) {
        System.out.println(e.getSQLState() + " " + e.getMessage());
      }
    }
  }

  @Test
  void aRunningStatementFinishesOnTheVersionThatItStartedWith() throws SQLException {
    try (var statement = bench.connection().createStatement();
        var result = statement.executeQuery("SELECT bench_twice(x) FROM SYSTEM_RANGE(1, 100000)")) {
      for (long x = 1; x <= 100; x++) {
        assertTrue(result.next());
      }
      try (Connection other = bench.connect(Map.of());
          var replace = other.createStatement()) {
        replace.execute(
            "CREATE OR REPLACE MODULE bench_twice AS WAT $$(module (func (export \"bench_twice\")"
                + " (param i64) (result i64) (i64.mul (local.get 0) (i64.const 3))))$$");
        assertEquals(
            List.of("3"), Bench.rows(other, "SELECT bench_twice(x) FROM SYSTEM_RANGE(1, 1)"));
      }
      for (long x = 101; x <= 100_000; x++) {
        assertTrue(result.next());
        assertEquals(2 * x, result.getLong(1));
      }
    }
    assertEquals(List.of("3"), bench.rows("SELECT bench_twice(x) FROM SYSTEM_RANGE(1, 1)"));
  }
}
