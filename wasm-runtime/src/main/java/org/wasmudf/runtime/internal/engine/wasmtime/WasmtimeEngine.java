package org.wasmudf.runtime.internal.engine.wasmtime;

import org.jspecify.annotations.Nullable;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.GuestException.Kind;
import org.wasmudf.runtime.internal.engine.CompiledModule;
import org.wasmudf.runtime.internal.engine.WasmEngine;
import org.wasmudf.runtime.internal.module.ModuleReader;

/**
 * The engine for guests that are trusted: it has SIMD and takes functions of any size. This class
 * names none of the library's, so that it loads where the library is not.
 */
public final class WasmtimeEngine implements WasmEngine {
  private static final String COORDINATE = "io.github.kawamuray.wasmtime:wasmtime-java:0.19.0";
  private static final String LIBRARY_CLASS = "io.github.kawamuray.wasmtime.Engine";

  private static @Nullable WasmtimeEngine instance;

  private WasmtimeEngine() {}

  /**
   * Finds and loads the library.
   *
   * @throws GuestException ENGINE where it is not on the class path or does not run here
   */
  public static synchronized WasmtimeEngine instance() throws GuestException {
    WasmtimeEngine engine = instance;
    if (engine == null) {
      load();
      engine = new WasmtimeEngine();
      instance = engine;
    }
    return engine;
  }

  private static void load() throws GuestException {
    try {
      ClassLoader classes = WasmtimeEngine.class.getClassLoader();
      boolean cached = NativeLibrary.load(Class.forName(NativeLibrary.LOADER, true, classes));
      Class.forName(LIBRARY_CLASS, true, classes);
      if (!cached) {
        NativeFile.delete();
      }
    } catch (ClassNotFoundException e) {
      throw new GuestException(
          Kind.ENGINE,
          "The engine wasmtime is not on the class path. Add "
              + COORDINATE
              + ", or use engine=endive.",
          e);
    } catch (LinkageError | RuntimeException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new GuestException(
          Kind.ENGINE,
          "The engine wasmtime ("
              + COORDINATE
              + ") cannot be loaded here: "
              + cause
              + ". It needs slf4j-api, a writable folder for temporary files, Linux with glibc,"
              + " macOS or Windows on x86_64 or Linux or macOS on aarch64, and where the JVM denies"
              + " native access --enable-native-access=ALL-UNNAMED. Or use engine=endive.",
          e);
    }
  }

  @Override
  public String id() {
    return "wasmtime 7.0.1 (wasmtime-java 0.19.0)";
  }

  @Override
  public boolean simd() {
    return true;
  }

  @Override
  public CompiledModule compile(byte[] module) throws GuestException {
    return WasmtimeModule.compile(ModuleReader.read("guest", module));
  }
}
