package org.wasmudf.runtime.internal.host;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.GuestException.Kind;
import org.wasmudf.runtime.internal.engine.GuestMemory;
import org.wasmudf.runtime.internal.engine.HostFunction;
import org.wasmudf.runtime.internal.engine.ValType;
import org.wasmudf.runtime.internal.module.FunctionType;

/** The functions that a guest may import: {@code env}, {@code wasmudf} and WASI preview 1. */
public final class HostImports {
  private static final int MOST_NAME = 1 << 10;

  /** All of them by {@code module.name}, in the order of their modules. */
  private static final Map<String, FunctionType> TYPES = types();

  private HostImports() {}

  /** The type of a function that every guest may import, or null where there is none. */
  public static @Nullable FunctionType type(String module, String name) {
    return TYPES.get(module + "." + name);
  }

  /**
   * What can be imported from a module, for messages: empty for a module that is not given at all.
   */
  public static List<String> names(String module) {
    return TYPES.keySet().stream()
        .filter(name -> name.startsWith(module + "."))
        .map(name -> name.substring(module.length() + 1))
        .toList();
  }

  /** The modules from which functions can be imported. */
  public static List<String> modules() {
    return List.of("env", "wasmudf", Wasi.MODULE);
  }

  /** The functions for one instance. */
  public static List<HostFunction> all(HostState state) {
    List<HostFunction> functions = new ArrayList<>();
    functions.add(function("env", "abort", 4, (memory, in) -> abort(memory, in)));
    functions.add(function("wasmudf", "log", 3, (memory, in) -> log(state, memory, in)));
    functions.add(function("wasmudf", "error", 2, (memory, in) -> error(state, memory, in)));
    functions.addAll(new Wasi(state).functions());
    return functions;
  }

  private static Map<String, FunctionType> types() {
    Map<String, FunctionType> types = new LinkedHashMap<>();
    for (HostFunction function : all(new HostState())) {
      types.put(
          function.module() + "." + function.name(),
          new FunctionType(function.parameters(), function.results()));
    }
    return types;
  }

  private static HostFunction function(
      String module, String name, int parameters, HostFunction.Body body) {
    return new HostFunction(
        module,
        name,
        Stream.generate(() -> ValType.I32).limit(parameters).toList(),
        List.of(),
        body);
  }

  /** AssemblyScript's {@code abort(message, file, line, column)}; each text may be null. */
  private static long abort(GuestMemory memory, long[] in) throws GuestException {
    StringBuilder text = new StringBuilder("aborted");
    if (in[0] != 0) {
      text.append(": ").append(GuestText.utf16(memory, (int) in[0], HostState.MOST_TEXT));
    }
    if (in[1] != 0) {
      text.append(" (")
          .append(GuestText.utf16(memory, (int) in[1], MOST_NAME))
          .append(':')
          .append(Integer.toUnsignedString((int) in[2]))
          .append(':')
          .append(Integer.toUnsignedString((int) in[3]))
          .append(')');
    }
    throw new GuestException(Kind.GUEST_ERROR, text.toString());
  }

  /** {@code log(level, text, length)} with level 0 debug, 1 info, 2 warning, 3 error. */
  private static long log(HostState state, GuestMemory memory, long[] in) {
    System.Logger.Level level =
        switch ((int) in[0]) {
          case 0 -> System.Logger.Level.DEBUG;
          case 1 -> System.Logger.Level.INFO;
          case 2 -> System.Logger.Level.WARNING;
          default -> System.Logger.Level.ERROR;
        };
    state.log(level, GuestText.utf8(memory, (int) in[1], (int) in[2], HostState.MOST_TEXT));
    return 0;
  }

  private static long error(HostState state, GuestMemory memory, long[] in) {
    state.error(GuestText.utf8(memory, (int) in[0], (int) in[1], HostState.MOST_TEXT));
    return 0;
  }
}
