package org.wasmudf.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads SQL types, arguments and argument lists, alone or in the middle of a longer statement.
 *
 * <p>The spellings are those of the README's type table. Words match in any case; only {@code Int8}
 * must be written so, since INT8 has 64 bits in PostgreSQL and 8 in ClickHouse. Where a declaration
 * leaves a number out: VARCHAR, CHAR, VARBINARY and BINARY have no limit, DECIMAL is DECIMAL(38,0)
 * and DECIMAL(p) is DECIMAL(p,0), FLOAT is DOUBLE PRECISION, TIME and TIMESTAMP have microseconds.
 */
public final class SqlTypes {
  private static final int MICROSECONDS = 6;
  private static final int DEFAULT_DECIMAL_PRECISION = 38;
  private static final int MAX_ARRAY_DEPTH = 16;

  /** One spelling per type, for messages and suggestions. */
  private static final List<String> NAMES =
      List.of(
          "BOOLEAN",
          "TINYINT",
          "SMALLINT",
          "INTEGER",
          "BIGINT",
          "UInt8",
          "UInt16",
          "UInt32",
          "UInt64",
          "Int128",
          "UInt128",
          "REAL",
          "DOUBLE",
          "DECIMAL",
          "VARCHAR",
          "TEXT",
          "STRING",
          "VARBINARY",
          "BLOB",
          "DATE",
          "TIME",
          "TIMESTAMP",
          "TIMESTAMPTZ",
          "UUID",
          "JSON",
          "ARRAY");

  private SqlTypes() {}

  /**
   * What was read and where it ends.
   *
   * @param end offset behind the last char that belongs to the value, in the text that was given
   */
  public record Parsed<T>(T value, int end) {}

  /**
   * Reads a text that is one type and nothing else.
   *
   * @throws TypeSyntaxException where it is not
   */
  public static SqlType parse(String text) throws TypeSyntaxException {
    SqlScanner scanner = new SqlScanner(text, 0);
    SqlType type = type(scanner, 0);
    if (!scanner.atEnd()) {
      throw scanner.expected("the end of the type");
    }
    return type;
  }

  /**
   * Reads the type that starts at an offset of a longer text; blanks and comments before it are
   * skipped. What follows the type is the caller's.
   *
   * @throws TypeSyntaxException with offsets into the whole text
   */
  public static Parsed<SqlType> typeAt(String text, int offset) throws TypeSyntaxException {
    SqlScanner scanner = new SqlScanner(text, offset);
    SqlType type = type(scanner, 0);
    return new Parsed<>(type, scanner.position());
  }

  /**
   * Reads an argument list in parentheses, {@code ( [name] type, ... )}, that starts at an offset
   * of a longer text. It may be empty.
   *
   * @throws TypeSyntaxException with offsets into the whole text
   */
  public static Parsed<List<Parameter>> parametersAt(String text, int offset)
      throws TypeSyntaxException {
    SqlScanner scanner = new SqlScanner(text, offset);
    List<Parameter> parameters = parameters(scanner);
    return new Parsed<>(parameters, scanner.position());
  }

  static List<Parameter> parameters(SqlScanner scanner) throws TypeSyntaxException {
    scanner.expect('(');
    List<Parameter> parameters = new ArrayList<>();
    if (scanner.accept(')')) {
      return parameters;
    }
    do {
      int start = scanner.offsetOfNext();
      Parameter parameter = parameter(scanner);
      for (Parameter earlier : parameters) {
        if (parameter.name() != null && parameter.name().equalsIgnoreCase(earlier.name())) {
          throw new TypeSyntaxException(
              "Two arguments have the name \"" + parameter.name() + "\".", start, "another name");
        }
      }
      parameters.add(parameter);
    } while (scanner.accept(','));
    if (!scanner.accept(')')) {
      throw scanner.expected("\",\" or \")\"");
    }
    return parameters;
  }

