package org.wasmudf.jdbc.internal.options;

import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wasmudf.runtime.EngineChoice;

/** Every option: what getPropertyInfo tells, what the README's table says, and how it is read. */
@SuppressWarnings("ImmutableEnumChecker") // the parsers are functions without state
public enum DriverOption {
  STORE(
      "store",
      "env `WASMUDF_STORE`, else `.wasmudf` in the user's home",
      "folder",
      true,
      "Where modules and functions are registered.",
      text -> text),
  ENGINE(
      "engine",
      "auto",
      "auto, endive, wasmtime",
      true,
      "Which engine runs guests; auto is Endive.",
      text -> OptionValues.choice(EngineChoice.class, text)),
  DRIVER(
      "driver",
      "found",
      "class that implements java.sql.Driver",
      false,
      "The target's driver.",
      text -> text),
  POLICY(
      "policy",
      "none",
      "not supported by this version",
      false,
      "What guests may do.",
      text -> OptionValues.only(text, "none")),
  DDL(
      "ddl",
      "on",
      "on, temporary, off",
      false,
      "Which of our DDL statements may run; temporary allows only TEMPORARY functions.",
      text -> OptionValues.choice(DdlMode.class, text)),
  FILES(
      "files",
      "none",
      "folders, separated as in a class path",
      false,
      "Folders that FROM FILE may read.",
      OptionValues::folders),
  INIT(
      "init",
      "none",
      "SQL statements, or file:path",
      false,
      "Script that each new connection runs first.",
      text -> text),
  CATALOG_HASH(
      "catalog_hash",
      "none",
      "64 hex digits",
      true,
      "Refuses the connection when the catalog differs.",
      OptionValues::hash),
  MAX_MEMORY(
      "max_memory",
      "64 MiB",
      "size",
      true,
      "Per instance, all memories and tables together; the URL can only lower it.",
      OptionValues::bytes),
  MAX_TOTAL_MEMORY(
      "max_total_memory",
      "25 % of the heap",
      "size, or % of the heap",
      false,
      "All instances of the JVM, and materialised results.",
      OptionValues::bytes),
  MAX_FUEL(
      "max_fuel",
      "0",
      "0 (off); more is not supported by this version",
      true,
      "Instructions per row.",
      text -> OptionValues.only(text, "0")),
  MAX_CALL_TIME(
      "max_call_time",
      "30 s",
      "time",
      true,
      "Time without a finished row after which a guest is stopped.",
      OptionValues::time),
  MAX_INSTANCES(
      "max_instances",
      "processors",
      "1 to 1024",
      true,
      "Instances per function and statement.",
      OptionValues::instances),
  BATCH_ROWS(
      "batch_rows",
      "8192",
      "1 to 1048576",
      true,
      "Rows of a batch.",
      text -> OptionValues.count(text, 1, 1 << 20)),
  UPLOAD(
      "upload",
      "auto",
      "auto; others are not supported by this version",
      true,
      "How values are sent back to the target.",
      text -> OptionValues.only(text, "auto")),
  CASE_SENSITIVE(
      "case_sensitive",
      "false",
      "true, false",
      true,
      "Whether the case of function names counts.",
      OptionValues::flag);

  /** What the names of our Properties begin with. */
  public static final String PREFIX = "wasmudf.";

  private final String key;
  private final String defaultText;
  private final String values;
  private final boolean inUrl;
  private final String description;
  private final Function<String, Object> parser;

  DriverOption(
      String key,
      String defaultText,
      String values,
      boolean inUrl,
      String description,
      Function<String, Object> parser) {
    this.key = key;
    this.defaultText = defaultText;
    this.values = values;
    this.inUrl = inUrl;
    this.description = description;
    this.parser = parser;
  }

  /** The name in the URL's bracket. */
  public String key() {
    return key;
  }

  /** The name among Properties. */
  public String property() {
    return PREFIX + key;
  }

  /** The default as documentation states it. */
  public String defaultText() {
    return defaultText;
  }

  /** Whether the URL's bracket may hold it. */
  public boolean inUrl() {
    return inUrl;
  }

  /** What it does, and its values. */
  public String description() {
    return description + " Values: " + values + ". Default: " + defaultText.replace("`", "") + ".";
  }

  /** The values to choose from, null where they cannot be listed. */
  public String @Nullable [] choices() {
    return switch (this) {
      case ENGINE, DDL, CASE_SENSITIVE -> values.split(", ", -1);
      case STORE,
          DRIVER,
          POLICY,
          FILES,
          INIT,
          CATALOG_HASH,
          MAX_MEMORY,
          MAX_TOTAL_MEMORY,
          MAX_FUEL,
          MAX_CALL_TIME,
          MAX_INSTANCES,
          BATCH_ROWS,
          UPLOAD ->
          null;
    };
  }

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException with a message that names option, value and what is expected
   */
  <T> T parse(Class<T> type, String text) {
    try {
      return type.cast(parser.apply(text.trim()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Option %s: \"%s\" %s.".formatted(key, text, e.getMessage()), e);
    }
  }

  /** The option of this name, or null. */
  static @Nullable DriverOption of(String key) {
    for (DriverOption option : values()) {
      if (option.key.equals(key)) {
        return option;
      }
    }
    return null;
  }

  /** The option whose name is nearest to this one. */
  static DriverOption nearest(String key) {
    DriverOption nearest = STORE;
    int least = Integer.MAX_VALUE;
    for (DriverOption option : values()) {
      int distance = distance(key, option.key);
      if (distance < least) {
        least = distance;
        nearest = option;
      }
    }
    return nearest;
  }

  /** Levenshtein's distance, with case and underscores left out. */
  private static int distance(String a, String b) {
    String left = a.replace("_", "").toLowerCase(java.util.Locale.ROOT);
    String right = b.replace("_", "");
    int[] row = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int substituted = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[right.length()];
  }

  /** The table of the README, in Markdown. */
  public static String markdownTable() {
    return Stream.of(values())
        .map(
            option ->
                "| %s | %s | %s | %s | %s |"
                    .formatted(
                        option.key,
                        option.defaultText,
                        option.values,
                        option.inUrl ? "yes" : "no",
                        option.description))
        .collect(
            Collectors.joining(
                "\n",
                "| option | default | values | in the URL | what it does |\n|---|---|---|---|---|\n",
                "\n"));
  }
}
