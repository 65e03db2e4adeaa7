package org.wasmudf.integration.answers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.wasmudf.integration.support.Bench;
import org.wasmudf.integration.support.Engine;
import org.wasmudf.integration.support.Guests;
import org.wasmudf.integration.support.Leaks;

/**
 * Text results in static memory, in the argument and in fresh memory, from three toolchains: every
 * row of several full batches against Java, and memory that does not grow with the calls.
 */
@ParameterizedClass
@EnumSource(Engine.class)
final class TextResultTest {
  private static final int BATCH_ROWS = 500;

  /** Two batches while the size grows (64, 256), then four full ones and a rest. */
  private static final int ROWS = 64 + 256 + 4 * BATCH_ROWS + 77;

  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final List<String> BEYOND =
      List.of("é", "Ø", "ü", "Жж", "漢字", "😀", "-", "/", "7");

  private final Bench bench;

  /** A row of the table. */
  private record Row(@Nullable String s, @Nullable String other, int n) {}

  private final List<Row> rows = new ArrayList<>();

  TextResultTest(Engine engine) {
    this.bench = new Bench(engine, Map.of("batch_rows", String.valueOf(BATCH_ROWS)));
  }

  @BeforeEach
  void fill() throws SQLException {
    Random random = new Random(20260726);
    bench.run("CREATE TABLE t(id INT PRIMARY KEY, s VARCHAR, other VARCHAR, n INT)");
    try (PreparedStatement insert =
        bench.connection().prepareStatement("INSERT INTO t VALUES (?, ?, ?, ?)")) {
      for (int id = 0; id < ROWS; id++) {
        Row row = new Row(text(random), text(random), 1 + random.nextInt(3999));
        rows.add(row);
        insert.setInt(1, id);
        insert.setString(2, row.s);
        insert.setString(3, row.other);
        insert.setInt(4, row.n);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  @AfterEach
  void close() throws SQLException {
    bench.close();
  }

  /** NULL, empty, a few words, or one of some thousand bytes now and then. */
  private static @Nullable String text(Random random) {
    int kind = random.nextInt(20);
    if (kind == 0) {
      return null;
    }
    int words = kind == 1 ? 0 : kind == 2 ? 300 : 1 + random.nextInt(5);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      text.append(i == 0 ? "" : " ".repeat(1 + random.nextInt(2)));
      int length = 1 + random.nextInt(9);
      for (int k = 0; k < length; k++) {
        text.append(
            random.nextInt(8) == 0
                ? BEYOND.get(random.nextInt(BEYOND.size()))
                : LETTERS.charAt(random.nextInt(LETTERS.length())));
      }
    }
    return text.toString();
  }

  /** A call over the table's columns, and the same in Java. */
  private record Call(String sql, Function<Row, @Nullable Object> expected) {}

  private void assertEveryRow(Call... calls) throws SQLException {
    // Each call alone, then all beside each other, nested calls among them.
    for (Call call : calls) {
      compare(call);
    }
    compare(calls);
    bench.assertUnharmed();
  }

  private void compare(Call... calls) throws SQLException {
    String list = String.join(", ", Arrays.stream(calls).map(Call::sql).toList());
    try (Statement statement = bench.connection().createStatement();
        ResultSet result = statement.executeQuery("SELECT " + list + " FROM t ORDER BY id")) {
      int id = 0;
      for (; result.next(); id++) {
        for (int i = 0; i < calls.length; i++) {
          Object expected = calls[i].expected.apply(rows.get(id));
          Object actual = result.getObject(i + 1);
          if (expected == null ? actual != null : !expected.equals(actual)) {
            assertEquals(expected, actual, calls[i].sql + " in row " + id + ": " + rows.get(id));
          }
        }
      }
      assertEquals(ROWS, id);
    }
  }

  @Test
  void textsOfC() throws SQLException {
    bench.module("text", Guests.bytes("c/text.wasm"));
    bench.run("CREATE FUNCTIONS FROM MODULE text");
    assertEveryRow(
        // over the argument, a slice of it, in fresh memory, in a static buffer, for NULL, columnar
        new Call("rot13(s)", row -> JavaFunctions.rot13(row.s)),
        new Call("upper_ascii(s)", row -> JavaFunctions.upperAscii(row.s)),
        new Call("first_word(s)", row -> JavaFunctions.firstWord(row.s)),
        new Call("reverse_text(s)", row -> JavaFunctions.reverseText(row.s)),
        new Call(
            "repeat_text(CASE WHEN CHAR_LENGTH(s) <= 60 THEN s END, 7)",
            row -> JavaFunctions.repeatText(shortOnly(row.s), 7)),
        new Call("coalesce_text(s, other)", row -> JavaFunctions.coalesceText(row.s, row.other)),
        new Call("null_if_empty(s)", row -> JavaFunctions.nullIfEmpty(row.s)),
        new Call("count_characters(s)", row -> JavaFunctions.countCharacters(row.s)),
        new Call("initials(s)", row -> JavaFunctions.initials(row.s)),
        // a constant that the guest writes over must be as new in every row
        new Call("rot13('Hello')", row -> "Uryyb"),
        new Call("rot13(rot13(s))", row -> row.s),
        new Call(
            "reverse_text(upper_ascii(coalesce_text(other, s)))",
            row ->
                JavaFunctions.reverseText(
                    JavaFunctions.upperAscii(JavaFunctions.coalesceText(row.other, row.s)))));
  }

  /** Seven times more than that would not fit into the static buffer of 4096 bytes. */
  private static @Nullable String shortOnly(@Nullable String s) {
    return s == null || s.length() > 60 ? null : s;
  }

  @Test
  void textsOfRust() throws SQLException {
    bench.module("words", Guests.bytes("rust/words.wasm"));
    bench.run("CREATE FUNCTIONS FROM MODULE words");
    assertEveryRow(
        // static memory, a slice of the argument, one of two, fresh memory, one or the other, NULL
        new Call("size_name(n - 2)", row -> JavaFunctions.sizeName(row.n - 2L)),
        new Call("last_word(s)", row -> JavaFunctions.lastWord(row.s)),
        new Call("after(s, ' ')", row -> JavaFunctions.after(row.s, " ")),
        new Call("sort_words(s)", row -> JavaFunctions.sortWords(row.s)),
        new Call("squeeze(s)", row -> JavaFunctions.squeeze(row.s)),
        new Call("full_name(s, other)", row -> JavaFunctions.fullName(row.s, row.other)),
        new Call(
            "last_word(sort_words(full_name(other, s)))",
            row ->
                JavaFunctions.lastWord(
                    JavaFunctions.sortWords(JavaFunctions.fullName(row.other, row.s)))));
  }

  @Test
  void textsOfAssemblyScript() throws SQLException {
    bench.module("titlecase", Guests.bytes("assemblyscript/titlecase.wasm"));
    for (String name : List.of("title_case", "slug", "case_of")) {
      bench.run(
          "CREATE FUNCTION " + name + "(VARCHAR) RETURNS VARCHAR LANGUAGE WASM FROM 'titlecase'");
    }
    bench.run(
        "CREATE FUNCTION or_unknown(VARCHAR) RETURNS VARCHAR CALLED ON NULL INPUT LANGUAGE WASM"
            + " FROM 'titlecase'",
        "CREATE FUNCTION roman(INTEGER) RETURNS VARCHAR LANGUAGE WASM FROM 'titlecase'");
    assertEveryRow(
        // static memory, the argument, fresh memory under a garbage collector
        new Call("case_of(s)", row -> JavaFunctions.caseOf(row.s)),
        new Call("or_unknown(s)", row -> JavaFunctions.orUnknown(row.s)),
        new Call("roman(n)", row -> JavaFunctions.roman(row.n)),
        new Call("title_case(s)", row -> JavaFunctions.titleCase(row.s)),
        new Call(
            "title_case(or_unknown(other))",
            row -> JavaFunctions.titleCase(JavaFunctions.orUnknown(row.other))));
  }

  /**
   * {@code -Dwasmudf.strings=10000000} for ten million calls of each function, as promised; by
   * default as many on Endive for one of them and a part for the others.
   */
  private static long calls(long usual) {
    return Long.getLong("wasmudf.strings", usual);
  }

  /** Half a batch of such results would fill this memory, if they were kept. */
  private void assertMemoryDoesNotGrow(String module, String create, String call, long calls)
      throws SQLException {
    bench.module("m", Guests.bytes(module));
    bench.run(create);
    String url = "jdbc:wasmudf:[max_memory=4 MiB]:" + bench.database() + ";LAZY_QUERY_EXECUTION=1";
    try (var connection = bench.connect(url);
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT "
                    + call
                    + " FROM (SELECT 'word of number ' || x AS s FROM SYSTEM_RANGE(1, "
                    + calls
                    + "))")) {
      long count = 0;
      long characters = 0;
      while (result.next()) {
        count++;
        characters += result.getString(1).length();
      }
      assertEquals(calls, count);
      assertTrue(characters > 15 * calls, "" + characters);
    }
    Leaks.assertNone();
  }

  @Test
  void manyFreshTextsOfCStayWithinTheCap() throws SQLException {
    assertMemoryDoesNotGrow(
        "c/text.wasm",
        "CREATE FUNCTION reverse_text LANGUAGE WASM FROM 'm'",
        "reverse_text(s)",
        calls(2_000_000));
  }

  @Test
  void manyFreshTextsOfRustStayWithinTheCap() throws SQLException {
    assertMemoryDoesNotGrow(
        "rust/words.wasm",
        "CREATE FUNCTION sort_words LANGUAGE WASM FROM 'm'",
        "sort_words(s)",
        calls(1_000_000));
  }

  @Test
  void manyFreshTextsOfAssemblyScriptStayWithinTheCap() throws SQLException {
    assertMemoryDoesNotGrow(
        "assemblyscript/titlecase.wasm",
        "CREATE FUNCTION slug(VARCHAR) RETURNS VARCHAR LANGUAGE WASM FROM 'm'",
        "slug(s)",
        calls(1_000_000));
  }
}
