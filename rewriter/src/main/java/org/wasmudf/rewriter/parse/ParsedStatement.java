package org.wasmudf.rewriter.parse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import net.sf.jsqlparser.expression.JdbcParameter;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.parser.Node;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.parser.Token;
import net.sf.jsqlparser.parser.TokenMgrException;
import net.sf.jsqlparser.statement.Statement;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.rewriter.dialect.Lexical;
import org.wasmudf.rewriter.parse.SqlToken.Kind;

/**
 * One statement's text with its tokens and, where JSqlParser understands it, its tree over that
 * text. Immutable; the tree must not be changed.
 *
 * <p>Parsing runs in the caller's thread and never fails: a text that JSqlParser refuses has a
 * {@link #failure()} and no tree.
 */
public final class ParsedStatement {
  /** Deeper texts are left to the target: the parser is recursive. */
  private static final int MAX_DEPTH = 400;

  private final String sql;
  private final List<SqlToken> tokens;
  private final Map<Integer, Integer> tokenByStart;
  private final Map<Integer, Integer> ordinalByOffset;
  private final IdentityHashMap<Object, Span> spans = new IdentityHashMap<>();
  private final IdentityHashMap<Object, Node> nodes = new IdentityHashMap<>();
  private final boolean indexedParameters;
  private @Nullable Statement statement;
  private @Nullable Node root;
  private @Nullable Failure failure;

  /**
   * Why there is no tree.
   *
   * @param offset where the parser stopped, from 0
   * @param message the parser's words, in one line
   */
  public record Failure(int offset, String message) {}

  private ParsedStatement(String sql, List<SqlToken> tokens) {
    this.sql = sql;
    this.tokens = tokens;
    Map<Integer, Integer> starts = new HashMap<>();
    Map<Integer, Integer> ordinals = new HashMap<>();
    boolean indexed = false;
    for (int i = 0; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      starts.put(token.start(), i);
      if (token.kind() == Kind.PARAMETER) {
        ordinals.put(token.start(), ordinals.size() + 1);
        indexed |= token.text().length() > 1;
      }
    }
    this.tokenByStart = starts;
    this.ordinalByOffset = ordinals;
    this.indexedParameters = indexed;
  }

  /** Parses a text by the dialect's rules. */
  public static ParsedStatement parse(String sql, Dialect dialect) {
    Lexical rules = dialect.lexical();
    SqlLexer lexer = SqlLexer.of(sql, rules);
    ParsedStatement parsed = new ParsedStatement(sql, lexer.tokens());
    if (parsed.tokens.isEmpty()) {
      parsed.failure = new Failure(0, "an empty statement");
    } else if (lexer.ambiguity() >= 0) {
      parsed.failure = new Failure(lexer.ambiguity(), "a comment that can be read in two ways");
    } else if (parsed.several()) {
      parsed.failure = new Failure(parsed.secondStatement(), "several statements in one text");
    } else if (parsed.depth() > MAX_DEPTH) {
      parsed.failure = new Failure(0, "more than " + MAX_DEPTH + " nested parentheses");
    } else {
      parsed.parseTree(rules);
    }
    return parsed;
  }

  private void parseTree(Lexical rules) {
    CCJSqlParser parser = CCJSqlParserUtil.newParser(neutralised());
    parser.withSquareBracketQuotation(rules.squareBrackets());
    parser.withDollarQuotedStringTags(rules.dollarQuotes());
    parser.withDoubleQuotedStrings(rules.doubleQuotedStrings());
    parser.withBackslashEscapeCharacter(rules.backslashEscapes());
    parser.withHashLineComments(rules.hashComments());
    try {
      Statement result = parser.Statement();
      Node top = parser.getASTRoot();
      index(top);
      if (!agreesWithTokens()) {
        failure = new Failure(0, "the text can be read in two ways");
        return;
      }
      statement = result;
      root = top;
    } catch (ParseException e) {
      Token token = e.currentToken == null ? null : e.currentToken.next;
      int offset = token == null || token.absoluteBegin < 1 ? 0 : token.absoluteBegin - 1;
      failure = new Failure(Math.min(offset, sql.length()), firstLine(e.getMessage()));
    } catch (TokenMgrException e) {
      failure = new Failure(0, firstLine(e.getMessage()));
    } catch (StackOverflowError e) {
      failure = new Failure(0, "the statement is nested too deeply");
    } catch (RuntimeException e) {
      // The parser's own faults on odd texts (number formats, casts): a text that it cannot read.
      failure = new Failure(0, firstLine(String.valueOf(e)));
    }
  }

  /** What JSqlParser does not know is replaced by what has the same length and structure. */
  private String neutralised() {
    StringBuilder text = new StringBuilder(sql);
    boolean any = SignChains.shorten(tokens, text);
    for (int i = 0; i + 2 < tokens.size(); i++) {
      if (tokens.get(i).isAnyWord("INSERT", "UPDATE")
          && tokens.get(i + 1).isWord("OR")
          && tokens.get(i + 2).isAnyWord("ABORT", "FAIL", "IGNORE", "ROLLBACK")) {
        any = true;
        blank(text, tokens.get(i + 1).start(), tokens.get(i + 2).end());
      }
    }
    for (SqlToken token : tokens) {
      if (token.kind() == Kind.SYMBOL && token.text().startsWith("??")) {
        any = true;
        text.replace(token.start(), token.end(), token.text().length() == 3 ? "|| " : "||");
      }
    }
    return any ? text.toString() : sql;
  }

