package org.wasmudf.runtime.internal.wat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the text is: it assembles, or it gives one kind of exception with a position. */
final class WatRobustnessTest {
  private static final int MUTATIONS = 3_000;
  private static final int DEEP = 50_000;

  private static final Pattern TOKEN =
      Pattern.compile("\\(;|;\\)|;;[^\n]*|\"(?:[^\"\\\\]|\\\\.)*\"|[()]|[^\\s()\";]+|\\s+|.");

  private static final String CHARACTERS = "()\"$;@=_ .0123456789abcxyz-+:\n\\\0\u00e9\ud83d";

  private static List<List<String>> tokensOf(String... files) {
    return Stream.of(files)
        .flatMap(file -> TextCase.read(file).stream())
        .map(text -> TOKEN.matcher(text.text()).results().map(MatchResult::group))
        .map(Stream::toList)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void mutatedTextsAssembleOrAreRefusedWithAPosition(long seed) {
    Random random = new Random(seed);
    List<List<String>> texts = tokensOf("golden.txt", "runs.txt");
    List<String> pool =
        tokensOf("golden.txt", "runs.txt", "errors.txt").stream()
            .flatMap(List::stream)
            .distinct()
            .toList();
    int assembled = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      List<String> tokens = new ArrayList<>(pick(texts, random));
      for (int edits = 1 + random.nextInt(2); edits > 0; edits--) {
        edit(tokens, pool, random);
      }
      assembled += assembles(String.join("", tokens)) ? 1 : 0;
    }
    assertTrue(assembled > MUTATIONS / 20, "only " + assembled + " texts still assemble");
  }

  private static <T> T pick(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }

  private static void edit(List<String> tokens, List<String> pool, Random random) {
    int at = random.nextInt(tokens.size());
    String token = tokens.get(at);
    int inside = random.nextInt(token.length() + 1);
    switch (random.nextInt(6)) {
      case 0 -> tokens.set(at, "");
      case 1 -> tokens.add(at, token);
      case 2 -> tokens.set(at, pick(pool, random));
      case 3 -> tokens.add(at, " " + pick(pool, random) + " ");
      case 4 -> {
        char c = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
        tokens.set(at, token.substring(0, inside) + c + token.substring(inside));
      }
      default -> tokens.set(at, token.substring(0, inside));
    }
  }

  /** Any exception but the one that is checked here fails the test. */
  private static boolean assembles(String text) {
    try {
      byte[] module = WatAssembler.assemble(text);
      assertEquals(module.length, Sections.end(module), text);
      return true;
    } catch (WatSyntaxException e) {
      List<String> lines = List.of(text.split("\r\n|\r|\n", -1));
      assertTrue(e.line() >= 1 && e.line() <= lines.size(), () -> e.getMessage() + "\n" + text);
      String line = lines.get(e.line() - 1);
      assertTrue(
          e.column() >= 1 && e.column() <= line.codePointCount(0, line.length()) + 1,
          () -> e.getMessage() + "\n" + text);
      assertTrue(e.problem().endsWith(".") || e.problem().endsWith("?"), e::getMessage);
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(drop |)",
        "(block |)",
        "(loop $l (br $l) |)",
        "(if (i32.const 1) (then |))",
        "(if (i32.const 1) (then) (else |))",
        "block | end",
        "if | else end",
        "(; | ;)",
        "(@note | )"
      })
  void nestingOfAnyDepthAssembles(String nest) throws WatSyntaxException {
    int middle = nest.indexOf('|');
    String text =
        "(func "
            + nest.substring(0, middle).repeat(DEEP)
            + nest.substring(middle + 1).repeat(DEEP)
            + ")";
    byte[] module = WatAssembler.assemble(text);
    assertEquals(module.length, Sections.end(module));
  }

  @Test
  void conditionsInConditionsAssemble() throws WatSyntaxException {
    String text = "(func " + "(if ".repeat(DEEP) + "(i32.const 1)" + "(then))".repeat(DEEP) + ")";
    byte[] module = WatAssembler.assemble(text);
    assertEquals(module.length, Sections.end(module));
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "(func (block ", "(;", "(@a ", "\"", "((((", ")", "(func (drop "})
  void unclosedNestingOfAnyDepthIsRefused(String opening) {
    assertEquals(false, assembles(opening.repeat(DEEP)));
  }

  @Test
  void branchesOutOfDeepNestingTakeNoTimeForEachLevel() throws WatSyntaxException {
    String text =
        "(func (block $out "
            + "(block $in (br $out) (br $in)".repeat(DEEP)
            + ")".repeat(DEEP)
            + "))";
    byte[] module = WatAssembler.assemble(text);
    assertEquals(module.length, Sections.end(module));
  }
}
