package org.wasmudf.rewriter.ddl;

import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.ddl.Token.Kind;
import org.wasmudf.store.FunctionKind;
import org.wasmudf.store.Hash;

/**
 * Tells our statements from all others by their first words and shape, and parses ours. Everything
 * else is null, whatever it holds: it goes to the target as written.
 */
public final class DdlParser {
  /**
   * A statement of ours.
   *
   * @param parameterCount how many {@code ?} it has
   */
  public record Parsed(DdlStatement statement, int parameterCount) {}

  private final Predicate<String> registered;
  private final boolean clickHouse;

  /**
   * Makes a parser for one connection.
   *
   * @param registered whether a function of this name is registered: DROP FUNCTION and SHOW CREATE
   *     FUNCTION are ours only then
   * @param clickHouse whether the target is ClickHouse, whose {@code system.webassembly_modules} is
   *     its own
   */
  public DdlParser(Predicate<String> registered, boolean clickHouse) {
    this.registered = registered;
    this.clickHouse = clickHouse;
  }

  /**
   * Parses a text.
   *
   * @return null where the statement is not ours
   * @throws DdlSyntaxException where it is ours and breaks the grammar
   */
  public @Nullable Parsed parse(String sql) throws DdlSyntaxException {
    TokenCursor cursor = new TokenCursor(sql, 0);
    Token first = cursor.peek();
    if (first.kind() != Kind.WORD) {
      return null;
    }
    DdlStatement statement =
        switch (TokenCursor.upper(first.text())) {
          case "CREATE" -> create(cursor);
          case "ALTER" -> alterModule(cursor);
          case "DROP" -> drop(cursor);
          case "SHOW" -> show(cursor);
          case "EXPLAIN" -> explain(cursor);
          case "INSERT" -> insert(cursor);
          case "DELETE" -> delete(cursor);
          case "SELECT" -> new RelationParser(cursor).parse();
          default -> null;
        };
    return statement == null ? null : new Parsed(statement, cursor.parameterCount());
  }

  private @Nullable DdlStatement create(TokenCursor cursor) throws DdlSyntaxException {
    cursor.take();
    boolean orReplace = cursor.takeWords("OR", "REPLACE");
    if (cursor.peek().isWord("MODULE")) {
      return createModule(cursor, orReplace);
    }
    if (cursor.peek().isWord("FUNCTIONS")) {
      cursor.take();
      cursor.nameStatement("CREATE FUNCTIONS");
      cursor.expectWord("FROM");
      cursor.expectWord("MODULE");
      String module = cursor.expectNameOrString("the module's name");
      boolean orShadow = cursor.takeWords("OR", "SHADOW");
      cursor.expectEnd();
      return new DdlStatement.CreateFunctions(module, orReplace, orShadow);
    }
    boolean temporary = cursor.takeWord("TEMPORARY") || cursor.takeWord("TEMP");
    FunctionKind kind = FunctionKind.SCALAR;
    if (cursor.takeWord("AGGREGATE")) {
      kind = FunctionKind.AGGREGATE;
    } else if (cursor.peek().isWord("TABLE") && cursor.peekSecond().isWord("FUNCTION")) {
      cursor.take();
      kind = FunctionKind.TABLE;
    } else if (cursor.takeWord("WINDOW")) {
      kind = FunctionKind.WINDOW;
    }
    if (!cursor.takeWord("FUNCTION")) {
      return null;
    }
    if (hasLanguageWasm(cursor.sql(), cursor.peek().start())) {
      cursor.nameStatement("CREATE FUNCTION");
      return new FunctionParser(cursor, kind, orReplace, temporary).parse();
    }
    return seafowl(cursor);
  }

  /** Whether LANGUAGE WASM stands outside strings and quotes. */
  private static boolean hasLanguageWasm(String sql, int offset) {
    Tokenizer tokenizer = new Tokenizer(sql);
    boolean language = false;
    Token token = tokenizer.next(offset);
    while (token.kind() != Kind.END && token.kind() != Kind.UNTERMINATED) {
      if (language && token.isWord("WASM")) {
        return true;
      }
      language = token.isWord("LANGUAGE");
      token = tokenizer.next(token.end());
    }
    // The rest cannot be read: it is ours where LANGUAGE WASM came before, which was found above.
    return false;
  }

  /** {@code CREATE FUNCTION name AS '{.. "language": "wasm.." ..}'}. */
  private static @Nullable DdlStatement seafowl(TokenCursor cursor) throws DdlSyntaxException {
    if (cursor.peek().kind() != Kind.WORD && cursor.peek().kind() != Kind.QUOTED_NAME) {
      return null;
    }
    String name = cursor.take().text();
    if (!cursor.takeWord("AS") || cursor.peek().kind() != Kind.STRING) {
      return null;
    }
    String json = cursor.peek().text();
    if (!json.stripLeading().startsWith("{") || !json.contains("\"wasm")) {
      return null;
    }
    cursor.take();
    cursor.nameStatement("CREATE FUNCTION");
    cursor.expectEnd();
    return new DdlStatement.CreateSeafowlFunction(name, json);
  }

