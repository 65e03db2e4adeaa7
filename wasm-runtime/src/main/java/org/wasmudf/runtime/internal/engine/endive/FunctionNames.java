package org.wasmudf.runtime.internal.engine.endive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.ExternalType;

/** Turns the Java stack of a compiled guest into its WebAssembly call stack. */
final class FunctionNames {
  private static final int MOST_FRAMES = 10;
  private static final String METHOD = "func_";

  private final Map<Integer, String> names = new HashMap<>();

  FunctionNames(WasmModule module) {
    for (int i = 0; i < module.exportSection().exportCount(); i++) {
      var export = module.exportSection().getExport(i);
      if (export.exportType() == ExternalType.FUNCTION) {
        names.putIfAbsent(export.index(), export.name());
      }
    }
    var section = module.nameSection();
    if (section != null) {
      int functions =
          module.importSection().count(ExternalType.FUNCTION)
              + module.functionSection().functionCount();
      for (int i = 0; i < functions; i++) {
        String name = section.nameOfFunction(i);
        if (name != null && !name.isEmpty()) {
          names.put(i, name);
        }
      }
    }
  }

  List<String> frames(Throwable failure) {
    List<String> frames = new ArrayList<>();
    for (StackTraceElement element : failure.getStackTrace()) {
      if (element.getClassName().startsWith(EndiveEngine.CLASS_NAME)
          && element.getMethodName().startsWith(METHOD)
          && frames.size() < MOST_FRAMES) {
        int function = Integer.parseInt(element.getMethodName().substring(METHOD.length()));
        frames.add(names.getOrDefault(function, "function[" + function + "]"));
      }
    }
    return frames;
  }
}
