package org.wasmudf.runtime.internal.engine;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.internal.engine.endive.EndiveEngine;
import org.wasmudf.runtime.internal.engine.wasmtime.WasmtimeEngine;
import org.wasmudf.runtime.internal.wat.WatAssembler;
import org.wasmudf.runtime.internal.wat.WatSyntaxException;

/** The engines that tests run on; also the way from WAT to a running guest. */
public enum Engine {
  ENDIVE,
  WASMTIME;

  public WasmEngine get() {
    return switch (this) {
      case ENDIVE -> EndiveEngine.instance();
      case WASMTIME -> wasmtime();
    };
  }

  private static WasmEngine wasmtime() {
    try {
      return WasmtimeEngine.instance();
    } catch (GuestException e) {
      throw new AssertionError(e);
    }
  }

  public CompiledModule compile(String wat) throws GuestException {
    return get().compile(assemble(wat));
  }

  public GuestInstance instantiate(String wat, HostFunction... imports) throws GuestException {
    return compile(wat).instantiate(List.of(imports), instance -> {});
  }

  public static byte[] assemble(String wat) {
    try {
      return WatAssembler.assemble(wat);
    } catch (WatSyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** What the guest's call ends with. */
  public static GuestException failure(GuestInstance guest, String export, long... arguments) {
    return assertThrows(GuestException.class, () -> guest.call(export, arguments));
  }
}