  private static @Nullable DdlStatement createModule(TokenCursor cursor, boolean orReplace)
      throws DdlSyntaxException {
    cursor.take();
    cursor.nameStatement("CREATE MODULE");
    boolean ifNotExists = ifNotExists(cursor);
    String name = cursor.expectNameOrString("the module's name");
    ModuleSource source = moduleSource(cursor);
    if (source == null) {
      throw cursor.expected("FROM FILE, FROM ?, FROM BASE64, FROM X'..' or AS WAT");
    }
    Hash hash = null;
    String comment = null;
    boolean keepFunctions = false;
    while (cursor.peek().kind() == Kind.WORD) {
      if (cursor.peek().isWord("SHA256_HASH")) {
        cursor.take();
        hash = hash(cursor);
      } else if (cursor.takeWord("COMMENT")) {
        comment = cursor.expectString("the comment as a string");
      } else if (cursor.peek().isWord("KEEP") && cursor.peekSecond().isWord("FUNCTIONS")) {
        if (!orReplace) {
          throw cursor.error(
              cursor.peek().start(), "KEEP FUNCTIONS goes with CREATE OR REPLACE MODULE.");
        }
        cursor.take();
        cursor.take();
        keepFunctions = true;
      } else {
        throw cursor.expected("SHA256_HASH, COMMENT, KEEP FUNCTIONS or the end of the statement");
      }
    }
    cursor.expectEnd();
    return new DdlStatement.CreateModule(
        name, orReplace, ifNotExists, source, hash, keepFunctions, comment);
  }

  static boolean ifNotExists(TokenCursor cursor) throws DdlSyntaxException {
    if (!cursor.takeWord("IF")) {
      return false;
    }
    cursor.expectWord("NOT");
    cursor.expectWord("EXISTS");
    return true;
  }

  static boolean ifExists(TokenCursor cursor) throws DdlSyntaxException {
    if (!cursor.takeWord("IF")) {
      return false;
    }
    cursor.expectWord("EXISTS");
    return true;
  }

  /** FROM FILE, FROM ?, FROM BASE64, FROM X'..' or AS WAT; null where none of them stands here. */
  static @Nullable ModuleSource moduleSource(TokenCursor cursor) throws DdlSyntaxException {
    if (cursor.peek().isWord("AS") && cursor.peekSecond().isWord("WAT")) {
      cursor.take();
      cursor.take();
      Token text = cursor.peek();
      return new ModuleSource.Wat(
          cursor.expectString("the module's text in $$ .. $$ or a string"), text.contentStart());
    }
    if (!cursor.peek().isWord("FROM")) {
      return null;
    }
    Token second = cursor.peekSecond();
    if (second.isWord("FILE")) {
      cursor.take();
      cursor.take();
      return new ModuleSource.File(cursor.expectString("the file's path as a string"));
    }
    if (second.kind() == Kind.PARAMETER) {
      cursor.take();
      return new ModuleSource.Parameter(cursor.takeParameter());
    }
    if (second.isWord("BASE64")) {
      cursor.take();
      cursor.take();
      return new ModuleSource.Bytes(base64(cursor));
    }
    if (second.kind() == Kind.HEX) {
      cursor.take();
      return new ModuleSource.Bytes(hex(cursor));
    }
    return null;
  }

  static byte[] base64(TokenCursor cursor) throws DdlSyntaxException {
    int offset = cursor.peek().start();
    String text = cursor.expectString("base64 in a string");
    try {
      return Base64.getDecoder().decode(text.replaceAll("\\s+", ""));
    } catch (IllegalArgumentException e) {
      throw cursor.error(offset, "the string is not base64: " + e.getMessage() + ".");
    }
  }

  static byte[] hex(TokenCursor cursor) throws DdlSyntaxException {
    Token token = cursor.take();
    try {
      return HexFormat.of().parseHex(token.text());
    } catch (IllegalArgumentException e) {
      throw cursor.error(token.start(), "X'..' takes pairs of hex digits: " + e.getMessage() + ".");
    }
  }

  static Hash hash(TokenCursor cursor) throws DdlSyntaxException {
    int offset = cursor.peek().start();
    String text = cursor.expectString("64 hex digits in a string");
    try {
      return new Hash(text);
    } catch (IllegalArgumentException e) {
      throw cursor.error(offset, "expected 64 hex digits, found " + text.length() + " characters.");
    }
  }

