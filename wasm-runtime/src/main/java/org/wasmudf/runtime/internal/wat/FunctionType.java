package org.wasmudf.runtime.internal.wat;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The type of a function or block: its parameters and results, in order. */
record FunctionType(List<ValueType> params, List<ValueType> results) {
  FunctionType {
    params = List.copyOf(params);
    results = List.copyOf(results);
  }

  // Written out because the generated methods cost 20 ms of a fresh JVM's first call.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FunctionType type
        && params.equals(type.params)
        && results.equals(type.results);
  }

  @Override
  public int hashCode() {
    return 31 * params.hashCode() + results.hashCode();
  }

  void write(ByteWriter out) {
    out.u8(0x60);
    write(params, out);
    write(results, out);
  }

  private static void write(List<ValueType> types, ByteWriter out) {
    out.u32(types.size());
    for (ValueType type : types) {
      out.u8(type.code());
    }
  }

  /** As the specification writes it: {@code [i32 i64] -> [i32]}. */
  @Override
  public String toString() {
    return Cursor.shorten(shown(params) + " -> " + shown(results));
  }

  private static String shown(List<ValueType> types) {
    return types.stream().map(ValueType::toString).collect(Collectors.joining(" ", "[", "]"));
  }
}
