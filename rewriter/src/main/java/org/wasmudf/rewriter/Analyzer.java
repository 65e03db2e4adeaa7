package org.wasmudf.rewriter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.CaseExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.LambdaExpression;
import net.sf.jsqlparser.expression.OracleNamedFunctionParameter;
import net.sf.jsqlparser.expression.PostgresNamedFunctionParameter;
import net.sf.jsqlparser.expression.TernaryExpression;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.parser.Node;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.TableFunction;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.UdfCall.Place;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.parse.Span;
import org.wasmudf.rewriter.parse.SqlToken;
import org.wasmudf.store.Catalog;
import org.wasmudf.store.FunctionDefinition;

/**
 * Finds the calls of registered functions in a parsed statement: function nodes of the tree whose
 * name is registered, never a column, a table, an alias or a text.
 */
final class Analyzer {
  private static final String SCHEMA = "wasmudf";

  /** Functions of the targets that do not evaluate all of their arguments. */
  private static final Set<String> LAZY_FUNCTIONS =
      Set.of(
          "coalesce",
          "nullif",
          "ifnull",
          "isnull",
          "nvl",
          "nvl2",
          "if",
          "iif",
          "decode",
          "casewhen",
          "choose",
          "try",
          "multiif");

  private final ParsedStatement statement;
  private final Catalog catalog;
  private final Dialect dialect;
  private final IdentityHashMap<Function, UdfCall> byFunction = new IdentityHashMap<>();
  private final List<UdfCall> calls = new ArrayList<>();
  private final Deque<Node> path = new ArrayDeque<>();

  private Analyzer(ParsedStatement statement, Catalog catalog, Dialect dialect) {
    this.statement = statement;
    this.catalog = catalog;
    this.dialect = dialect;
  }

  /**
   * The calls of a statement that has a tree.
   *
   * @throws RefusedException where a call is written in a way that scalar functions do not have
   */
  static Analysis analyze(ParsedStatement statement, Node root, Catalog catalog, Dialect dialect)
      throws RefusedException {
    Analyzer analyzer = new Analyzer(statement, catalog, dialect);
    analyzer.visit(root);
    OperandReader reader = new OperandReader(statement, dialect, analyzer.byFunction);
    Analysis analysis = new Analysis(statement, dialect, analyzer.calls, reader);
    for (UdfCall call : analyzer.calls) {
      call.arguments(analyzer.arguments(call, reader));
    }
    return analysis;
  }

  private void visit(Node node) throws RefusedException {
    if (node.jjtGetValue() instanceof Function function && !byFunction.containsKey(function)) {
      List<FunctionDefinition> candidates = candidates(function);
      if (!candidates.isEmpty()) {
        add(function, candidates);
      }
    }
    path.push(node);
    for (int i = 0; i < node.jjtGetNumChildren(); i++) {
      visit(node.jjtGetChild(i));
    }
    path.pop();
  }

  private List<FunctionDefinition> candidates(Function function) throws RefusedException {
    List<String> name = function.getMultipartName();
    if (name == null || name.isEmpty() || name.size() > 2) {
      return List.of();
    }
    String last = name.get(name.size() - 1);
    boolean ours = name.size() == 2 && bare(name.get(0)).equalsIgnoreCase(SCHEMA);
    if (name.size() == 2 && !ours) {
      return List.of();
    }
    List<FunctionDefinition> candidates = candidates(last, catalog, dialect);
    if (ours && candidates.isEmpty()) {
      Span span = spanOf(function);
      throw new RefusedException(
          new Refusal(
              Refusal.UNDEFINED_FUNCTION,
              span.of(statement.sql()),
              statement.position(span.start()),
              "no WASM function " + bare(last) + " is registered",
              "SELECT name FROM wasmudf.functions lists those that are."));
    }
    return candidates;
  }

  /** The overloads that a name as written means. */
  static List<FunctionDefinition> candidates(String written, Catalog catalog, Dialect dialect) {
    String name = bare(written);
    List<FunctionDefinition> found = catalog.functions(name);
    if (name.equals(written)) {
      return found;
    }
    return found.stream()
        .filter(f -> f.name().equals(name) || dialect.identifierCase().fold(f.name()).equals(name))
        .toList();
  }

  /** A name without its quotes. */
  static String bare(String name) {
    boolean quoted = name.length() >= 2 && "\"`[".indexOf(name.charAt(0)) >= 0;
    return quoted ? new SqlToken(SqlToken.Kind.QUOTED_NAME, name, 0).unquoted() : name;
  }

  private Span spanOf(Function function) {
    Span span = statement.span(function);
    if (span == null) {
      throw new IllegalStateException("a function node has a place");
    }
    return span;
  }

  private void add(Function function, List<FunctionDefinition> candidates) throws RefusedException {
    Span span = spanOf(function);
    Function tryFunction = tryAround(function);
    Span whole = tryFunction == null ? span : spanOf(tryFunction);
    UdfCall call = new UdfCall(function, span, whole, candidates, place(span, tryFunction));
    refuseSyntax(call);
    calls.add(call);
    byFunction.put(function, call);
    if (tryFunction != null) {
      byFunction.put(tryFunction, call);
    }
  }

