package org.wasmudf.rewriter;

import java.sql.ResultSetMetaData;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.parser.Node;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.SelectItem;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.parse.Span;
import org.wasmudf.rewriter.parse.SqlToken;
import org.wasmudf.rewriter.plan.StatementPlan.Bridge;
import org.wasmudf.rewriter.plan.TargetColumn;
import org.wasmudf.rewriter.plan.ValueExpr;

/**
 * The target runs in this JVM and calls the functions itself. A call becomes one function of the
 * target with all calls within its arguments, so that values between them keep their types; its
 * arguments are the expressions of the target among theirs. Literals and parameters stay with us.
 */
final class BridgeWay implements Way {
  @Override
  public Attempt attempt(Question question) throws RefusedException {
    Analysis analysis = question.analysis();
    if (!analysis.dialect().equals(Dialect.SQLITE)) {
      return new Attempt.Declined(
          analysis.refuse(
              question.remaining().get(0),
              "the target cannot call WASM functions",
              "Call the function in the outermost SELECT list or WHERE."));
    }
    return new Attempt.Planned(new Writing(question).plan());
  }

  /** A call with the expressions of the target that it takes. */
  private record Bridged(UdfCall call, int function, List<Operand.Other> arguments) {}

  private static final class Writing {
    private final Question question;
    private final Analysis analysis;
    private final ParsedStatement statement;
    private final GeneratedSql sql;
    private final List<Bridged> calls = new ArrayList<>();
    private final List<Bridge.Function> functions = new ArrayList<>();
    private final Map<ValueExpr, Integer> known = new HashMap<>();
    private final List<Bridge.Name> names = new ArrayList<>();

    /** Labels by the offset that they are written at. */
    private final TreeMap<Integer, String> labels = new TreeMap<>();

    Writing(Question question) {
      this.question = question;
      this.analysis = question.analysis();
      this.statement = analysis.statement();
      this.sql = new GeneratedSql(statement, question.folded());
    }

    Bridge plan() throws RefusedException {
      for (UdfCall call : question.remaining()) {
        calls.add(bridged(call));
      }
      Node root = statement.root();
      if (root != null) {
        label(root, null);
      }
      write(new Span(0, statement.sql().length()));
      ParameterUses parameters = new ParameterUses(statement.parameterCount());
      functions.forEach(function -> parameters.add(function.call()));
      String texts =
          functions.stream().map(Bridge.Function::text).collect(Collectors.joining(", "));
      return new Bridge(
          sql.sql(),
          names,
          sql.bindings(),
          functions,
          parameters.add(sql.bindings()).list(),
          analysis.dialect().name()
              + " runs in this process and calls "
              + texts
              + " itself: the functions are registered with its connection for this statement");
    }

    private Bridged bridged(UdfCall call) throws RefusedException {
      List<Operand.Other> arguments = new ArrayList<>();
      collect(call, arguments);
      IdentityHashMap<Operand, Integer> places = new IdentityHashMap<>();
      arguments.forEach(argument -> places.put(argument, places.size()));
      Calls resolver =
          new Calls(
              analysis,
              operand -> {
                Integer index = places.get(operand);
                return new Calls.Column(index == null ? -1 : index, column(operand));
              });
      ValueExpr.Call value = resolver.resolve(call);
      ValueExpr key = unplaced(value);
      Integer function = known.get(key);
      if (function == null) {
        function = functions.size();
        known.put(key, function);
        functions.add(
            new Bridge.Function(
                value,
                arguments.size(),
                !Calls.isVolatile(value),
                call.whole().of(statement.sql())));
      }
      return new Bridged(call, function, arguments);
    }

    private static void collect(UdfCall call, List<Operand.Other> arguments) {
      for (Operand argument : call.arguments()) {
        if (argument instanceof Operand.Other other) {
          arguments.add(other);
        } else if (argument instanceof Operand.Result result) {
          collect(result.call(), arguments);
        }
      }
    }

    /** Each value has a type of its own there; only a CAST says which one before. */
    private TargetColumn column(Operand.Other operand) {
      String type = "";
      if (operand.expression() instanceof CastExpression cast && cast.getColDataType() != null) {
        type = cast.getColDataType().getDataType();
      }
      return new TargetColumn(
          operand.span().of(statement.sql()),
          Types.OTHER,
          type,
          0,
          0,
          true,
          ResultSetMetaData.columnNullable);
    }

    /** The same wherever it stands in the text. */
    private static ValueExpr unplaced(ValueExpr value) {
      return value instanceof ValueExpr.Call call
          ? new ValueExpr.Call(
              call.function(),
              call.arguments().stream().map(Writing::unplaced).toList(),
              call.tolerant(),
              0,
              0)
          : value;
    }

    private void write(Span span) {
      int at = span.start();
      for (Bridged call : calls) {
        Span whole = call.call().whole();
        if (whole.start() >= at && span.contains(whole)) {
          copy(at, whole.start());
          write(call);
          at = whole.end();
        }
      }
      copy(at, span.end());
    }

    private void write(Bridged call) {
      String name = "wasm_" + (call.function() + 1);
      sql.text(name);
      names.add(new Bridge.Name(sql.length() - name.length(), sql.length(), call.function()));
      sql.text("(");
      String comma = "";
      for (Operand.Other argument : call.arguments()) {
        // The parentheses of the text may be what makes it an expression: a subquery.
        boolean plain = argument.expression() instanceof Column;
        sql.text(comma + (plain ? "" : "("));
        write(argument.span());
        sql.text(plain ? "" : ")");
        comma = ", ";
      }
      sql.text(")");
    }

    /** A stretch without calls of the target's. */
    private void copy(int start, int end) {
      int at = start;
      for (Integer offset : List.copyOf(labels.subMap(start, true, end, true).keySet())) {
        sql.source(at, offset);
        sql.text(" AS " + analysis.dialect().quoted(String.valueOf(labels.remove(offset))));
        at = offset;
      }
      sql.source(at, end);
    }

    /** The columns without an alias whose text has a call keep the label that the text gives. */
    private void label(Node node, @Nullable Span query) throws RefusedException {
      Object value = node.jjtGetValue();
      Span within = value instanceof PlainSelect ? statement.span(value) : query;
      if (value instanceof SelectItem<?> item
          && item.getAlias() == null
          && !(item.getExpression() instanceof AllColumns)) {
        Span span = statement.span(item);
        if (span != null && !analysis.within(span).isEmpty()) {
          label(span, within);
        }
      }
      for (int i = 0; i < node.jjtGetNumChildren(); i++) {
        label(node.jjtGetChild(i), within);
      }
    }

    /** SQLite's label goes to the next token, so that a comment behind the item is part of it. */
    private void label(Span item, @Nullable Span query) throws RefusedException {
      SqlToken next = statement.tokenFrom(item.end());
      int end = next == null ? statement.sql().length() : next.start();
      String label = statement.sql().substring(item.start(), end).strip();
      for (SqlToken token : query == null ? List.<SqlToken>of() : statement.tokens(query)) {
        if (token.kind() == SqlToken.Kind.QUOTED_NAME && token.unquoted().equalsIgnoreCase(label)) {
          throw new RefusedException(
              analysis.refuse(
                  token.span(),
                  "beside a column without an alias that has this text it can be read in two ways",
                  "Give the column an alias."));
        }
      }
      labels.put(item.end(), label);
    }
  }
}
