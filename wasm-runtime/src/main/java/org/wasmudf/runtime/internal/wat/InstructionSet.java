package org.wasmudf.runtime.internal.wat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/** All plain instructions by name. The tables are one class for each group. */
final class InstructionSet {
  private static final Map<String, Instruction> BY_NAME = new HashMap<>();

  static {
    addAll(ControlInstructions.all());
    addAll(MemoryInstructions.all());
    addAll(NumericInstructions.all());
    addAll(VectorInstructions.all());
  }

  private InstructionSet() {}

  private static void addAll(List<Instruction> group) {
    for (Instruction instruction : group) {
      BY_NAME.put(instruction.name(), instruction);
    }
  }

  static @Nullable Instruction find(String name) {
    return BY_NAME.get(name);
  }

  static Collection<String> names() {
    return BY_NAME.keySet();
  }

  /**
   * Instructions without immediates whose codes follow one another.
   *
   * @param names the instructions from {@code firstCode} on, separated by white space; {@code -}
   *     stands for a code that is not in use
   */
  static List<Instruction> run(int prefix, int firstCode, Immediates immediates, String names) {
    List<Instruction> instructions = new ArrayList<>();
    int code = firstCode;
    StringTokenizer tokens = new StringTokenizer(names);
    while (tokens.hasMoreTokens()) {
      String name = tokens.nextToken();
      if (!name.equals("-")) {
        instructions.add(new Instruction(name, prefix, code, immediates, 0));
      }
      code++;
    }
    return instructions;
  }
}
