package org.wasmudf.runtime.internal.engine.endive;

import run.endive.wasm.WasmModule;
import run.endive.wasm.types.FunctionBody;
import run.endive.wasm.types.Instruction;

/**
 * What a module's code can change besides memory and globals.
 *
 * @param changesTables it holds an instruction that writes to a table
 * @param dropsSegments it holds {@code data.drop} or {@code elem.drop}
 */
record Traits(boolean changesTables, boolean dropsSegments) {
  static Traits of(WasmModule module) {
    boolean tables = false;
    boolean segments = false;
    for (FunctionBody body : module.codeSection().functionBodies()) {
      for (Instruction instruction : body.instructions()) {
        switch (instruction.opcode()) {
          case TABLE_SET, TABLE_GROW, TABLE_FILL, TABLE_COPY, TABLE_INIT -> tables = true;
          case DATA_DROP, ELEM_DROP -> segments = true;
          default -> {}
        }
      }
    }
    return new Traits(tables, segments);
  }
}