  private static void blank(StringBuilder text, int start, int end) {
    for (int i = start; i < end; i++) {
      text.setCharAt(i, ' ');
    }
  }

  private void index(Node node) {
    Object value = node.jjtGetValue();
    Token first = node.jjtGetFirstToken();
    Token last = node.jjtGetLastToken();
    if (value != null && first != null && last != null && first.absoluteBegin > 0) {
      int start = first.absoluteBegin - 1;
      int end = last.absoluteEnd - 1;
      if (start < end && end <= sql.length()) {
        spans.putIfAbsent(value, new Span(start, end));
        nodes.putIfAbsent(value, node);
      }
    }
    for (int i = 0; i < node.jjtGetNumChildren(); i++) {
      index(node.jjtGetChild(i));
    }
  }

  /** Both lexers must see the same tokens where it matters: at every node, and every parameter. */
  private boolean agreesWithTokens() {
    int parameters = 0;
    for (Map.Entry<Object, Span> entry : spans.entrySet()) {
      if (!tokenByStart.containsKey(entry.getValue().start())) {
        return false;
      }
      if (entry.getKey() instanceof JdbcParameter) {
        parameters++;
        if (!ordinalByOffset.containsKey(entry.getValue().start())) {
          return false;
        }
      }
    }
    // Parameters without a node of their own (`?::int`) make the parser's count the smaller one.
    return parameters <= ordinalByOffset.size();
  }

  private static String firstLine(@Nullable String message) {
    if (message == null) {
      return "no reason given";
    }
    String line = message.strip().lines().findFirst().orElse("no reason given");
    int internals = line.indexOf(", in lexical state");
    return internals < 0 ? line : line.substring(0, internals);
  }

  /** Whether a second statement follows a semicolon. */
  public boolean several() {
    return secondStatement() >= 0;
  }

  private int secondStatement() {
    boolean ended = false;
    for (SqlToken token : tokens) {
      if (token.isSymbol(";")) {
        ended = true;
      } else if (ended) {
        return token.start();
      }
    }
    return -1;
  }

  private int depth() {
    int depth = 0;
    int deepest = 0;
    for (SqlToken token : tokens) {
      if (token.isSymbol("(")) {
        deepest = Math.max(deepest, ++depth);
      } else if (token.isSymbol(")")) {
        depth--;
      }
    }
    return deepest;
  }

  /** The user's text. */
  public String sql() {
    return sql;
  }

  /** All tokens, in order. */
  public List<SqlToken> tokens() {
    return tokens;
  }

  /** The tree, null where {@link #failure()} is not. */
  public @Nullable Statement statement() {
    return statement;
  }

  /** The top of the syntax nodes, null where {@link #failure()} is not. */
  public @Nullable Node root() {
    return root;
  }

  /** Why there is no tree, or null. */
  public @Nullable Failure failure() {
    return failure;
  }

  /** How many {@code ?} the text has. */
  public int parameterCount() {
    return ordinalByOffset.size();
  }

  /** Whether a parameter is written with an index, as {@code ?1}. */
  public boolean indexedParameters() {
    return indexedParameters;
  }

  /**
   * The ordinal (from 1) of the parameter at this offset.
   *
   * @throws IllegalArgumentException where none starts there
   */
  public int parameterOrdinal(int offset) {
    Integer ordinal = ordinalByOffset.get(offset);
    if (ordinal == null) {
      throw new IllegalArgumentException("no parameter at offset " + offset);
    }
    return ordinal;
  }

  /** Where an object of the tree stands, null for those that the parser keeps no place of. */
  public @Nullable Span span(Object treeObject) {
    return spans.get(treeObject);
  }

  /** The outermost syntax node of an object of the tree, or null. */
  public @Nullable Node node(Object treeObject) {
    return nodes.get(treeObject);
  }

  /** The tokens that lie within a span, in order. */
  public List<SqlToken> tokens(Span span) {
    List<SqlToken> within = new ArrayList<>();
    for (int i = firstTokenFrom(span.start()); i < tokens.size(); i++) {
      if (tokens.get(i).end() > span.end()) {
        break;
      }
      within.add(tokens.get(i));
    }
    return within;
  }

  /** The last token that ends at or before an offset, or null. */
  public @Nullable SqlToken tokenBefore(int offset) {
    int i = firstTokenFrom(offset) - 1;
    return i < 0 ? null : tokens.get(i);
  }

  /** The first token that starts at or behind an offset, or null. */
  public @Nullable SqlToken tokenFrom(int offset) {
    int i = firstTokenFrom(offset);
    return i < tokens.size() ? tokens.get(i) : null;
  }

  private int firstTokenFrom(int offset) {
    int low = 0;
    int high = tokens.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (tokens.get(middle).start() < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The line and column of an offset. */
  public Position position(int offset) {
    return Position.of(sql, offset);
  }
}
