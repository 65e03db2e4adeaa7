package org.wasmudf.rewriter.ddl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.ddl.Token.Kind;
import org.wasmudf.store.FunctionKind;
import org.wasmudf.store.Hash;
import org.wasmudf.store.NullHandling;
import org.wasmudf.store.Parameter;
import org.wasmudf.store.SqlType;
import org.wasmudf.store.Volatility;

/** CREATE FUNCTION .. LANGUAGE WASM, behind the word FUNCTION: clauses in any order, each once. */
final class FunctionParser {
  private static final String CLAUSES =
      "LANGUAGE, FROM, AS WAT, EXPORT, ARGUMENTS, RETURNS, ABI, DETERMINISTIC, NOT DETERMINISTIC,"
          + " IMMUTABLE, STABLE, VOLATILE, RETURNS NULL ON NULL INPUT, STRICT, CALLED ON NULL INPUT,"
          + " PARALLEL SAFE, INVERTIBLE, OR SHADOW, SHA256_HASH, SETTINGS, COMMENT or the end of the"
          + " statement";

  private final TokenCursor cursor;
  private final FunctionKind kind;
  private final boolean orReplace;
  private final boolean temporary;

  private boolean orShadow;
  private boolean language;
  private boolean fromSeen;
  private @Nullable String module;
  private @Nullable ModuleSource source;
  private @Nullable String export;
  private @Nullable List<Parameter> parameters;
  private @Nullable SqlType returns;
  private @Nullable List<Parameter> returnsTable;
  private @Nullable String abi;
  private @Nullable Volatility volatility;
  private @Nullable NullHandling nullHandling;
  private boolean parallelSafe;
  private boolean invertible;
  private @Nullable Hash hash;
  private @Nullable Map<String, String> settings;
  private @Nullable String comment;

  FunctionParser(TokenCursor cursor, FunctionKind kind, boolean orReplace, boolean temporary) {
    this.cursor = cursor;
    this.kind = kind;
    this.orReplace = orReplace;
    this.temporary = temporary;
  }

  DdlStatement.CreateFunction parse() throws DdlSyntaxException {
    boolean ifNotExists = DdlParser.ifNotExists(cursor);
    String name = name();
    if (cursor.peek().isSymbol("(")) {
      parameters = cursor.expectParameters();
    }
    while (cursor.peek().kind() != Kind.END && !cursor.peek().isSymbol(";")) {
      clause();
    }
    cursor.expectEnd();
    if (!language) {
      throw cursor.expected("LANGUAGE WASM");
    }
    if (!fromSeen) {
      throw cursor.expected("FROM 'module', FROM FILE 'path' or AS WAT $$ .. $$");
    }
    return new DdlStatement.CreateFunction(
        name,
        kind,
        orReplace,
        temporary,
        ifNotExists,
        orShadow,
        module,
        source,
        export,
        parameters,
        returns,
        returnsTable,
        abi,
        volatility,
        nullHandling,
        parallelSafe,
        invertible,
        hash,
        settings == null ? Map.of() : settings,
        comment);
  }

  private String name() throws DdlSyntaxException {
    Token first = cursor.peek();
    String name = cursor.expectName("the function's name");
    if (cursor.takeSymbol(".")) {
      if (!first.text().equalsIgnoreCase("wasmudf")) {
        throw cursor.error(
            first.start(),
            "a function of ours has no schema but wasmudf; write wasmudf.name or the name alone.");
      }
      name = cursor.expectName("the function's name");
    }
    return name;
  }

