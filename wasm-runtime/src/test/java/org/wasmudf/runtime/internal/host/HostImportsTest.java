package org.wasmudf.runtime.internal.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.GuestException.Kind;
import org.wasmudf.runtime.internal.engine.Engine;
import org.wasmudf.runtime.internal.engine.GuestInstance;
import org.wasmudf.runtime.internal.engine.HostFunction;
import org.wasmudf.runtime.internal.engine.ValType;
import org.wasmudf.runtime.internal.module.FunctionType;

final class HostImportsTest {
  private static final String WASI = "wasi_snapshot_preview1";

  private final HostState state = new HostState();

  /** A guest with one page that imports a function and exports it again as {@code f}. */
  private GuestInstance guest(Engine engine, String module, String name) throws GuestException {
    FunctionType type = Objects.requireNonNull(HostImports.type(module, name));
    StringBuilder parameters = new StringBuilder();
    StringBuilder arguments = new StringBuilder();
    for (int i = 0; i < type.parameters().size(); i++) {
      parameters.append(" (param ").append(word(type.parameters().get(i))).append(')');
      arguments.append(" (local.get ").append(i).append(')');
    }
    String result = type.results().isEmpty() ? "" : " (result i32)";
    String wat =
        """
        (module
          (import "%s" "%s" (func $f%s%s))
          (memory (export "memory") 1)
          (func (export "f")%s%s (call $f%s)))
        """
            .formatted(module, name, parameters, result, parameters, result, arguments);
    return engine.instantiate(wat, HostImports.all(state).toArray(HostFunction[]::new));
  }

