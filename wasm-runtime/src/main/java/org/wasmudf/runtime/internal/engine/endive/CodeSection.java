package org.wasmudf.runtime.internal.engine.endive;

import java.io.ByteArrayOutputStream;

/**
 * What this engine changes in a module's code section, on bytes. Function indices stay.
 *
 * <p>Layout: WebAssembly Core Specification 2.0, section 5.5.
 */
final class CodeSection {
  private static final int HEADER = 8;
  private static final int CODE = 10;
  private static final int CALL = 0x10;
  private static final int CALL_INDIRECT = 0x11;

  /** A body that long gets a check although it calls nothing: it may take long by itself. */
  private static final int LONG_BODY = 4096;

  /**
   * {@code block loop i32.const 1 br_table 0 1 end end}: goes straight on. The engine looks at the
   * thread's interrupt flag before each br_table that names a loop around it, and before backward
   * branches, but not at the entry of functions, so that a recursion without loops never would.
   */
  private static final byte[] CHECK = {
    0x02, 0x40, 0x03, 0x40, 0x41, 0x01, 0x0e, 0x01, 0x00, 0x01, 0x0b, 0x0b
  };

  /** No locals, {@code unreachable end}. */
  private static final byte[] EMPTY_BODY = {0x00, 0x00, 0x0b};

  private final byte[] module;
  private int at = HEADER;

  private CodeSection(byte[] module) {
    this.module = module;
  }

  /**
   * The module with an interrupt check at the entry of each function that may call another one, so
   * that between two checks only a bounded amount of straight code runs.
   */
  static byte[] withInterruptChecks(byte[] module) {
    return new CodeSection(module).rewrite(true);
  }

  /**
   * The module with empty function bodies: all that is needed to make instances of code that is
   * compiled already, at a fraction of the heap that decoded instructions take.
   */
  static byte[] withoutBodies(byte[] module) {
    return new CodeSection(module).rewrite(false);
  }

  private byte[] rewrite(boolean keepBodies) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(module.length + module.length / 8);
    out.write(module, 0, HEADER);
    while (at < module.length) {
      int start = at;
      int id = module[at++];
      int size = unsigned();
      int end = at + size;
      if (id == CODE) {
        byte[] section = bodies(keepBodies);
        out.write(CODE);
        writeUnsigned(out, section.length);
        out.write(section, 0, section.length);
      } else {
        out.write(module, start, end - start);
      }
      at = end;
    }
    return out.toByteArray();
  }

  private byte[] bodies(boolean keep) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int count = unsigned();
    writeUnsigned(out, count);
    for (int i = 0; i < count; i++) {
      int size = unsigned();
      int start = at;
      int end = at + size;
      if (!keep) {
        writeUnsigned(out, EMPTY_BODY.length);
        out.write(EMPTY_BODY, 0, EMPTY_BODY.length);
      } else {
        int code = skipLocals();
        boolean check = mayCall(code, end);
        writeUnsigned(out, size + (check ? CHECK.length : 0));
        out.write(module, start, code - start);
        if (check) {
          out.write(CHECK, 0, CHECK.length);
        }
        out.write(module, code, end - code);
      }
      at = end;
    }
    return out.toByteArray();
  }

  /** True for every body that holds a call, and for a few that only hold such a byte. */
  private boolean mayCall(int from, int to) {
    if (to - from > LONG_BODY) {
      return true;
    }
    for (int i = from; i < to; i++) {
      if (module[i] == CALL || module[i] == CALL_INDIRECT) {
        return true;
      }
    }
    return false;
  }

  private int skipLocals() {
    for (int groups = unsigned(); groups > 0; groups--) {
      unsigned();
      at++;
    }
    return at;
  }

  private int unsigned() {
    int value = 0;
    int shift = 0;
    int next;
    do {
      next = module[at++];
      value |= (next & 0x7f) << shift;
      shift += 7;
    } while (next < 0);
    return value;
  }

  private static void writeUnsigned(ByteArrayOutputStream out, int value) {
    int rest = value;
    while ((rest & ~0x7f) != 0) {
      out.write((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }
}
