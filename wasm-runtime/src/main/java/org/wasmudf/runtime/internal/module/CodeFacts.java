package org.wasmudf.runtime.internal.module;

import java.util.ArrayDeque;
import java.util.BitSet;

/**
 * What the validator saw in function bodies: who calls whom, who changes state, and how large the
 * bodies are. Function indices count the imported ones first.
 */
public final class CodeFacts {
  private final int importedFunctions;
  private final BitSet writers = new BitSet();
  private final BitSet indirectCallers = new BitSet();

  /** All callees, function after function, and where each function's begin. */
  private final IntList callees = new IntList();

  private final IntList firstCallee = new IntList();
  private boolean asksMemorySize;
  private boolean growsTables;
  private boolean changesTables;
  private int largestBody;
  private int largestFunction = -1;
  private int ambiguousBlockAt = -1;

  CodeFacts(int importedFunctions) {
    this.importedFunctions = importedFunctions;
  }

  void body(int function, int bytes) {
    firstCallee.add(callees.size());
    if (bytes > largestBody) {
      largestBody = bytes;
      largestFunction = function;
    }
  }

  /** A call in the function whose body was announced last. */
  void calls(int callee) {
    callees.add(callee);
  }

  void callsIndirectly(int function) {
    indirectCallers.set(function);
  }

  void writes(int function) {
    writers.set(function);
  }

  void asksMemorySize() {
    asksMemorySize = true;
  }

  void noteTableChange() {
    changesTables = true;
  }

  void growsTables() {
    growsTables = true;
  }

  void blockType(int type, int at) {
    if (type >= 64 && type < 128 && ambiguousBlockAt < 0) {
      ambiguousBlockAt = at;
    }
  }

  /** Whether the code holds memory.size or memory.grow: it then manages its own heap. */
  public boolean usesMemorySize() {
    return asksMemorySize;
  }

  /** Whether the code holds an instruction that changes a table, or drops a segment. */
  public boolean changesTables() {
    return changesTables;
  }

  /** Whether the code holds table.grow. */
  public boolean usesTableGrow() {
    return growsTables;
  }

  /** Bytes of the largest function body. */
  public int largestBody() {
    return largestBody;
  }

  /** Index of the function with the largest body, -1 where there is none. */
  public int largestFunction() {
    return largestFunction;
  }

  /**
   * Offset of the first block whose type has index 64 to 127, or -1: Endive 1.0.0 reads such an
   * index without its sign, as the code of a value type.
   */
  public int ambiguousBlockAt() {
    return ambiguousBlockAt;
  }

  /**
   * Whether a call of this function leaves nothing behind: it can reach no instruction that writes
   * to memory, globals, tables or segments, no indirect call, and no host function but these.
   *
   * @param harmless imported functions that change nothing of the guest
   */
  public boolean keepsNothing(int function, BitSet harmless) {
    BitSet seen = new BitSet();
    ArrayDeque<Integer> left = new ArrayDeque<>();
    seen.set(function);
    left.add(function);
    while (!left.isEmpty()) {
      int next = left.remove();
      if (next < importedFunctions) {
        if (!harmless.get(next)) {
          return false;
        }
        continue;
      }
      if (writers.get(next) || indirectCallers.get(next)) {
        return false;
      }
      int body = next - importedFunctions;
      int end = body + 1 < firstCallee.size() ? firstCallee.get(body + 1) : callees.size();
      for (int i = firstCallee.get(body); i < end; i++) {
        int callee = callees.get(i);
        if (!seen.get(callee)) {
          seen.set(callee);
          left.add(callee);
        }
      }
    }
    return true;
  }
}
