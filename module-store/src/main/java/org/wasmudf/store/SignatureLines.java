package org.wasmudf.store;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the signatures that a module carries in its custom section {@code wasm_udf}, one a line:
 *
 * <pre>
 * name ( [arg] type, ... ) RETURNS type [EXPORT 'export'] [ABI ROW_DIRECT | COLUMNAR]
 *   [STRICT | RETURNS NULL ON NULL INPUT | CALLED ON NULL INPUT]
 *   [DETERMINISTIC | IMMUTABLE | STABLE | NOT DETERMINISTIC | VOLATILE]
 * </pre>
 *
 * The clauses behind RETURNS come in any order; blank lines and {@code --} comments are skipped.
 */
public final class SignatureLines {
  /** The name of the custom section. */
  public static final String SECTION = "wasm_udf";

  private SignatureLines() {}

  /**
   * Reads the content of the section, which is UTF-8.
   *
   * @throws TypeSyntaxException that names line and column of the section
   */
  public static List<SignatureLine> parse(byte[] section) throws TypeSyntaxException {
    try {
      return parse(
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(section))
              .toString());
    } catch (CharacterCodingException e) {
      throw new TypeSyntaxException("Section \"" + SECTION + "\" is not UTF-8.", 0, "UTF-8 text");
    }
  }

  /**
   * Reads the content of the section.
   *
   * @throws TypeSyntaxException that names line and column of the section
   */
  public static List<SignatureLine> parse(String section) throws TypeSyntaxException {
    List<SignatureLine> lines = new ArrayList<>();
    int start = 0;
    int number = 1;
    while (start <= section.length()) {
      int end = section.indexOf('\n', start);
      end = end < 0 ? section.length() : end;
      String line = section.substring(start, end);
      try {
        SqlScanner scanner = new SqlScanner(line, 0);
        if (!scanner.atEnd()) {
          lines.add(line(scanner, number));
        }
      } catch (TypeSyntaxException e) {
        throw new TypeSyntaxException(
            "Section \"%s\", line %d, column %d: %s"
                .formatted(SECTION, number, e.offset() + 1, e.getMessage()),
            start + e.offset(),
            e.expected());
      }
      start = end + 1;
      number++;
    }
    return List.copyOf(lines);
  }

  private static SignatureLine line(SqlScanner scanner, int number) throws TypeSyntaxException {
    String name = scanner.name("a function name");
    List<Parameter> parameters = SqlTypes.parameters(scanner);
    scanner.expectWord("RETURNS");
    FunctionSignature signature = new FunctionSignature(parameters, SqlTypes.type(scanner, 0));
    String export = null;
    Abi abi = null;
    NullHandling nulls = null;
    Volatility volatility = null;
    while (!scanner.atEnd()) {
      int start = scanner.offsetOfNext();
      if (scanner.acceptWords("EXPORT")) {
        once(export, "EXPORT", start);
        export = scanner.literal("the export in single quotes");
      } else if (scanner.acceptWords("ABI")) {
        once(abi, "ABI", start);
        abi = abi(scanner);
      } else {
        NullHandling nullClause = nullHandling(scanner);
        Volatility volatilityClause = nullClause == null ? volatility(scanner) : null;
        if (nullClause != null) {
          once(nulls, "The clause for NULL input", start);
          nulls = nullClause;
        } else if (volatilityClause != null) {
          once(volatility, "The clause for volatility", start);
          volatility = volatilityClause;
        } else if (!scanner.accept(';') || !scanner.atEnd()) {
          throw scanner.expected(
              "EXPORT, ABI, STRICT, RETURNS NULL ON NULL INPUT, CALLED ON NULL INPUT,"
                  + " DETERMINISTIC, NOT DETERMINISTIC, IMMUTABLE, STABLE, VOLATILE or the end of"
                  + " the line");
        }
      }
    }
    return new SignatureLine(
        name, signature, export == null ? name : export, abi, nulls, volatility, number);
  }

  private static void once(@Nullable Object earlier, String clause, int start)
      throws TypeSyntaxException {
    if (earlier != null) {
      throw new TypeSyntaxException(clause + " is given twice.", start, "each clause at most once");
    }
  }

  private static Abi abi(SqlScanner scanner) throws TypeSyntaxException {
    for (Abi abi : Abi.values()) {
      if (scanner.acceptWords(abi.name())) {
        return abi;
      }
    }
    throw scanner.expected(
        Arrays.stream(Abi.values()).map(Abi::name).collect(Collectors.joining(" or ")));
  }

  private static @Nullable NullHandling nullHandling(SqlScanner scanner) {
    if (scanner.acceptWords("STRICT")
        || scanner.acceptWords("RETURNS", "NULL", "ON", "NULL", "INPUT")) {
      return NullHandling.RETURNS_NULL_ON_NULL_INPUT;
    }
    return scanner.acceptWords("CALLED", "ON", "NULL", "INPUT")
        ? NullHandling.CALLED_ON_NULL_INPUT
        : null;
  }

  private static @Nullable Volatility volatility(SqlScanner scanner) {
    if (scanner.acceptWords("DETERMINISTIC") || scanner.acceptWords("IMMUTABLE")) {
      return Volatility.DETERMINISTIC;
    }
    if (scanner.acceptWords("NOT", "DETERMINISTIC") || scanner.acceptWords("VOLATILE")) {
      return Volatility.VOLATILE;
    }
    return scanner.acceptWords("STABLE") ? Volatility.STABLE : null;
  }
}
