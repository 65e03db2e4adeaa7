package org.wasmudf.runtime.internal.wat;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names that instructions had before the format was settled in 2019; old tutorials use them. */
final class LegacyWords {
  private static final Map<String, String> RENAMED =
      Map.ofEntries(
          Map.entry("get_local", "local.get"),
          Map.entry("set_local", "local.set"),
          Map.entry("tee_local", "local.tee"),
          Map.entry("get_global", "global.get"),
          Map.entry("set_global", "global.set"),
          Map.entry("current_memory", "memory.size"),
          Map.entry("grow_memory", "memory.grow"));

  private LegacyWords() {}

  /** Today's name of an instruction, or null where {@code word} is no old name. */
  static @Nullable String instruction(String word) {
    String renamed = RENAMED.get(word);
    if (renamed != null) {
      return renamed;
    }
    // Conversions: i32.wrap/i64, i64.trunc_u/f64, i32.trunc_s:sat/f32.
    int slash = word.indexOf('/');
    if (slash < 0) {
      return null;
    }
    String operation =
        word.substring(0, slash).replace("_s:sat", "_sat_s").replace("_u:sat", "_sat_u");
    String source = word.substring(slash + 1);
    boolean signed = operation.endsWith("_s") || operation.endsWith("_u");
    int suffix = signed ? operation.length() - 2 : operation.length();
    String today = operation.substring(0, suffix) + "_" + source + operation.substring(suffix);
    return InstructionSet.find(today) == null ? null : today;
  }
}
