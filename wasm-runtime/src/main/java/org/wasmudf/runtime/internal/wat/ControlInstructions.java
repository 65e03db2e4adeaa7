package org.wasmudf.runtime.internal.wat;

import static org.wasmudf.runtime.internal.wat.Instruction.bulk;
import static org.wasmudf.runtime.internal.wat.Instruction.plain;

import java.util.List;

/**
 * Control, reference, parametric, variable and table instructions (Core Specification 2.0, sections
 * 5.4.1 to 5.4.5; tail calls from the proposal of that name). Blocks are not plain instructions and
 * so not here.
 */
final class ControlInstructions {
  private ControlInstructions() {}

  static List<Instruction> all() {
    return List.of(
        plain(0x00, "unreachable", Immediates.NONE),
        plain(0x01, "nop", Immediates.NONE),
        plain(0x0C, "br", Immediates.LABEL),
        plain(0x0D, "br_if", Immediates.LABEL),
        plain(0x0E, "br_table", Immediates.LABEL_TABLE),
        plain(0x0F, "return", Immediates.NONE),
        plain(0x10, "call", Immediates.FUNCTION),
        plain(0x11, "call_indirect", Immediates.INDIRECT_CALL),
        plain(0x12, "return_call", Immediates.FUNCTION),
        plain(0x13, "return_call_indirect", Immediates.INDIRECT_CALL),
        plain(0x1A, "drop", Immediates.NONE),
        plain(0x1B, "select", Immediates.RESULT_TYPES),
        plain(0x20, "local.get", Immediates.LOCAL),
        plain(0x21, "local.set", Immediates.LOCAL),
        plain(0x22, "local.tee", Immediates.LOCAL),
        plain(0x23, "global.get", Immediates.GLOBAL),
        plain(0x24, "global.set", Immediates.GLOBAL),
        plain(0x25, "table.get", Immediates.TABLE),
        plain(0x26, "table.set", Immediates.TABLE),
        bulk(12, "table.init", Immediates.TABLE_ELEMENTS),
        bulk(13, "elem.drop", Immediates.ELEMENTS),
        bulk(14, "table.copy", Immediates.TABLE_TABLE),
        bulk(15, "table.grow", Immediates.TABLE),
        bulk(16, "table.size", Immediates.TABLE),
        bulk(17, "table.fill", Immediates.TABLE),
        plain(0xD0, "ref.null", Immediates.HEAP_TYPE),
        plain(0xD1, "ref.is_null", Immediates.NONE),
        plain(0xD2, "ref.func", Immediates.FUNCTION));
  }
}