  private void clause() throws DdlSyntaxException {
    Token token = cursor.peek();
    if (token.kind() != Kind.WORD) {
      throw cursor.expected(CLAUSES);
    }
    switch (TokenCursor.upper(token.text())) {
      case "LANGUAGE" -> {
        cursor.take();
        once(language, token, "LANGUAGE");
        cursor.expectWord("WASM");
        language = true;
      }
      case "OR" -> {
        cursor.take();
        once(orShadow, token, "OR SHADOW");
        cursor.expectWord("SHADOW");
        orShadow = true;
      }
      case "FROM", "AS" -> from(token);
      case "EXPORT" -> {
        cursor.take();
        export(token);
      }
      case "ARGUMENTS" -> {
        cursor.take();
        once(parameters != null, token, "the argument list");
        parameters = cursor.expectParameters();
      }
      case "RETURNS" -> returns(token);
      case "ABI" -> {
        cursor.take();
        once(abi != null, token, "ABI");
        abi = cursor.expectName("the ABI's name").toUpperCase(Locale.ROOT);
      }
      case "DETERMINISTIC", "IMMUTABLE" -> volatility(token, Volatility.DETERMINISTIC);
      case "STABLE" -> volatility(token, Volatility.STABLE);
      case "VOLATILE" -> volatility(token, Volatility.VOLATILE);
      case "NOT" -> {
        cursor.take();
        if (!cursor.peek().isWord("DETERMINISTIC")) {
          throw cursor.expected("DETERMINISTIC");
        }
        volatility(token, Volatility.VOLATILE);
      }
      case "STRICT" -> {
        cursor.take();
        nullHandling(token, NullHandling.RETURNS_NULL_ON_NULL_INPUT);
      }
      case "CALLED" -> {
        cursor.take();
        onNullInput();
        nullHandling(token, NullHandling.CALLED_ON_NULL_INPUT);
      }
      case "PARALLEL" -> {
        cursor.take();
        once(parallelSafe, token, "PARALLEL SAFE");
        cursor.expectWord("SAFE");
        parallelSafe = true;
      }
      case "INVERTIBLE" -> {
        cursor.take();
        once(invertible, token, "INVERTIBLE");
        invertible = true;
      }
      case "SHA256_HASH" -> {
        cursor.take();
        once(hash != null, token, "SHA256_HASH");
        hash = DdlParser.hash(cursor);
      }
      case "SETTINGS" -> {
        cursor.take();
        once(settings != null, token, "SETTINGS");
        settings = settings();
      }
      case "COMMENT" -> {
        cursor.take();
        once(comment != null, token, "COMMENT");
        comment = cursor.expectString("the comment as a string");
      }
      default -> throw cursor.expected(CLAUSES);
    }
  }

  private void once(boolean seen, Token token, String clause) throws DdlSyntaxException {
    if (seen) {
      throw cursor.error(token.start(), clause + " stands twice; it is given once.");
    }
  }

  private void from(Token token) throws DdlSyntaxException {
    once(fromSeen, token, "the module's source (FROM or AS WAT)");
    ModuleSource found = DdlParser.moduleSource(cursor);
    if (found != null) {
      source = found;
    } else if (cursor.takeWord("FROM")) {
      module = cursor.expectNameOrString("the module's name, FILE 'path' or X'..'");
      if (cursor.takeSymbol("::")) {
        once(export != null, token, "the export");
        export = cursor.expectNameOrString("the export's name");
      }
    } else {
      cursor.take();
      throw cursor.expected("WAT");
    }
    fromSeen = true;
  }

  private void export(Token token) throws DdlSyntaxException {
    once(export != null, token, "the export");
    export = cursor.expectNameOrString("the export's name");
  }

  private void returns(Token token) throws DdlSyntaxException {
    cursor.take();
    if (cursor.peek().isWord("NULL")) {
      cursor.take();
      onNullInput();
      nullHandling(token, NullHandling.RETURNS_NULL_ON_NULL_INPUT);
      return;
    }
    once(returns != null || returnsTable != null, token, "RETURNS");
    if (cursor.peek().isWord("TABLE")) {
      cursor.take();
      returnsTable = cursor.expectParameters();
    } else {
      returns = cursor.expectType();
    }
  }

  private void onNullInput() throws DdlSyntaxException {
    cursor.expectWord("ON");
    cursor.expectWord("NULL");
    cursor.expectWord("INPUT");
  }

  private void volatility(Token token, Volatility value) throws DdlSyntaxException {
    cursor.take();
    once(volatility != null, token, "DETERMINISTIC, STABLE or VOLATILE");
    volatility = value;
  }

  private void nullHandling(Token token, NullHandling value) throws DdlSyntaxException {
    once(nullHandling != null, token, "the handling of NULL input");
    nullHandling = value;
  }

  private Map<String, String> settings() throws DdlSyntaxException {
    Map<String, String> map = new LinkedHashMap<>();
    do {
      Token key = cursor.peek();
      String name = cursor.expectName("a setting's name").toLowerCase(Locale.ROOT);
      cursor.expectSymbol("=");
      if (map.put(name, settingValue()) != null) {
        throw cursor.error(key.start(), "setting " + name + " stands twice; it is given once.");
      }
    } while (cursor.takeSymbol(","));
    return map;
  }

  private String settingValue() throws DdlSyntaxException {
    return switch (cursor.peek().kind()) {
      case NUMBER, WORD, STRING -> cursor.take().text();
      default -> throw cursor.expected("a number, a word or a string");
    };
  }
}