  private static @Nullable DdlStatement alterModule(TokenCursor cursor) throws DdlSyntaxException {
    cursor.take();
    if (!cursor.takeWord("MODULE")) {
      return null;
    }
    cursor.nameStatement("ALTER MODULE");
    String name = cursor.expectNameOrString("the module's name");
    cursor.expectWord("USE");
    cursor.expectWord("SHA256_HASH");
    Hash hash = hash(cursor);
    cursor.expectEnd();
    return new DdlStatement.AlterModule(name, hash);
  }

  private @Nullable DdlStatement drop(TokenCursor cursor) throws DdlSyntaxException {
    cursor.take();
    if (cursor.takeWord("MODULE")) {
      cursor.nameStatement("DROP MODULE");
      boolean ifExists = ifExists(cursor);
      String name = cursor.expectNameOrString("the module's name");
      cursor.expectEnd();
      return new DdlStatement.DropModule(name, ifExists);
    }
    if (!cursor.takeWord("FUNCTION")) {
      return null;
    }
    boolean ifExists = cursor.takeWords("IF", "EXISTS");
    FunctionName name = functionName(cursor);
    if (name == null || !name.isOurs(registered)) {
      return null;
    }
    cursor.nameStatement("DROP FUNCTION");
    java.util.List<org.wasmudf.store.SqlType> types = null;
    if (cursor.takeSymbol("(")) {
      types = new java.util.ArrayList<>();
      if (!cursor.takeSymbol(")")) {
        do {
          types.add(cursor.expectType());
        } while (cursor.takeSymbol(","));
        cursor.expectSymbol(")");
      }
    }
    cursor.expectEnd();
    return new DdlStatement.DropFunction(name.name(), ifExists, types);
  }

  /** A function's name with or without our schema; null for a name of another schema. */
  private record FunctionName(String name, boolean qualified) {
    boolean isOurs(Predicate<String> registered) {
      return qualified || registered.test(name);
    }
  }

  private static @Nullable FunctionName functionName(TokenCursor cursor) {
    Token first = cursor.peek();
    if (first.kind() != Kind.WORD && first.kind() != Kind.QUOTED_NAME) {
      return null;
    }
    cursor.take();
    if (!cursor.takeSymbol(".")) {
      return new FunctionName(first.text(), false);
    }
    Token second = cursor.peek();
    if (!first.text().equalsIgnoreCase("wasmudf")
        || (second.kind() != Kind.WORD && second.kind() != Kind.QUOTED_NAME)) {
      return null;
    }
    cursor.take();
    return new FunctionName(second.text(), true);
  }

  private @Nullable DdlStatement show(TokenCursor cursor) throws DdlSyntaxException {
    cursor.take();
    if (!cursor.takeWord("CREATE") || !cursor.takeWord("FUNCTION")) {
      return null;
    }
    FunctionName name = functionName(cursor);
    if (name == null || !name.isOurs(registered)) {
      return null;
    }
    cursor.nameStatement("SHOW CREATE FUNCTION");
    cursor.expectEnd();
    return new DdlStatement.ShowCreateFunction(name.name());
  }

  private static @Nullable DdlStatement explain(TokenCursor cursor) throws DdlSyntaxException {
    cursor.take();
    boolean analyze = cursor.takeWord("ANALYZE");
    if (!cursor.takeWord("WASM")) {
      return null;
    }
    cursor.nameStatement(analyze ? "EXPLAIN ANALYZE WASM" : "EXPLAIN WASM");
    if (cursor.peek().kind() == Kind.END) {
      throw cursor.expected("a statement");
    }
    int offset = cursor.peek().start();
    return new DdlStatement.Explain(analyze, cursor.sql().substring(offset), offset);
  }

  private @Nullable DdlStatement insert(TokenCursor cursor) throws DdlSyntaxException {
    cursor.take();
    if (!cursor.takeWord("INTO") || !modulesRelation(cursor)) {
      return null;
    }
    cursor.nameStatement("INSERT INTO wasmudf.modules");
    return new ModuleRowsParser(cursor).parseInsert();
  }

  private @Nullable DdlStatement delete(TokenCursor cursor) throws DdlSyntaxException {
    cursor.take();
    if (!cursor.takeWord("FROM") || !modulesRelation(cursor)) {
      return null;
    }
    cursor.nameStatement("DELETE FROM wasmudf.modules");
    return new ModuleRowsParser(cursor).parseDelete();
  }

  /** {@code wasmudf.modules} or {@code system.webassembly_modules}. */
  private boolean modulesRelation(TokenCursor cursor) {
    Token schema = cursor.take();
    if (!cursor.takeSymbol(".")) {
      return false;
    }
    Token table = cursor.take();
    return (schema.text().equalsIgnoreCase("wasmudf") && table.text().equalsIgnoreCase("modules"))
        || (!clickHouse
            && schema.text().equalsIgnoreCase("system")
            && table.text().equalsIgnoreCase("webassembly_modules"));
  }
}
