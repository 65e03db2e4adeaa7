package org.wasmudf.runtime.internal.abi;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.internal.engine.GuestInstance;
import org.wasmudf.runtime.internal.engine.GuestMemory;
import org.wasmudf.runtime.internal.engine.ValType;
import org.wasmudf.runtime.internal.module.FunctionType;
import org.wasmudf.runtime.internal.module.GlobalType;
import org.wasmudf.runtime.internal.module.ParsedModule;
import org.wasmudf.runtime.internal.rewrite.AppendedFunction;
import org.wasmudf.runtime.internal.rewrite.CodeWriter;
import org.wasmudf.runtime.internal.rewrite.CodeWriter.Access;

/**
 * Resets instances of an engine that has no reset of its own: memory by copies, globals by two
 * functions that are appended to the module. Ten times cheaper than a new instance on wasmtime.
 */
final class StateImage {
  private static final String SAVE = AppendedFunction.PREFIX + "save";
  private static final String LOAD = AppendedFunction.PREFIX + "load";
  private static final int SLOT = 16;

  private final byte[] memory;
  private final long memoryBytes;
  private final long areaStart;
  private final long areaEnd;
  private final byte[] globals;

  private StateImage(GuestInstance instance, HostArea area, int globalBytes) throws GuestException {
    GuestMemory source = instance.memory();
    memoryBytes = source.size();
    areaStart = area.address();
    areaEnd = area.address() + area.bytes();
    globals = new byte[globalBytes];
    if (globalBytes > 0) {
      instance.callBatch(SAVE, (int) areaStart);
      source.read(areaStart, globals, 0, globalBytes);
    }
    // The host's own area is written anew for each batch.
    memory = new byte[(int) (memoryBytes - (areaEnd - areaStart))];
    source.read(0, memory, 0, (int) areaStart);
    source.read(areaEnd, memory, (int) areaStart, (int) (memoryBytes - areaEnd));
  }

  /**
   * Bytes of the area that {@link #take} needs, or -1 where the module has state beyond its reach.
   */
  static int globalBytes(ParsedModule module) {
    if (module.code().changesTables()) {
      return -1;
    }
    int bytes = 0;
    for (GlobalType global : module.globals()) {
      if (global.mutable() && access(global.value(), true) == null) {
        return -1;
      }
      bytes += global.mutable() ? SLOT : 0;
    }
    return bytes;
  }

  /** The functions that save and load the globals; none where there are no mutable ones. */
  static List<AppendedFunction> appended(ParsedModule module) {
    if (globalBytes(module) <= 0) {
      return List.of();
    }
    return List.of(globals(module, SAVE, true), globals(module, LOAD, false));
  }

  private static AppendedFunction globals(ParsedModule module, String name, boolean save) {
    CodeWriter code = new CodeWriter(1);
    List<Integer> mutable = new ArrayList<>();
    for (int i = 0; i < module.globals().size(); i++) {
      GlobalType global = module.globals().get(i);
      Access access = access(global.value(), save);
      if (!global.mutable() || access == null) {
        continue;
      }
      int offset = mutable.size() * SLOT;
      mutable.add(i);
      code.get(0);
      if (save) {
        code.globalGet(i).access(access, offset);
      } else {
        code.access(access, offset).globalSet(i);
      }
    }
    return new AppendedFunction(
        name, new FunctionType(List.of(ValType.I32), List.of()), code.body());
  }

  private static @Nullable Access access(ValType type, boolean store) {
    return switch (type) {
      case I32 -> store ? Access.I32_STORE : Access.I32_LOAD;
      case I64 -> store ? Access.I64_STORE : Access.I64_LOAD;
      case F32 -> store ? Access.F32_STORE : Access.F32_LOAD;
      case F64 -> store ? Access.F64_STORE : Access.F64_LOAD;
      case V128 -> store ? Access.V128_STORE : Access.V128_LOAD;
      case FUNCREF, EXTERNREF -> null;
    };
  }

  /**
   * Remembers an instance.
   *
   * @param globalBytes what {@link #globalBytes} gave; the area has at least so many
   */
  static StateImage take(GuestInstance instance, HostArea area, int globalBytes)
      throws GuestException {
    return new StateImage(instance, area, globalBytes);
  }

  /** Bytes that it holds. */
  long bytes() {
    return memory.length;
  }

  /** Puts the instance back; false where its memory has grown, which cannot be undone. */
  boolean restore(GuestInstance instance) throws GuestException {
    GuestMemory target = instance.memory();
    if (target.size() != memoryBytes) {
      return false;
    }
    target.write(0, memory, 0, (int) areaStart);
    target.write(areaEnd, memory, (int) areaStart, (int) (memoryBytes - areaEnd));
    if (globals.length > 0) {
      target.write(areaStart, globals, 0, globals.length);
      instance.callBatch(LOAD, (int) areaStart);
    }
    return true;
  }
}
