package org.wasmudf.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Row functions over text and binary. */
class TextKernelTest {
  /** A heap that only grows, and results in every place. */
  private static final byte[] TEXT =
      Guests.wat(
          """
          (module
            (memory (export "memory") 1)
            (global $top (mut i32) (i32.const 4096))
            (func $alloc (export "wasmudf_alloc") (param $size i32) (result i32)
              (local $block i32)
              (local.set $block (global.get $top))
              (global.set $top (i32.add (global.get $top)
                (i32.and (i32.add (local.get $size) (i32.const 15)) (i32.const -16))))
              (block $enough (loop $grow
                (br_if $enough
                  (i32.le_u (global.get $top) (i32.shl (memory.size) (i32.const 16))))
                (br_if $grow (i32.ne (memory.grow (i32.const 1)) (i32.const -1)))
                (return (i32.const 0))))
              (local.get $block))
            (func (export "wasmudf_free") (param i32 i32))
            (func $pack (param $p i32) (param $n i32) (result i64)
              (i64.or (i64.shl (i64.extend_i32_u (local.get $p)) (i64.const 32))
                (i64.extend_i32_u (local.get $n))))

            (func (export "same") (param $p i32) (param $n i32) (result i64)
              (call $pack (local.get $p) (local.get $n)))

            ;; the text twice, in a static buffer
            (func (export "twice") (param $p i32) (param $n i32) (result i64)
              (memory.copy (i32.const 1024) (local.get $p) (local.get $n))
              (memory.copy (i32.add (i32.const 1024) (local.get $n)) (local.get $p) (local.get $n))
              (call $pack (i32.const 1024) (i32.shl (local.get $n) (i32.const 1))))

            ;; $n letters in fresh memory that nobody frees
            (func (export "letters") (param $n i32) (result i64)
              (local $p i32)
              (local.set $p (call $alloc (local.get $n)))
              (if (i32.eqz (local.get $p)) (then unreachable))
              (memory.fill (local.get $p)
                (i32.add (i32.const 97) (i32.rem_u (local.get $n) (i32.const 26))) (local.get $n))
              (call $pack (local.get $p) (local.get $n)))

            (func (export "length") (param $p i32) (param $n i32) (result i32) (local.get $n))
            (func (export "null") (result i64) (i64.const -1))
            (func (export "outside") (param $p i32) (param $n i32) (result i64)
              (if (result i64) (i32.eq (local.get $n) (i32.const 3))
                (then (call $pack (i32.const -16) (i32.const 32)))
                (else (call $pack (local.get $p) (local.get $n)))))
            (global $calls (mut i32) (i32.const 0))
            (func (export "count") (param $p i32) (param $n i32) (result i64)
              (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
              (i32.store8 (i32.const 1024) (i32.add (i32.const 48) (global.get $calls)))
              (call $pack (i32.const 1024)
                (if (result i32) (i32.eq (local.get $n) (i32.const 2))
                  (then (i32.store8 (i32.const 1024) (i32.const 0xff)) (i32.const 1))
                  (else (i32.const 1)))))
          )
          """);

