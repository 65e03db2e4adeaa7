package org.wasmudf.store;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes the DDL that registers a function: {@code SHOW CREATE FUNCTION}, and the create_sql
 * columns of {@code wasmudf.functions} and {@code wasmudf.exports}.
 */
public final class DdlText {
  /** Words that would be read as a clause of the statement where a name stands. */
  private static final Set<String> KEYWORDS =
      Set.of(
          "abi",
          "aggregate",
          "arguments",
          "as",
          "from",
          "function",
          "functions",
          "if",
          "language",
          "module",
          "not",
          "null",
          "or",
          "replace",
          "returns",
          "table",
          "temporary",
          "window");

  private DdlText() {}

  /** The name as DDL takes it: in double quotes where it is no plain word. */
  public static String identifier(String name) {
    return isPlain(name) && !KEYWORDS.contains(name.toLowerCase(Locale.ROOT))
        ? name
        : "\"" + name.replace("\"", "\"\"") + "\"";
  }

  /** The text as a literal in single quotes. */
  public static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /**
   * The statement that registers this function again, on one line and without a closing semicolon.
   * It names the module by its hash too, so that it fails rather than binds another version.
   */
  public static String createFunction(FunctionDefinition function) {
    StringBuilder text = new StringBuilder("CREATE ");
    if (function.temporary()) {
      text.append("TEMPORARY ");
    }
    if (function.kind() != FunctionKind.SCALAR) {
      text.append(function.kind().name()).append(' ');
    }
    appendHead(text, function.name(), function.signature(), function.shadows());
    appendSource(text, function.module(), function.export(), function.signature());
    appendProperties(text, function.abi(), function.volatility(), function.nullHandling());
    if (function.parallelSafe()) {
      text.append(" PARALLEL SAFE");
    }
    text.append(" SHA256_HASH ").append(literal(function.moduleHash().hex()));
    String separator = " SETTINGS ";
    for (Map.Entry<String, String> setting : function.settings().entrySet()) {
      text.append(separator).append(identifier(setting.getKey())).append(" = ");
      text.append(value(setting.getValue()));
      separator = ", ";
    }
    String comment = function.comment();
    if (comment != null) {
      text.append(" COMMENT ").append(literal(comment));
    }
    return text.toString();
  }

  /** The statement that registers the function of a module's own signature line. */
  public static String createFunction(SignatureLine line, String module) {
    StringBuilder text = new StringBuilder("CREATE ");
    appendHead(text, line.name(), line.signature(), false);
    appendSource(text, module, line.export(), line.signature());
    appendProperties(text, line.abi(), line.volatility(), line.nullHandling());
    return text.toString();
  }

  private static void appendHead(
      StringBuilder text, String name, FunctionSignature signature, boolean shadows) {
    text.append("FUNCTION ").append(identifier(name)).append(signature.argumentsSql());
    text.append(shadows ? " OR SHADOW" : "").append(" LANGUAGE WASM");
  }

  private static void appendSource(
      StringBuilder text, String module, String export, FunctionSignature signature) {
    text.append(" FROM ").append(literal(module)).append(" :: ").append(literal(export));
    text.append(" RETURNS ").append(signature.returns().sql());
  }

  static void appendProperties(
      StringBuilder text,
      @Nullable Abi abi,
      @Nullable Volatility volatility,
      @Nullable NullHandling nulls) {
    if (abi != null) {
      text.append(" ABI ").append(abi.name());
    }
    if (volatility != null) {
      text.append(' ').append(volatility.name());
    }
    if (nulls != null) {
      text.append(
          switch (nulls) {
            case RETURNS_NULL_ON_NULL_INPUT -> " RETURNS NULL ON NULL INPUT";
            case CALLED_ON_NULL_INPUT -> " CALLED ON NULL INPUT";
          });
    }
  }

  private static String value(String value) {
    boolean digits = !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits || isPlain(value) ? value : literal(value);
  }

  private static boolean isPlain(String name) {
    if (name.isEmpty() || !SqlScanner.isWordStart(name.charAt(0))) {
      return false;
    }
    for (int i = 1; i < name.length(); i++) {
      if (!SqlScanner.isWordPart(name.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