  private static String word(ValType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  private static int put(GuestInstance guest, int address, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    guest.memory().write(address, utf8, 0, utf8.length);
    return utf8.length;
  }

  private static int putUtf16(GuestInstance guest, int address, String text) {
    byte[] utf16 = text.getBytes(StandardCharsets.UTF_16LE);
    guest.memory().view().putInt(address - 4, utf16.length);
    guest.memory().write(address, utf16, 0, utf16.length);
    return address;
  }

  @ParameterizedTest
  @EnumSource
  void everyImportLinksWithItsType(Engine engine) throws GuestException {
    StringBuilder wat = new StringBuilder("(module ");
    for (String module : HostImports.modules()) {
      for (String name : HostImports.names(module)) {
        FunctionType type = Objects.requireNonNull(HostImports.type(module, name));
        wat.append("(import \"%s\" \"%s\" (func".formatted(module, name));
        type.parameters().forEach(each -> wat.append(" (param ").append(word(each)).append(')'));
        type.results().forEach(each -> wat.append(" (result ").append(word(each)).append(')'));
        wat.append("))\n");
      }
    }
    engine
        .instantiate(
            wat.append(')').toString(), HostImports.all(state).toArray(HostFunction[]::new))
        .close();
  }

  @Test
  void importsAreKnownByNameAndType() {
    assertEquals(List.of("env", "wasmudf", WASI), HostImports.modules());
    assertEquals(List.of("abort"), HostImports.names("env"));
    assertEquals(List.of("log", "error"), HostImports.names("wasmudf"));
    assertEquals(46, HostImports.names(WASI).size());
    assertEquals(List.of(), HostImports.names("wasi_unstable"));
    assertNull(HostImports.type("env", "seed"));
    assertEquals(
        "(i32, i64, i32) -> i32", String.valueOf(HostImports.type(WASI, "clock_time_get")));
  }

  @ParameterizedTest
  @EnumSource
  void abortTellsTextFileLineAndColumn(Engine engine) throws GuestException {
    try (GuestInstance guest = guest(engine, "env", "abort")) {
      int text = putUtf16(guest, 100, "Grüße, index 7 is out of range 😀");
      int file = putUtf16(guest, 400, "assembly/titlecase.ts");
      GuestException failure = Engine.failure(guest, "f", text, file, 12, 34);
      assertEquals(Kind.GUEST_ERROR, failure.kind());
      assertEquals(
          "aborted: Grüße, index 7 is out of range 😀 (assembly/titlecase.ts:12:34)",
          failure.getMessage());
    }
    try (GuestInstance guest = guest(engine, "env", "abort")) {
      assertEquals("aborted", Engine.failure(guest, "f", 0, 0, 0, 0).getMessage());
    }
    try (GuestInstance guest = guest(engine, "env", "abort")) {
      assertEquals(Kind.TRAP, Engine.failure(guest, "f", -4, 0, 0, 0).kind());
    }
    try (GuestInstance guest = guest(engine, "env", "abort")) {
      guest.memory().view().putInt(96, -1);
      assertEquals(Kind.TRAP, Engine.failure(guest, "f", 100, 0, 0, 0).kind());
    }
  }

  @ParameterizedTest
  @EnumSource
  void errorTextStaysUntilItIsCleared(Engine engine) throws GuestException {
    try (GuestInstance guest = guest(engine, "wasmudf", "error")) {
      assertNull(state.error());
      assertNull(state.said());
      guest.call("f", 8, put(guest, 8, "no such zone: Mars/Olympus"));
      assertEquals("no such zone: Mars/Olympus", state.error());
      assertEquals("no such zone: Mars/Olympus", state.said());
      guest.memory().write(8, new byte[] {'a', (byte) 0xff, 'b'}, 0, 3);
      guest.call("f", 8, 3);
      assertEquals("a\ufffdb", state.error());
      guest.call("f", 0, 65_536);
      assertEquals(HostState.MOST_TEXT, String.valueOf(state.error()).length());
      state.clear();
      assertNull(state.said());
      assertEquals(Kind.TRAP, Engine.failure(guest, "f", 65_530, 7).kind());
    }
  }

  @ParameterizedTest
  @EnumSource
  void standardErrorIsKeptUpToItsLimit(Engine engine) throws GuestException {
    try (GuestInstance guest = guest(engine, WASI, "fd_write")) {
      guest.memory().view().putInt(0, 100).putInt(4, put(guest, 100, "thread panicked at "));
      guest.memory().view().putInt(8, 200).putInt(12, put(guest, 200, "words.rs:7\n"));
      assertEquals(0, guest.call("f", 2, 0, 2, 64));
      assertEquals(30, guest.memory().view().getInt(64));
      assertEquals("thread panicked at words.rs:7", state.console());
      assertEquals("thread panicked at words.rs:7", state.said());
      guest.memory().view().putInt(0, 0).putInt(4, 65_536);
      for (int i = 0; i < 3; i++) {
        assertEquals(0, guest.call("f", 1, 0, 1, 64));
        assertEquals(65_536, guest.memory().view().getInt(64));
      }
      assertTrue(state.console().length() <= HostState.MOST_TEXT);
      assertEquals(8, guest.call("f", 3, 0, 1, 64), "no such file");
      assertEquals(8, guest.call("f", 0, 0, 1, 64), "standard input takes nothing");
      guest.memory().view().putInt(4, -1);
      assertEquals(Kind.TRAP, Engine.failure(guest, "f", 2, 0, 1, 64).kind());
    }
  }

  @ParameterizedTest
  @EnumSource
  void vectorsOutOfBoundsAreTraps(Engine engine) throws GuestException {
    for (long[] in : new long[][] {{2, 0, -1, 64}, {2, 65_532, 1, 64}, {2, 0, 0, 65_533}}) {
      try (GuestInstance guest = guest(engine, WASI, "fd_write")) {
        assertEquals(Kind.TRAP, Engine.failure(guest, "f", in).kind());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void thereAreNoArgumentsNoEnvironmentAndNoFiles(Engine engine) throws GuestException {
    for (String name : List.of("args_sizes_get", "environ_sizes_get")) {
      try (GuestInstance guest = guest(engine, WASI, name)) {
        guest.memory().view().putInt(0, -1).putInt(4, -1);
        assertEquals(0, guest.call("f", 0, 4));
        assertEquals(0, guest.memory().view().getLong(0));
      }
    }
    try (GuestInstance guest = guest(engine, WASI, "fd_prestat_get")) {
      assertEquals(8, guest.call("f", 3, 0));
    }
    try (GuestInstance guest = guest(engine, WASI, "path_open")) {
      assertEquals(8, guest.call("f", 3, 0, 0, 5, 0, 0, 0, 0, 64));
    }
    try (GuestInstance guest = guest(engine, WASI, "fd_read")) {
      guest.memory().view().putInt(64, -1);
      assertEquals(0, guest.call("f", 0, 0, 1, 64));
      assertEquals(0, guest.memory().view().getInt(64), "standard input is at its end");
      assertEquals(8, guest.call("f", 1, 0, 1, 64));
    }
    try (GuestInstance guest = guest(engine, WASI, "fd_fdstat_get")) {
      assertEquals(0, guest.call("f", 1, 8));
      assertEquals(2, guest.memory().view().get(8), "a character device, so that stdio flushes");
      assertEquals(8, guest.call("f", 5, 8));
    }
  }

  @ParameterizedTest
  @EnumSource
  void clockFailsRatherThanBeingWrong(Engine engine) throws GuestException {
    try (GuestInstance guest = guest(engine, WASI, "clock_time_get")) {
      assertEquals(52, guest.call("f", 0, 1000, 64));
      assertEquals(0, guest.memory().view().getLong(64));
    }
  }

  @ParameterizedTest
  @EnumSource
  void randomBytesAreTheSameInEachBatch(Engine engine) throws GuestException {
    try (GuestInstance guest = guest(engine, WASI, "random_get")) {
      byte[] first = new byte[21];
      byte[] second = new byte[21];
      byte[] again = new byte[21];
      assertEquals(0, guest.call("f", 64, 21));
      guest.memory().read(64, first, 0, 21);
      assertEquals(0, guest.memory().view().get(64 + 21));
      guest.call("f", 64, 21);
      guest.memory().read(64, second, 0, 21);
      state.clear();
      guest.call("f", 64, 21);
      guest.memory().read(64, again, 0, 21);
      assertArrayEquals(first, again);
      assertNotEquals(List.of(first[0], first[1]), List.of(second[0], second[1]));
      assertEquals(Kind.TRAP, Engine.failure(guest, "f", 65_530, 7).kind());
    }
  }

  @ParameterizedTest
  @EnumSource
  void exitEndsTheCallWithItsCode(Engine engine) throws GuestException {
    try (GuestInstance guest = guest(engine, WASI, "proc_exit")) {
      GuestException failure = Engine.failure(guest, "f", 3);
      assertEquals(Kind.GUEST_ERROR, failure.kind());
      assertEquals("exited with code 3", failure.getMessage());
    }
  }

  @ParameterizedTest
  @EnumSource
  void logLinesWaitUntilTheyAreFlushed(Engine engine) throws GuestException {
    List<LogRecord> records = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            records.add(record);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger("org.wasmudf.guest");
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
    try (GuestInstance guest = guest(engine, "wasmudf", "log")) {
      guest.call("f", 2, 8, put(guest, 8, "slow path taken"));
      assertEquals(List.of(), records);
      state.flushLog("geo.area");
      assertEquals(1, records.size());
      assertEquals("geo.area: slow path taken", records.get(0).getMessage());
      assertEquals(Level.WARNING, records.get(0).getLevel());
      records.clear();
      for (int i = 0; i < 1000; i++) {
        guest.call("f", 3, 0, 65_536);
      }
      state.flushLog("geo.area");
      assertEquals(101, records.size(), "a hundred lines and one that counts the rest");
      assertTrue(records.get(0).getMessage().length() < 2000);
      assertEquals(
          "geo.area: 900 more lines in this batch were dropped", records.get(100).getMessage());
      records.clear();
      state.flushLog("geo.area");
      assertEquals(List.of(), records);
    } finally {
      logger.removeHandler(handler);
      logger.setUseParentHandlers(true);
    }
  }
}