  private static List<String> texts(int count, int longest) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String piece =
          switch (i % 4) {
            case 0 -> "";
            case 1 -> "abc";
            case 2 -> "gr\u00fc\u00df\u20ac\ud83d\ude00";
            default -> "x".repeat(i % longest);
          };
      texts.add(i % 11 == 7 ? null : piece + i);
    }
    return texts;
  }

  private static List<Object> mapped(List<String> texts, UnaryOperator<String> function) {
    List<Object> results = new ArrayList<>();
    texts.forEach(text -> results.add(text == null ? null : function.apply(text)));
    return results;
  }

  @ParameterizedTest
  @EnumSource(names = {"ENDIVE", "WASMTIME"})
  void resultsMayLieInTheArgument(EngineChoice engine) throws GuestException {
    try (Batch batch = new Batch(Guests.function(TEXT, "same", "VARCHAR", "VARCHAR"), engine)) {
      for (int size : new int[] {1, 7, 8192, 0, 100}) {
        List<String> texts = texts(size, 50);
        batch.column(0, texts);
        assertNull(batch.run());
        assertEquals(texts, batch.results());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ENDIVE", "WASMTIME"})
  void resultsMayLieInAStaticBuffer(EngineChoice engine) throws GuestException {
    try (Batch batch = new Batch(Guests.function(TEXT, "twice", "VARCHAR", "VARCHAR"), engine)) {
      for (int i = 0; i < 4; i++) {
        List<String> texts = texts(8192, 200);
        batch.column(0, texts);
        assertNull(batch.run());
        assertEquals(mapped(texts, text -> text + text), batch.results());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ENDIVE", "WASMTIME"})
  void resultsMayBeLongerThanTheHostsArea(EngineChoice engine) throws GuestException {
    try (Batch batch = new Batch(Guests.function(TEXT, "letters", "INTEGER", "VARCHAR"), engine)) {
      batch.column(0, 10L, 300_000L, null, 5L, 1_000_000L, 0L);
      assertNull(batch.run());
      List<Object> expected = new ArrayList<>();
      for (Integer n : Arrays.asList(10, 300_000, null, 5, 1_000_000, 0)) {
        expected.add(n == null ? null : String.valueOf((char) ('a' + n % 26)).repeat(n));
      }
      assertEquals(expected, batch.results());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ENDIVE", "WASMTIME"})
  void aBatchThatDoesNotFitIsCutIntoParts(EngineChoice engine) throws GuestException {
    try (Batch batch = new Batch(Guests.function(TEXT, "length", "VARCHAR", "INTEGER"), engine)) {
      List<String> texts = new ArrayList<>();
      List<Object> lengths = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        texts.add("y".repeat(1_000_000 + i));
        lengths.add(1_000_000L + i);
      }
      batch.column(0, texts);
      assertNull(batch.run());
      assertEquals(lengths, batch.results());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ENDIVE", "WASMTIME"})
  void aRowThatDoesNotFitFailsAlone(EngineChoice engine) throws GuestException {
    RuntimeOptions small = new RuntimeOptions(engine, 1 << 20, 1L << 30, Duration.ofSeconds(20), 1);
    try (Batch batch = new Batch(Guests.function(TEXT, "length", "s VARCHAR", "INTEGER"), small)) {
      batch.column(0, "a", null, "z".repeat(2 << 20), "bc");
      RowFailure failure = Objects.requireNonNull(batch.run());
      assertEquals(2, failure.row());
      assertEquals(GuestException.Kind.MEMORY, failure.cause().kind());
      assertTrue(failure.cause().getMessage().contains("max_memory"), failure.cause().getMessage());
      assertEquals(Arrays.asList(1L, null), batch.results());
      assertNull(batch.run(3, 4));
      assertEquals(2L, batch.results().get(3));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ENDIVE", "WASMTIME"})
  void minusOneIsNull(EngineChoice engine) throws GuestException {
    try (Batch batch = new Batch(Guests.function(TEXT, "null", "VARCHAR"), engine)) {
      batch.rows(3);
      assertNull(batch.run());
      assertEquals(Arrays.asList(null, null, null), batch.results());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ENDIVE", "WASMTIME"})
  void aResultOutsideOfMemoryFailsItsRow(EngineChoice engine) throws GuestException {
    try (Batch batch =
        new Batch(Guests.function(TEXT, "outside", "s VARCHAR", "VARCHAR"), engine)) {
      batch.column(0, "a", "bb", null, "ccc", "dddd");
      RowFailure failure = Objects.requireNonNull(batch.run());
      assertEquals(3, failure.row());
      assertEquals(GuestException.Kind.CONTRACT, failure.cause().kind());
      assertTrue(
          failure
              .cause()
              .getMessage()
              .startsWith(
                  "Function outside(VARCHAR) broke its contract with (s = 'ccc'): its result, 32"
                      + " bytes at address 4294967280, lies outside of its memory of"),
          failure.cause().getMessage());
      assertEquals(Arrays.asList("a", "bb", null), batch.results());
      assertNull(batch.run(4, 5));
      assertEquals("dddd", batch.results().get(4));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ENDIVE", "WASMTIME"})
  void textThatIsNotUtf8FailsItsRow(EngineChoice engine) throws GuestException {
    try (Batch batch = new Batch(Guests.function(TEXT, "count", "s VARCHAR", "VARCHAR"), engine)) {
      batch.column(0, "a", "b", null, "cc", "d", "e");
      RowFailure failure = Objects.requireNonNull(batch.run());
      assertEquals(3, failure.row());
      assertEquals(GuestException.Kind.INVALID_TEXT, failure.cause().kind());
      assertEquals(
          "Function count(VARCHAR) failed at row 4 with (s = 'cc'): its result is not UTF-8: ff.",
          failure.at(4).getMessage());
      assertEquals(Arrays.asList("1", "2", null), batch.results());
      // A new batch begins with the state after start.
      assertNull(batch.run(4, 6));
      assertEquals(List.of("1", "2"), batch.results().subList(4, 6));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ENDIVE", "WASMTIME"})
  void keptStateSeesEachRowOnce(EngineChoice engine) throws GuestException {
    Guests.Declared declared =
        Guests.function(TEXT, "count", "s VARCHAR", "VARCHAR").setting("keep_state", "true");
    try (Batch batch = new Batch(declared, engine)) {
      batch.column(0, "a", "b", "cc", "d", "e");
      assertEquals(2, Objects.requireNonNull(batch.run()).row());
      assertNull(batch.run(3, 5));
      assertEquals(List.of("4", "5"), batch.results().subList(3, 5));
      assertNull(batch.run(0, 2));
      assertEquals(List.of("6", "7"), batch.results());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ENDIVE", "WASMTIME"})
  void textLongerThanDeclaredFailsItsRow(EngineChoice engine) throws GuestException {
    try (Batch batch =
        new Batch(Guests.function(TEXT, "same", "s VARCHAR", "VARCHAR(3)"), engine)) {
      batch.column(0, "\u20ac\u20ac\u20ac", "abcd");
      RowFailure failure = Objects.requireNonNull(batch.run());
      assertEquals(1, failure.row());
      assertEquals(GuestException.Kind.TOO_LONG, failure.cause().kind());
      assertEquals(
          "Function same(VARCHAR) failed with (s = 'abcd'): its result has 4 characters, more than"
              + " its type VARCHAR(3) takes.",
          failure.cause().getMessage());
      assertEquals(List.of("\u20ac\u20ac\u20ac"), batch.results());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ENDIVE", "WASMTIME"})
  void nullReachesAFunctionCalledOnNullInput(EngineChoice engine) throws GuestException {
    Guests.Declared declared =
        Guests.function(TEXT, "length", "s VARCHAR", "INTEGER").calledOnNull();
    try (Batch batch = new Batch(declared, engine)) {
      List<String> texts = texts(1000, 30);
      batch.column(0, texts);
      assertNull(batch.run());
      List<Object> expected = new ArrayList<>();
      for (String text : texts) {
        expected.add(text == null ? -1L : (long) text.getBytes(StandardCharsets.UTF_8).length);
      }
      assertEquals(expected, batch.results());
      // Validity bits that do not begin at a byte.
      assertNull(batch.run(3, 1000));
      assertEquals(expected, batch.results());
    }
  }
}
