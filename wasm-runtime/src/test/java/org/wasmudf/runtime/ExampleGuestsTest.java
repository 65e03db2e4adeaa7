package org.wasmudf.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The committed guests of three toolchains. */
class ExampleGuestsTest {
  private static final Path GUESTS = Path.of("..", "examples", "guests");
  private static final int ROWS = 8192;

  private static byte[] guest(String file) {
    try {
      return Files.readAllBytes(GUESTS.resolve(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<@Nullable String> words(int batch) {
    List<@Nullable String> words = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      int n = i + batch * ROWS;
      words.add(
          switch (n % 7) {
            case 0 -> "";
            case 1 -> null;
            case 2 -> "hello wasm " + n;
            case 3 -> "Gr\u00fc\u00dfe \u20ac\ud83d\ude00 " + n;
            case 4 -> "  spaced  out " + n + " ";
            case 5 -> "z".repeat(n % 300);
            default -> "Mixed Case " + n;
          });
    }
    return words;
  }

  /** Compares every row of four batches. */
  private static void compare(
      EngineChoice engine,
      String file,
      String export,
      Function<String, @Nullable String> expected,
      boolean columnar)
      throws GuestException {
    Guests.Declared declared = Guests.function(guest(file), export, "VARCHAR", "VARCHAR");
    try (Batch batch = new Batch(columnar ? declared.columnar() : declared, engine)) {
      for (int i = 0; i < 4; i++) {
        List<@Nullable String> words = words(i);
        batch.column(0, words);
        assertNull(batch.run());
        List<@Nullable Object> results = batch.results();
        for (int row = 0; row < ROWS; row++) {
          String word = words.get(row);
          assertEquals(word == null ? null : expected.apply(word), results.get(row), "row " + row);
        }
      }
    }
  }

  private static String upperAscii(String text) {
    StringBuilder upper = new StringBuilder();
    text.chars().forEach(c -> upper.append((char) (c >= 'a' && c <= 'z' ? c - 32 : c)));
    return upper.toString();
  }

  private static String lastWord(String text) {
    String[] words = text.strip().split(" +", -1);
    return words[words.length - 1];
  }

  private static String sorted(String text) {
    String[] words = text.strip().split(" +", -1);
    // Rust orders by bytes of UTF-8, which is by code points; these words tell no difference.
    Arrays.sort(words);
    return String.join(" ", words);
  }

  private static String titleCase(String text) {
    StringBuilder title = new StringBuilder();
    boolean starts = true;
    String lower = text.toLowerCase(Locale.ROOT);
    for (int i = 0; i < lower.length(); i++) {
      char c = lower.charAt(i);
      title.append(starts ? Character.toUpperCase(c) : c);
      starts = c == ' ';
    }
    return title.toString();
  }

  private static @Nullable String caseOf(String text) {
    boolean upper = text.equals(text.toUpperCase(Locale.ROOT));
    boolean lower = text.equals(text.toLowerCase(Locale.ROOT));
    return upper && lower ? null : upper ? "UPPER" : lower ? "lower" : "Mixed";
  }

  @ParameterizedTest
  @EnumSource(names = {"ENDIVE", "WASMTIME"})
  void textOfCComesFromArgumentStaticAndFreshMemory(EngineChoice engine) throws GuestException {
    compare(engine, "c/text.wasm", "upper_ascii", ExampleGuestsTest::upperAscii, false);
    compare(engine, "c/text.wasm", "rot13", ExampleGuestsTest::rot13, false);
    compare(engine, "c/text.wasm", "first_word", ExampleGuestsTest::firstWord, false);
    compare(
        engine,
        "c/text.wasm",
        "reverse_text",
        text -> new StringBuilder(text).reverse().toString(),
        false);
    compare(engine, "c/text.wasm", "null_if_empty", text -> text.isEmpty() ? null : text, false);
    compare(engine, "c/text.wasm", "initials", ExampleGuestsTest::initials, true);
    Guests.Declared repeat =
        Guests.function(guest("c/text.wasm"), "repeat_text", "VARCHAR", "INTEGER", "VARCHAR");
    try (Batch batch = new Batch(repeat, engine)) {
      List<String> words = new ArrayList<>();
      List<Object> times = new ArrayList<>();
      List<Object> expected = new ArrayList<>();
      for (int i = 0; i < ROWS; i++) {
        words.add("\u00e4" + i);
        times.add((long) (i % 200));
        expected.add(words.get(i).repeat(i % 200));
      }
      for (int i = 0; i < 4; i++) {
        batch.column(0, words).column(1, times);
        assertNull(batch.run());
        assertEquals(expected, batch.results());
      }
    }
  }

  private static String rot13(String text) {
    StringBuilder turned = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char letter = (char) (c >= 'a' && c <= 'z' ? c - 32 : c);
      boolean ascii = letter >= 'A' && letter <= 'Z';
      turned.append((char) (ascii ? (letter <= 'M' ? c + 13 : c - 13) : c));
    }
    return turned.toString();
  }

  private static String firstWord(String text) {
    String stripped = text.stripLeading();
    int space = stripped.indexOf(' ');
    return space < 0 ? stripped : stripped.substring(0, space);
  }

  private static String initials(String text) {
    StringBuilder initials = new StringBuilder();
    for (String word : text.strip().split(" +", -1)) {
      if (!word.isEmpty()) {
        initials.append(upperAscii(new String(Character.toChars(word.codePointAt(0)))));
      }
    }
    return initials.toString();
  }

  @ParameterizedTest
  @EnumSource(names = {"ENDIVE", "WASMTIME"})
  void textOfRustComesFromArgumentStaticAndFreshMemory(EngineChoice engine) throws GuestException {
    compare(engine, "rust/words.wasm", "last_word", ExampleGuestsTest::lastWord, false);
    compare(engine, "rust/words.wasm", "sort_words", ExampleGuestsTest::sorted, false);
    compare(
        engine,
        "rust/words.wasm",
        "squeeze",
        text -> String.join(" ", text.strip().split(" +", -1)),
        false);
    Guests.Declared size =
        Guests.function(guest("rust/words.wasm"), "size_name", "BIGINT", "VARCHAR");
    try (Batch batch = new Batch(size, engine)) {
      batch.column(0, -5L, 3L, null, 500L, 5000L);
      assertNull(batch.run());
      assertEquals(
          Arrays.asList("negative", "small", null, "medium", "gr\u00f6\u00dfer"), batch.results());
    }
    Guests.Declared name =
        Guests.function(guest("rust/words.wasm"), "full_name", "VARCHAR", "VARCHAR", "VARCHAR")
            .calledOnNull();
    try (Batch batch = new Batch(name, engine)) {
      batch.column(0, "Ada", null, "Alan", null).column(1, "Lovelace", "Turing", null, null);
      assertNull(batch.run());
      assertEquals(Arrays.asList("Ada Lovelace", "Turing", "Alan", null), batch.results());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ENDIVE", "WASMTIME"})
  void textOfAssemblyScriptComesFromArgumentStaticAndFreshMemory(EngineChoice engine)
      throws GuestException {
    compare(
        engine, "assemblyscript/titlecase.wasm", "title_case", ExampleGuestsTest::titleCase, false);
    compare(engine, "assemblyscript/titlecase.wasm", "case_of", ExampleGuestsTest::caseOf, false);
    Guests.Declared unknown =
        Guests.function(guest("assemblyscript/titlecase.wasm"), "or_unknown", "VARCHAR", "VARCHAR")
            .calledOnNull();
    try (Batch batch = new Batch(unknown, engine)) {
      List<@Nullable String> words = words(0);
      batch.column(0, words);
      assertNull(batch.run());
      for (int i = 0; i < ROWS; i++) {
        String word = words.get(i);
        assertEquals(word == null ? "unknown" : word, batch.result.getObject(i).toString());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ENDIVE", "WASMTIME"})
  void failuresSayWhatTheGuestSaid(EngineChoice engine) throws GuestException {
    fails(
        engine,
        Guests.function(guest("rust/words.wasm"), "parse_bigint", "s VARCHAR", "BIGINT"),
        GuestException.Kind.GUEST_ERROR,
        "Function parse_bigint(VARCHAR) failed at row 3 with (s = 'x1'): parse_bigint: \"x1\":"
            + " invalid digit found in string",
        "12",
        null,
        "x1");
    fails(
        engine,
        Guests.function(
            guest("rust/words.wasm"), "nth_character", "s VARCHAR", "n INTEGER", "VARCHAR"),
        GuestException.Kind.GUEST_ERROR,
        "Function nth_character(VARCHAR, INTEGER) failed at row 1 with (s = 'abc', n = 9): ",
        "abc",
        9L);
    fails(
        engine,
        Guests.function(guest("assemblyscript/titlecase.wasm"), "roman", "INTEGER", "VARCHAR"),
        GuestException.Kind.GUEST_ERROR,
        "Function roman(INTEGER) failed at row 2 with (argument 1 = 4000): aborted: roman: the"
            + " number is outside 1 to 3999 (titlecase.ts:",
        1999L,
        4000L);
    fails(
        engine,
        Guests.function(guest("c/numbers.wasm"), "gcd", "a INTEGER", "b INTEGER", "INTEGER"),
        GuestException.Kind.GUEST_ERROR,
        "Function gcd(INTEGER, INTEGER) failed at row 1 with (a = -2147483648, b = 0): gcd:"
            + " 2147483648 is above the largest INTEGER",
        (long) Integer.MIN_VALUE,
        0L);
    fails(
        engine,
        Guests.function(guest("wat/faults.wasm"), "nowhere", "BIGINT", "BIGINT"),
        GuestException.Kind.TRAP,
        "Function nowhere(BIGINT) trapped at row 3 with (argument 1 = 0): ",
        5L,
        6L,
        0L);
    fails(
        engine,
        Guests.function(guest("wat/faults.wasm"), "sum_to", "BIGINT", "BIGINT"),
        GuestException.Kind.STACK,
        "Function sum_to(BIGINT) exhausted its stack at row 2 with (argument 1 = -1): call stack"
            + " exhausted",
        100L,
        -1L);
    fails(
        engine,
        Guests.function(guest("wat/faults.wasm"), "twice", "SMALLINT", "SMALLINT"),
        GuestException.Kind.OUT_OF_RANGE,
        "Function twice(SMALLINT) failed at row 2 with (argument 1 = 16384): its result 32768 is"
            + " outside of SMALLINT.",
        16383L,
        16384L);
    fails(
        engine,
        Guests.function(guest("wat/faults.wasm"), "peek", "INTEGER", "INTEGER"),
        GuestException.Kind.TRAP,
        "Function peek(INTEGER) trapped at row 2 with (argument 1 = 2000000000): ",
        100L,
        2_000_000_000L);
    fails(
        engine,
        Guests.function(guest("c/numbers.wasm"), "add_exact", "a BIGINT", "b BIGINT", "BIGINT")
            .columnar(),
        GuestException.Kind.GUEST_ERROR,
        "Function add_exact(BIGINT, BIGINT) failed at row 1 with (a = 9223372036854775807, b = 1):"
            + " add_exact: the sum is outside the range of BIGINT",
        Long.MAX_VALUE,
        1L);
  }

  /** Values fill one row of all arguments, or else the only argument's rows, the last failing. */
  private static void fails(
      EngineChoice engine,
      Guests.Declared declared,
      GuestException.Kind kind,
      String message,
      @Nullable Object... values)
      throws GuestException {
    try (Batch batch = new Batch(declared, engine)) {
      if (batch.arguments.size() == 1) {
        batch.column(0, values);
      } else {
        for (int i = 0; i < values.length; i++) {
          batch.column(i, Arrays.asList(values[i]));
        }
      }
      RowFailure failure = Objects.requireNonNull(batch.run());
      assertEquals(batch.rows - 1, failure.row());
      assertEquals(kind, failure.cause().kind());
      String text = failure.at(batch.rows).getMessage();
      assertTrue(text.startsWith(message), text);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ENDIVE", "WASMTIME"})
  void bothFormsOfHaversineAgree(EngineChoice engine) throws GuestException {
    String[] types = {"DOUBLE", "DOUBLE", "DOUBLE", "DOUBLE", "DOUBLE"};
    try (Batch rows =
            new Batch(Guests.function(guest("c/geo.wasm"), "haversine_km", types), engine);
        Batch columns =
            new Batch(
                Guests.function(guest("c/geo.wasm"), "haversine_km_columnar", types).columnar(),
                engine)) {
      java.util.Random random = new java.util.Random(7);
      for (int i = 0; i < 4; i++) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
          values.add(row % 13 == 5 ? null : (Object) (random.nextDouble() * 180 - 90));
        }
        rows.column(i, values);
        columns.column(i, values);
      }
      assertNull(rows.run());
      assertNull(columns.run());
      assertEquals(rows.results(), columns.results());
      assertEquals(ROWS, rows.results().size());
    }
  }
}
