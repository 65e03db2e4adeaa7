package org.wasmudf.runtime.internal.wat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Malformed texts: the line, the column and the words of the error, from {@code errors.txt}. */
final class WatErrorTest {

  static List<TextCase> cases() {
    return TextCase.read("errors.txt");
  }

  private static WatSyntaxException error(String text) {
    return assertThrows(WatSyntaxException.class, () -> WatAssembler.assemble(text));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void errorPointsToTheProblemAndNamesIt(TextCase malformed) {
    WatSyntaxException e = error(malformed.text());
    assertEquals(malformed.expected(), "%d:%d %s".formatted(e.line(), e.column(), e.problem()));
  }

  @Test
  void messageHoldsPositionProblemAndRemedy() {
    assertEquals(
        "WAT line 3, column 16: unknown local $step (locals: $n, $steps). Did you mean $steps?",
        error(
                """
                (module
                  (func (param $n i64) (local $steps i32)
                    (local.set $step (i32.const 1))))
                """)
            .getMessage());
  }

  @Test
  void linesEndWithAnyOfTheThreeLineBreaks() {
    WatSyntaxException e = error("(module\r\n(func)\r(func\n  bogus))");
    assertEquals(4, e.line());
    assertEquals(3, e.column());
  }

  @Test
  void lineCommentEndsAtCarriageReturn() {
    WatSyntaxException e = error(";; comment\rbogus");
    assertEquals(2, e.line());
  }

  @Test
  void binaryModuleIsRecognised() {
    assertEquals(
        "this is a WebAssembly binary, not the text format; register it as a file.",
        error("\0asm\1\0\0\0").problem());
  }

  @Test
  void halfASurrogatePairInAStringIsRefused() {
    assertEquals(
        "a string holds half a surrogate pair (U+D83D).", error("(data \"\ud83d\")").problem());
  }

  @Test
  void textThatIsTooLongIsRefusedBeforeItIsRead() {
    assertEquals(
        "the text has 16777217 characters; more than 16777216 are not assembled here. Assemble it"
            + " beforehand.",
        error(" ".repeat(WatAssembler.MAX_LENGTH + 1)).problem());
  }
}
