package org.wasmudf.runtime.internal.wat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts against the bytes that another assembler makes of them: {@code golden.txt}. */
final class WatGoldenTest {
  private static final String MAGIC_AND_VERSION = "0061736d01000000";

  static List<TextCase> cases() {
    return TextCase.read("golden.txt");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void binaryIsAsAnotherAssemblerMakesIt(TextCase golden) throws WatSyntaxException {
    byte[] expected =
        HexFormat.of().parseHex(MAGIC_AND_VERSION + golden.expected().replaceAll("\\s", ""));
    byte[] actual = WatAssembler.assemble(golden.text());
    assertEquals(Sections.withoutCustom(expected), Sections.withoutCustom(actual));
    assertEquals(MAGIC_AND_VERSION, HexFormat.of().formatHex(actual, 0, 8));
  }
}