  /** A word may be an argument's name or its type; it is the type where the argument ends there. */
  private static Parameter parameter(SqlScanner scanner) throws TypeSyntaxException {
    int start = scanner.position();
    TypeSyntaxException noType = null;
    try {
      SqlType type = type(scanner, 0);
      if (!scanner.peekName()) {
        return new Parameter(null, type);
      }
    } catch (TypeSyntaxException e) {
      noType = e;
    }
    scanner.moveTo(start);
    if (!scanner.peekName()) {
      throw scanner.expected("an argument");
    }
    String name = scanner.name("an argument");
    if (noType != null && !scanner.peekName()) {
      throw noType;
    }
    return new Parameter(name, type(scanner, 0));
  }

  static SqlType type(SqlScanner scanner, int depth) throws TypeSyntaxException {
    int start = scanner.offsetOfNext();
    SqlType type = baseType(scanner, depth);
    int arrays = depth;
    while (scanner.accept('[')) {
      scanner.expect(']');
      type = new SqlType.Array(type);
      if (++arrays > MAX_ARRAY_DEPTH) {
        throw tooDeep(start);
      }
    }
    return type;
  }

  private static TypeSyntaxException tooDeep(int start) {
    return new TypeSyntaxException(
        "Arrays nest at most " + MAX_ARRAY_DEPTH + " deep.", start, "a type that nests less deep");
  }

  private static SqlType baseType(SqlScanner scanner, int depth) throws TypeSyntaxException {
    int start = scanner.offsetOfNext();
    String word = scanner.peekWord();
    if (word == null) {
      throw scanner.expected("a type");
    }
    scanner.name("a type");
    if (word.equalsIgnoreCase("int8")) {
      if (word.equals("Int8")) {
        return new SqlType.Int(8, true);
      }
      throw new TypeSyntaxException(
          word + " is 64 bits in PostgreSQL and 8 in ClickHouse; write BIGINT or TINYINT.",
          start,
          "BIGINT or TINYINT");
    }
    return switch (word.toUpperCase(Locale.ROOT)) {
      case "BOOLEAN", "BOOL" -> new SqlType.Bool();
      case "TINYINT" -> new SqlType.Int(8, true);
      case "SMALLINT", "INT2", "INT16" -> new SqlType.Int(16, true);
      case "INTEGER", "INT", "INT4", "INT32" -> new SqlType.Int(32, true);
      case "BIGINT", "INT64" -> new SqlType.Int(64, true);
      case "UINT8" -> new SqlType.Int(8, false);
      case "UINT16" -> new SqlType.Int(16, false);
      case "UINT32" -> new SqlType.Int(32, false);
      case "UINT64" -> new SqlType.Int(64, false);
      case "INT128" -> new SqlType.Int128(true);
      case "UINT128" -> new SqlType.Int128(false);
      case "REAL", "FLOAT4", "FLOAT32" -> new SqlType.FloatingPoint(32);
      case "FLOAT8", "FLOAT64" -> new SqlType.FloatingPoint(64);
      case "DOUBLE" -> {
        scanner.acceptWords("PRECISION");
        yield new SqlType.FloatingPoint(64);
      }
      // ISO 9075-2: p counts binary digits; IEEE 754 single has 24 and double 53.
      case "FLOAT" ->
          new SqlType.FloatingPoint(bounded(scanner, "FLOAT", 1, 53, 53) <= 24 ? 32 : 64);
      case "DECIMAL", "DEC", "NUMERIC", "NUMBER" -> decimal(scanner);
      case "CHAR", "CHARACTER", "NCHAR" -> {
        boolean large = scanner.acceptWords("LARGE", "OBJECT");
        if (!large) {
          scanner.acceptWords("VARYING");
        }
        yield new SqlType.Text(length(scanner));
      }
      case "VARCHAR", "NVARCHAR", "VARCHAR2", "NVARCHAR2", "TEXT", "STRING", "CLOB", "NCLOB" ->
          new SqlType.Text(length(scanner));
      case "BINARY" -> {
        boolean large = scanner.acceptWords("LARGE", "OBJECT");
        if (!large) {
          scanner.acceptWords("VARYING");
        }
        yield new SqlType.Binary(length(scanner));
      }
      case "VARBINARY", "BYTEA", "BLOB" -> new SqlType.Binary(length(scanner));
      case "DATE" -> new SqlType.Date();
      case "TIME" -> time(scanner, start);
      case "TIMESTAMP" -> {
        int precision = bounded(scanner, "TIMESTAMP", 0, 9, MICROSECONDS);
        boolean zoned = scanner.acceptWords("WITH", "TIME", "ZONE");
        if (!zoned) {
          scanner.acceptWords("WITHOUT", "TIME", "ZONE");
        }
        yield new SqlType.Timestamp(precision, zoned);
      }
      case "DATETIME" ->
          new SqlType.Timestamp(bounded(scanner, "DATETIME", 0, 9, MICROSECONDS), false);
      case "TIMESTAMPTZ" ->
          new SqlType.Timestamp(bounded(scanner, "TIMESTAMPTZ", 0, 9, MICROSECONDS), true);
      case "UUID" -> new SqlType.Uuid();
      case "JSON" -> new SqlType.Json();
      case "ARRAY" -> {
        if (depth >= MAX_ARRAY_DEPTH) {
          throw tooDeep(start);
        }
        scanner.expect('(');
        SqlType element = type(scanner, depth + 1);
        scanner.expect(')');
        yield new SqlType.Array(element);
      }
      default -> throw unknown(word, start);
    };
  }

