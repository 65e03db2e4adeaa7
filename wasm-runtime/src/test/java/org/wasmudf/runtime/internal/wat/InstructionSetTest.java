package org.wasmudf.runtime.internal.wat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import run.endive.wasm.types.OpCode;

/** The opcode tables against those of an engine, which were written independently. */
final class InstructionSetTest {
  /** Where the engine's name is not the specification's. */
  private static final Map<String, String> ENGINE_NAMES =
      Map.of("f32x4.demote_f64x2_zero", "f32x4.demote_low_f64x2_zero");

  @Test
  void everyOpcodeIsTheEngines() {
    for (String name : new TreeSet<>(InstructionSet.names())) {
      Instruction instruction = instruction(name);
      OpCode engine = OpCode.byOpCode(code(instruction));
      assertNotNull(engine, name);
      assertEquals(letters(ENGINE_NAMES.getOrDefault(name, name)), letters(engine.name()), name);
    }
  }

  @Test
  void noInstructionOfTheSpecificationIsMissing() {
    Set<Integer> known = new HashSet<>();
    InstructionSet.names().forEach(name -> known.add(code(instruction(name))));
    List<String> missing =
        Arrays.stream(OpCode.values())
            .filter(engine -> isInSpecification(engine.opcode()))
            .filter(engine -> !known.contains(engine.opcode()))
            .map(OpCode::name)
            .toList();
    assertEquals(List.of("BLOCK", "LOOP", "IF", "ELSE", "END", "SELECT_T"), missing);
  }

  /** Core Specification 2.0, section 5.4, and tail calls. */
  private static boolean isInSpecification(int opcode) {
    int code = opcode & 0xFF;
    return switch (opcode >> 8) {
      case 0 ->
          code <= 0x05
              || (code >= 0x0B && code <= 0x13)
              || (code >= 0x1A && code <= 0x1C)
              || (code >= 0x20 && code <= 0xD2);
      case Instruction.BULK_PREFIX -> code <= 17;
      case Instruction.VECTOR_PREFIX -> true;
      default -> false;
    };
  }

  private static Instruction instruction(String name) {
    return Objects.requireNonNull(InstructionSet.find(name));
  }

  private static int code(Instruction instruction) {
    return instruction.prefix() << 8 | instruction.code();
  }

  private static String letters(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[._]", "");
  }
}
