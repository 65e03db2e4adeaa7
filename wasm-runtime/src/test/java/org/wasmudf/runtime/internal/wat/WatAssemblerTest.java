package org.wasmudf.runtime.internal.wat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.internal.module.ModuleReader;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.NameCustomSection;
import run.endive.wasm.types.UnknownCustomSection;

/** What the binary holds beside code: names, custom sections and the way back to the text. */
final class WatAssemblerTest {

  private static WasmModule module(String text) throws WatSyntaxException {
    return Parser.parse(WatAssembler.assemble(text));
  }

  @Test
  void identifiersBecomeTheNameSection() throws WatSyntaxException {
    NameCustomSection names =
        module(
                """
                (module $geo
                  (import "env" "log" (func $log (param $message i32)))
                  (func (param i32))
                  (func $dist (param $a f64) (param f64) (result f64) (local $d f64)
                    (local.get $a))
                  (func $"two words"))
                """)
            .nameSection();
    assertEquals(Optional.of("geo"), names.moduleName());
    assertEquals(3, names.functionNameCount());
    assertEquals("log", names.nameOfFunction(0));
    assertEquals("dist", names.nameOfFunction(2));
    assertEquals("two words", names.nameOfFunction(3));
    assertEquals("a", names.nameOfLocal(2, 0));
    assertEquals("d", names.nameOfLocal(2, 2));
  }

  @Test
  void moduleWithoutNamesHasNoNameSection() throws WatSyntaxException {
    assertEquals(List.of(), module("(module (func))").customSections());
  }

  @Test
  void quotedIdentifierIsTheSameNameAsThePlainOne() throws WatSyntaxException {
    assertArrayEquals(
        WatAssembler.assemble("(func $f (call $f))"),
        WatAssembler.assemble("(func $\"f\" (call $\"\\66\"))"));
  }

  @Test
  void customAnnotationsBecomeCustomSectionsInTheirOrder() throws WatSyntaxException {
    byte[] binary =
        WatAssembler.assemble(
            """
            (module
              (@custom "wasm_udf" "add(a BIGINT) " "RETURNS BIGINT\\n")
              (func)
              (@custom "empty")
              (@unknown (b "c" 1)))
            """);
    assertEquals(
        List.of("1", "3", "10", "0 wasm_udf", "0 empty"), Sections.idsAndCustomNames(binary));
    assertEquals(
        "add(a BIGINT) RETURNS BIGINT\n",
        new String(
            ((UnknownCustomSection) Parser.parse(binary).customSection("wasm_udf")).bytes(),
            StandardCharsets.UTF_8));
  }

  @Test
  void customSectionsStandWhereTheirPlacementSays() throws WatSyntaxException {
    byte[] binary =
        WatAssembler.assemble(
            """
            (module
              (func)
              (@custom "z" (after last))
              (@custom "c" (after code))
              (@custom "a" (before first))
              (@custom "b" (before func)))
            """);
    assertEquals(
        List.of("0 a", "1", "0 b", "3", "10", "0 c", "0 z"), Sections.idsAndCustomNames(binary));
  }

  @Test
  void ownNameSectionReplacesTheOneFromIdentifiers() throws WatSyntaxException {
    byte[] binary = WatAssembler.assemble("(module $a (@custom \"name\" \"\\00\\02\\01b\"))");
    assertEquals(List.of("0 name"), Sections.idsAndCustomNames(binary));
    assertEquals(Optional.of("b"), Parser.parse(binary).nameSection().moduleName());
  }

  @Test
  void positionsLeadFromBytesBackToInstructions() throws WatSyntaxException {
    String text =
        """
        (module
          (func (result i32)
            (i32.add
              (i32.const 77)
              (i64.extend8_s (i32.const 78))))
          (global i32 (i32.const 55)))
        """;
    AssembledModule module = WatAssembler.assembleWithPositions(text);
    assertEquals(
        Optional.of(new SourcePosition(4, 8)), module.positionOf(find(module, 0x41, 0xCD, 0)));
    assertEquals(Optional.of(new SourcePosition(5, 8)), module.positionOf(find(module, 0xC2)));
    assertEquals(
        Optional.of(new SourcePosition(5, 23)), module.positionOf(find(module, 0x41, 0xCE, 0)));
    assertEquals(
        Optional.of(new SourcePosition(3, 6)), module.positionOf(find(module, 0x6A, 0x0B)));
    assertEquals(
        Optional.of(new SourcePosition(5, 38)), module.positionOf(find(module, 0x6A, 0x0B) + 1));
    assertEquals(Optional.of(new SourcePosition(6, 16)), module.positionOf(find(module, 0x41, 55)));
  }

  @Test
  void headersAndBytesOutsideOfTheModuleHaveNoPosition() throws WatSyntaxException {
    AssembledModule module = WatAssembler.assembleWithPositions("(module (func))");
    assertEquals(Optional.empty(), module.positionOf(0));
    assertEquals(Optional.empty(), module.positionOf(8));
    assertEquals(Optional.empty(), module.positionOf(-1));
    assertEquals(Optional.empty(), module.positionOf(module.bytes().length));
  }

  @Test
  void wrongTypeIsReportedAtItsPlaceInTheText() throws WatSyntaxException {
    AssembledModule module =
        WatAssembler.assembleWithPositions(
            """
            (module
              (func $f (param $n i64) (result i32)
                (i32.add (i32.const 1)
                  (local.get $n))))
            """);
    GuestException failure =
        assertThrows(GuestException.class, () -> ModuleReader.read("m", module.bytes()));
    GuestException located = module.locate(failure);
    assertEquals("WAT line 3, column 6: " + failure.getMessage(), located.getMessage());
    assertEquals(failure.kind(), located.kind());
  }

  @Test
  void failureWithoutAPlaceStaysAsItIs() throws WatSyntaxException {
    GuestException failure = new GuestException(GuestException.Kind.TRAP, "trap");
    assertSame(failure, WatAssembler.assembleWithPositions("(func)").locate(failure));
  }

  @Test
  void startFunctionThatDoesNotExistIsNotDropped() throws WatSyntaxException {
    assertEquals(
        List.of("1", "3", "8", "10"),
        Sections.idsAndCustomNames(WatAssembler.assemble("(func) (start 4294967295)")));
  }

  private static int find(AssembledModule module, int... pattern) {
    byte[] bytes = module.bytes();
    for (int i = 8; i <= bytes.length - pattern.length; i++) {
      int matched = 0;
      while (matched < pattern.length && (bytes[i + matched] & 0xFF) == pattern[matched]) {
        matched++;
      }
      if (matched == pattern.length) {
        return i;
      }
    }
    throw new AssertionError("bytes not found");
  }
}