  private static SqlType decimal(SqlScanner scanner) throws TypeSyntaxException {
    if (!scanner.accept('(')) {
      return new SqlType.Decimal(DEFAULT_DECIMAL_PRECISION, 0);
    }
    int precision = inRange(scanner, "The precision of DECIMAL", 1, 76);
    int scale = 0;
    if (scanner.accept(',')) {
      scale = inRange(scanner, "The scale of DECIMAL(" + precision + ",s)", 0, precision);
    }
    scanner.expect(')');
    return new SqlType.Decimal(precision, scale);
  }

  private static SqlType time(SqlScanner scanner, int start) throws TypeSyntaxException {
    int precision = bounded(scanner, "TIME", 0, 9, MICROSECONDS);
    if (scanner.acceptWords("WITH", "TIME", "ZONE")) {
      throw new TypeSyntaxException(
          "TIME WITH TIME ZONE is not taken: without a date its zone has no offset. Write TIME or"
              + " TIMESTAMP WITH TIME ZONE.",
          start,
          "TIME or TIMESTAMP WITH TIME ZONE");
    }
    scanner.acceptWords("WITHOUT", "TIME", "ZONE");
    return new SqlType.Time(precision);
  }

  private static int length(SqlScanner scanner) throws TypeSyntaxException {
    return bounded(scanner, "a length", 1, SqlType.Text.UNBOUNDED, SqlType.Text.UNBOUNDED);
  }

  /** Takes {@code (n)} where it is there. */
  private static int bounded(SqlScanner scanner, String of, int from, int to, int absent)
      throws TypeSyntaxException {
    if (!scanner.accept('(')) {
      return absent;
    }
    String what = of.startsWith("a ") ? "A" + of.substring(1) : "The p of " + of + "(p)";
    int value = inRange(scanner, what, from, to);
    scanner.expect(')');
    return value;
  }

  private static int inRange(SqlScanner scanner, String what, int from, int to)
      throws TypeSyntaxException {
    String range = to == Integer.MAX_VALUE ? "at least " + from : "from " + from + " to " + to;
    String number = "a number " + range;
    int start = scanner.offsetOfNext();
    int value = scanner.number(number);
    if (value < from || value > to) {
      throw new TypeSyntaxException(what + " is " + number + ", not " + value + ".", start, number);
    }
    return value;
  }

  private static TypeSyntaxException unknown(String word, int start) {
    String near = nearest(word);
    String remedy =
        near == null
            ? "Write one of " + String.join(", ", NAMES) + "."
            : "Did you mean " + near + "?";
    return new TypeSyntaxException(
        "\"" + word + "\" is no type of a WASM function. " + remedy, start, "a type");
  }

  private static @Nullable String nearest(String word) {
    String best = null;
    int bestDistance = 3;
    for (String name : NAMES) {
      int distance = distance(word.toUpperCase(Locale.ROOT), name.toUpperCase(Locale.ROOT));
      if (distance < bestDistance && distance < Math.min(word.length(), name.length())) {
        best = name;
        bestDistance = distance;
      }
    }
    return best;
  }

  /** The Levenshtein distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
