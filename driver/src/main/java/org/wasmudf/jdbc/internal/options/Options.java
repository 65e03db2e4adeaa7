package org.wasmudf.jdbc.internal.options;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;
import org.wasmudf.runtime.EngineChoice;
import org.wasmudf.runtime.RuntimeOptions;
import org.wasmudf.store.Hash;

/**
 * What a connection was opened with; fixed from then on.
 *
 * @param store the folder or bundle as named, null where neither a home nor an option names one
 * @param driver class of the target's driver, null to look for one
 * @param files folders that FROM FILE may read, absolute
 * @param init SQL statements, or {@code file:path}; null for none
 * @param catalogHash what the catalog must hash to, null for no check
 * @param settings every option with its value and where it came from, in the order of the table
 */
public record Options(
    @Nullable String store,
    EngineChoice engine,
    @Nullable String driver,
    DdlMode ddl,
    List<Path> files,
    @Nullable String init,
    @Nullable Hash catalogHash,
    long maxMemoryBytes,
    long maxTotalMemoryBytes,
    Duration maxCallTime,
    int maxInstances,
    int batchRows,
    boolean caseSensitive,
    List<Setting> settings) {
  private static final String STORE_VARIABLE = "WASMUDF_STORE";
  private static final String POLICY_VARIABLE = "WASMUDF_POLICY";

  public Options {
    files = List.copyOf(files);
    settings = List.copyOf(settings);
  }

  /** All options at their defaults. */
  public static Options defaults() throws SQLException {
    return read(Map.of(), new Properties(), System::getenv);
  }

  /** The options of a connection; see {@link #read}. */
  public static Options of(Map<String, String> url, Properties info) throws SQLException {
    return read(url, info, System::getenv);
  }

  /**
   * Reads URL, Properties and environment; writes to none of them.
   *
   * @param url what the URL's bracket says
   * @param info the caller's Properties, of which those that begin with {@code wasmudf.} are ours
   * @throws SQLException 22023 naming option, value, rule and remedy
   */
  static Options read(Map<String, String> url, Properties info, UnaryOperator<String> environment)
      throws SQLException {
    Map<DriverOption, String> fromUrl = fromUrl(url);
    Map<DriverOption, String> fromProperties = fromProperties(info);
    Map<DriverOption, String> values = new EnumMap<>(DriverOption.class);
    List<Setting> settings = new ArrayList<>();
    for (DriverOption option : DriverOption.values()) {
      String inUrl = fromUrl.get(option);
      String property = fromProperties.get(option);
      if (inUrl != null && property != null && !inUrl.equals(property)) {
        throw invalid(
            "Option %s is \"%s\" in the URL and \"%s\" in the property %s. Remove one."
                .formatted(option.key(), inUrl, property, option.property()));
      }
      String value = property != null ? property : inUrl;
      String source = property != null ? "property" : inUrl != null ? "url" : "default";
      if (value == null && option == DriverOption.STORE) {
        value = environment.apply(STORE_VARIABLE);
        source = value != null ? "environment" : "default";
        value = value != null ? value : homeStore();
      }
      if (value != null) {
        values.put(option, value.trim());
      }
      settings.add(
          new Setting(
              option.key(),
              value != null ? value.trim() : option.defaultText().replace("`", ""),
              source));
    }
    if (environment.apply(POLICY_VARIABLE) != null) {
      throw invalid(
          "Option policy is not supported by this version, but the environment variable %s is set. Unset it."
              .formatted(POLICY_VARIABLE));
    }
    try {
      return typed(values, inUrlOnly(fromUrl, fromProperties), settings);
    } catch (IllegalArgumentException e) {
      throw SqlErrors.of(SqlState.INVALID_OPTION, String.valueOf(e.getMessage()), e);
    }
  }

  private static Options typed(
      Map<DriverOption, String> values, boolean memoryFromUrl, List<Setting> settings) {
    long memoryDefault = OptionValues.bytes(DriverOption.MAX_MEMORY.defaultText());
    long memory = parse(values, DriverOption.MAX_MEMORY, Long.class);
    if (memoryFromUrl && memory > memoryDefault) {
      throw new IllegalArgumentException(
          "Option max_memory: the URL can only lower it, below %s. Set the property %s to raise it."
              .formatted(
                  DriverOption.MAX_MEMORY.defaultText(), DriverOption.MAX_MEMORY.property()));
    }
    parse(values, DriverOption.POLICY, String.class);
    parse(values, DriverOption.MAX_FUEL, String.class);
    parse(values, DriverOption.UPLOAD, String.class);
    String files = values.get(DriverOption.FILES);
    String catalogHash = values.get(DriverOption.CATALOG_HASH);
    return new Options(
        values.get(DriverOption.STORE),
        parse(values, DriverOption.ENGINE, EngineChoice.class),
        values.get(DriverOption.DRIVER),
        parse(values, DriverOption.DDL, DdlMode.class),
        files == null ? List.of() : folders(files),
        values.get(DriverOption.INIT),
        catalogHash == null ? null : DriverOption.CATALOG_HASH.parse(Hash.class, catalogHash),
        memory,
        parse(values, DriverOption.MAX_TOTAL_MEMORY, Long.class),
        parse(values, DriverOption.MAX_CALL_TIME, Duration.class),
        parse(values, DriverOption.MAX_INSTANCES, Integer.class),
        parse(values, DriverOption.BATCH_ROWS, Integer.class),
        parse(values, DriverOption.CASE_SENSITIVE, Boolean.class),
        settings);
  }

  @SuppressWarnings("unchecked") // the parser of FILES makes a list of paths
  private static List<Path> folders(String text) {
    return (List<Path>) DriverOption.FILES.parse(List.class, text);
  }

  private static <T> T parse(Map<DriverOption, String> values, DriverOption option, Class<T> type) {
    return option.parse(type, values.getOrDefault(option, option.defaultText()));
  }

  private static boolean inUrlOnly(
      Map<DriverOption, String> fromUrl, Map<DriverOption, String> fromProperties) {
    return fromUrl.containsKey(DriverOption.MAX_MEMORY)
        && !fromProperties.containsKey(DriverOption.MAX_MEMORY);
  }

  private static Map<DriverOption, String> fromUrl(Map<String, String> url) throws SQLException {
    Map<DriverOption, String> values = new EnumMap<>(DriverOption.class);
    for (Map.Entry<String, String> entry : url.entrySet()) {
      DriverOption option = known(entry.getKey(), "");
      if (!option.inUrl()) {
        throw invalid(
            "Option %s may not stand in the URL. Set it as the property %s."
                .formatted(option.key(), option.property()));
      }
      values.put(option, entry.getValue());
    }
    return values;
  }

  private static Map<DriverOption, String> fromProperties(Properties info) throws SQLException {
    Map<DriverOption, String> values = new EnumMap<>(DriverOption.class);
    for (String name : info.stringPropertyNames()) {
      if (name.startsWith(DriverOption.PREFIX)) {
        values.put(
            known(name.substring(DriverOption.PREFIX.length()), DriverOption.PREFIX),
            info.getProperty(name));
      }
    }
    return values;
  }

  private static DriverOption known(String name, String prefix) throws SQLException {
    DriverOption option = DriverOption.of(name);
    if (option == null) {
      throw invalid(
          "There is no option %s%s. The nearest is %s%s."
              .formatted(prefix, name, prefix, DriverOption.nearest(name).key()));
    }
    return option;
  }

  /** The folder in the user's home, null where there is no home. */
  private static @Nullable String homeStore() {
    String home = System.getProperty("user.home");
    return home == null || home.isBlank() || home.equals("?")
        ? null
        : Path.of(home, ".wasmudf").toString();
  }

  /** The caller's Properties without ours, for the target's driver. */
  public static Properties forTarget(Properties info) {
    Properties target = new Properties();
    for (String name : info.stringPropertyNames()) {
      target.setProperty(name, info.getProperty(name));
    }
    // Some drivers take values that are no strings.
    target.putAll(info);
    target
        .keySet()
        .removeIf(key -> key instanceof String name && name.startsWith(DriverOption.PREFIX));
    return target;
  }

  /** The limits as the runtime takes them. */
  public RuntimeOptions runtime() {
    return new RuntimeOptions(
        engine, maxMemoryBytes, maxTotalMemoryBytes, maxCallTime, maxInstances);
  }

  private static SQLException invalid(String message) {
    return SqlErrors.of(SqlState.INVALID_OPTION, message);
  }
}