  private @Nullable Function tryAround(Function function) {
    for (Node node : path) {
      if (node.jjtGetValue() instanceof Function outer && outer != function) {
        List<String> name = outer.getMultipartName();
        ExpressionList<?> parameters = outer.getParameters();
        boolean isTry =
            name != null
                && name.size() == 1
                && name.get(0).equalsIgnoreCase("TRY")
                && catalog.functions("TRY").isEmpty()
                && parameters != null
                && parameters.size() == 1
                && unwrapped(parameters.get(0)) == function;
        return isTry ? outer : null;
      }
    }
    return null;
  }

  private static Expression unwrapped(Expression expression) {
    Expression inner = Expressions.inner(expression);
    return inner == expression ? expression : unwrapped(inner);
  }

  /** What SQL allows of aggregates and others, and scalar functions do not have. */
  private void refuseSyntax(UdfCall call) throws RefusedException {
    Function function = call.function();
    String problem = null;
    Node parent = path.peek();
    if (parent != null && parent.jjtGetValue() instanceof TableFunction) {
      throw new RefusedException(
          new Refusal(
              Refusal.NOT_PLANNED,
              call.span().of(statement.sql()),
              statement.position(call.span().start()),
              "a scalar function is no table",
              "Call it in the SELECT list."));
    }
    if (parent != null
        && parent.jjtGetValue() instanceof AnalyticExpression window
        && call.span().start() == spanStart(window)) {
      problem = "OVER, FILTER and WITHIN GROUP belong to aggregate and window functions";
    } else if (function.isDistinct() || function.isAllColumns() || function.isUnique()) {
      problem = "DISTINCT, ALL and * belong to aggregate functions";
    } else if (function.getOrderByElements() != null || function.getKeep() != null) {
      problem = "ORDER BY and KEEP belong to aggregate functions";
    } else if (function.getNamedParameters() != null
        || function.getAttribute() != null
        || function.getChainedParameters() != null
        || function.getLimit() != null
        || function.getHavingClause() != null
        || function.getNullHandling() != null
        || function.getOnOverflowTruncate() != null
        || function.getExtraKeyword() != null
        || (function.getKeywordArguments() != null && !function.getKeywordArguments().isEmpty())) {
      problem = "a WASM function takes plain arguments only";
    } else if (parameters(function).stream().anyMatch(Analyzer::unplain)) {
      problem = "a WASM function takes its arguments by position";
    }
    if (problem != null) {
      throw new RefusedException(
          new Refusal(
              Refusal.SYNTAX_ERROR,
              call.span().of(statement.sql()),
              statement.position(call.span().start()),
              problem,
              "Write " + call.candidates().get(0).display() + "."));
    }
  }

  private int spanStart(Object value) {
    Span span = statement.span(value);
    return span == null ? -1 : span.start();
  }

  private static boolean unplain(Expression argument) {
    return argument instanceof OracleNamedFunctionParameter
        || argument instanceof PostgresNamedFunctionParameter
        || argument instanceof AllColumns;
  }

  private static List<? extends Expression> parameters(Function function) {
    ExpressionList<?> parameters = function.getParameters();
    return parameters == null ? List.of() : parameters;
  }

  private List<Operand> arguments(UdfCall call, OperandReader reader) throws RefusedException {
    List<? extends Expression> parameters = parameters(call.function());
    if (parameters.isEmpty()) {
      return List.of();
    }
    List<SqlToken> tokens = statement.tokens(call.span());
    int open = 0;
    while (!tokens.get(open).isSymbol("(")) {
      open++;
    }
    int close = tokens.size() - 1;
    while (!tokens.get(close).isSymbol(")")) {
      close--;
    }
    List<Span> spans =
        close - open < 2
            ? List.of()
            : Expressions.split(
                new Span(tokens.get(open + 1).start(), tokens.get(close - 1).end()),
                token -> token.isSymbol(","),
                statement);
    if (spans.size() != parameters.size()) {
      throw new RefusedException(
          new Refusal(
              Refusal.NOT_PLANNED,
              call.span().of(statement.sql()),
              statement.position(call.span().start()),
              "its arguments cannot be told apart",
              "Write parentheses around each argument."));
    }
    List<Operand> operands = new ArrayList<>();
    for (int i = 0; i < spans.size(); i++) {
      operands.add(reader.read(parameters.get(i), spans.get(i)));
    }
    return operands;
  }

  private Place place(Span span, @Nullable Function tryFunction) {
    boolean guarded = false;
    for (Node node : path) {
      Object value = node.jjtGetValue();
      guarded |=
          value instanceof CaseExpression
              || value instanceof TernaryExpression
              || value instanceof LambdaExpression
              || Expressions.connects(value)
              || (value instanceof Function function
                  && function != tryFunction
                  && isLazy(function));
    }
    return Clauses.place(statement, span, guarded);
  }

  private boolean isLazy(Function function) {
    String name = function.getName();
    return name != null
        && !byFunction.containsKey(function)
        && LAZY_FUNCTIONS.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Offsets of the name tokens of all calls. */
  static Set<Integer> nameOffsets(Analysis analysis) {
    Set<Integer> offsets = new HashSet<>();
    for (UdfCall call : analysis.calls()) {
      List<SqlToken> tokens = analysis.statement().tokens(call.span());
      for (int i = 0; i + 1 < tokens.size(); i++) {
        if (tokens.get(i + 1).isSymbol("(")) {
          offsets.add(tokens.get(i).start());
          break;
        }
      }
    }
    return offsets;
  }
}
