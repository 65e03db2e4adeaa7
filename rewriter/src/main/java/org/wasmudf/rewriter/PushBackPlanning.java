package org.wasmudf.rewriter;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.statement.ReturningClause;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.ArgumentOwners.Owner;
import org.wasmudf.rewriter.PushBackWay.Forms;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.rewriter.lookup.Lookups;
import org.wasmudf.rewriter.lookup.MapForm;
import org.wasmudf.rewriter.lookup.RenderedSql;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.parse.Span;
import org.wasmudf.rewriter.parse.SqlToken;
import org.wasmudf.rewriter.plan.KeyForm;
import org.wasmudf.rewriter.plan.ResultMap;
import org.wasmudf.rewriter.plan.StatementPlan;
import org.wasmudf.rewriter.plan.TargetColumn;
import org.wasmudf.rewriter.plan.Template;
import org.wasmudf.rewriter.plan.ValueExpr;
import org.wasmudf.store.NullHandling;

/**
 * Plans a statement whose calls become lookups: for each call where its arguments come from, what
 * collects them, and how the lookup is written. Calls that another call's arguments or tables need
 * come first.
 */
final class PushBackPlanning {
  private final Way.Question question;
  private final Analysis analysis;
  private final ParsedStatement statement;
  private final Lookups lookups;
  private final Forms forms;
  private final List<QueryBlock> blocks;
  private final LookupSplice splice;
  private final ArgumentCollections collections;
  private final LookupPlaces places;
  private final Fences fences;
  private final List<ResultMap> maps = new ArrayList<>();
  private final Set<UdfCall> inProgress = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<String, Integer> mapBySource = new HashMap<>();
  private final Map<String, String> aliases = new HashMap<>();
  private final String prefix;

  PushBackPlanning(Way.Question question, Lookups lookups, Forms forms) {
    this.question = question;
    this.analysis = question.analysis();
    this.statement = analysis.statement();
    this.lookups = lookups;
    this.forms = forms;
    this.blocks = QueryBlocks.of(statement);
    this.splice = new LookupSplice(question);
    this.collections = new ArgumentCollections(question, splice, lookups, maps, this::planWithin);
    this.places = new LookupPlaces(question, blocks);
    this.fences = new Fences(question);
    String text = statement.sql().toUpperCase(Locale.ROOT);
    String free = "WASMUDF_M";
    while (text.contains(free)) {
      free += "X_";
    }
    this.prefix = free;
  }

  StatementPlan.PushBack plan() throws RefusedException, SQLException {
    for (UdfCall call : question.remaining()) {
      plan(call);
    }
    new LookupLists(question, blocks).finish(splice);
    Span all = new Span(0, end());
    Template whole = splice.copy(all);
    RenderedSql described = render(whole);
    ParameterUses uses = new ParameterUses(statement.parameterCount());
    for (ResultMap map : maps) {
      uses.add(map.call());
      uses.add(render(map.collection()).bindings());
      uses.add(render(map.superset()).bindings());
    }
    uses.add(described.bindings());
    Statement tree = statement.statement();
    return new StatementPlan.PushBack(
        maps,
        whole,
        splice.fenced(() -> splice.copy(all)),
        tree instanceof Select || returns(tree),
        uses.list(),
        described.sql(),
        described.bindings(),
        reason());
  }

  private static boolean returns(@Nullable Statement tree) {
    ReturningClause clause = ReturningPlanning.of(tree);
    return clause != null && !clause.isEmpty();
  }

  private String reason() {
    UdfCall first = question.remaining().get(0);
    return first.whole().of(statement.sql())
        + " stands in "
        + first.place().clause()
        + (first.place().subquery() ? " of a subquery" : "")
        + ", which the target evaluates: it looks up the results for the distinct arguments";
  }

  /** The end of the statement without semicolons. */
  private int end() {
    int last = statement.tokens().size() - 1;
    while (last > 0 && statement.tokens().get(last).isSymbol(";")) {
      last--;
    }
    return statement.tokens().get(last).end();
  }

  private RenderedSql render(Template template) {
    return lookups.render(
        template, maps, Collections.nCopies(maps.size(), new MapForm.Described()));
  }

  /** Plans a call, after those that its arguments need. */
  private void plan(UdfCall call) throws RefusedException, SQLException {
    if (splice.has(call)) {
      return;
    }
    if (!inProgress.add(call)) {
      throw new RefusedException(
          analysis.refuse(
              call,
              "its arguments depend on its own results",
              "Call the function in a derived table of its own."));
    }
    QueryBlock block = places.check(call);
    CallArguments arguments = CallArguments.of(call, statement);
    for (Operand.Other argument : arguments.list()) {
      planWithin(argument.span());
    }
    List<Owner> owners = new ArgumentOwners(question, blocks).of(call, arguments.list());
    places.checkOwners(call, block, arguments.list(), owners);
    fences.around(owners, splice);
    int map = map(call, block, arguments, owners);
    boolean joined =
        forms == Forms.JOINS
            && !collections.hasEffects()
            && places.joins(call, block, arguments.list(), owners, maps.get(map));
    if (!joined) {
      checkExact(arguments.list(), maps.get(map));
    }
    Span item = joined ? owners.get(0).item().span() : null;
    String alias =
        aliases.computeIfAbsent(
            map + "@" + (item == null ? "s" + call.whole().start() : item.start()),
            key -> prefix + (aliases.size() + 1));
    splice.use(
        call,
        new LookupSplice.Use(
            map, alias, item, arguments.list().stream().map(Operand.Other::span).toList()));
    inProgress.remove(call);
  }

  private void checkExact(List<Operand.Other> arguments, ResultMap map) throws RefusedException {
    for (int i = 0; i < arguments.size(); i++) {
      TargetColumn column = map.columns().get(map.arguments().get(i).value());
      if (!lookups.exactInSubquery(column)) {
        throw new RefusedException(
            analysis.refuse(
                arguments.get(i).span(),
                "the database mixes up -0.0 and 0.0 in a lookup that is not joined to the one table"
                    + " that the arguments come from",
                "Call the function in a derived table over that table, and use its column here."));
      }
    }
  }

  private void planWithin(Span span) throws RefusedException, SQLException {
    for (UdfCall inner : question.remaining()) {
      if (span.contains(inner.whole())) {
        plan(inner);
      }
    }
  }

  /** The map of a call; equal calls over the same tables share one. */
  private int map(UdfCall call, QueryBlock block, CallArguments arguments, List<Owner> owners)
      throws RefusedException, SQLException {
    String source = CallArguments.source(call.whole(), statement);
    String key = source + "@" + block.span() + owners.stream().map(o -> o.item().span()).toList();
    boolean shared = source.indexOf('?') < 0;
    Integer known = shared ? mapBySource.get(key) : null;
    if (known != null) {
      return known;
    }
    List<Span> leaves = arguments.list().stream().map(Operand.Other::span).toList();
    ArgumentCollections.Described described = collections.describe(call, block, leaves, owners);
    List<KeyForm> keys = new ArrayList<>();
    for (int i = 0; i < leaves.size(); i++) {
      TargetColumn column = described.columns().get(i);
      Optional<KeyForm> form = lookups.key(column);
      if (form.isEmpty()) {
        throw new RefusedException(
            analysis.refuse(
                leaves.get(i),
                "the database has no expression that tells values of type "
                    + column.typeName()
                    + " apart exactly",
                "Cast the argument to a type that it has."));
      }
      keys.add(form.get());
    }
    int[] values = ArgumentCollections.valueColumns(keys);
    Calls calls =
        new Calls(
            analysis,
            operand -> {
              int index = arguments.indexOf(operand);
              return new Calls.Column(values[index], described.columns().get(index));
            });
    ValueExpr.Call value = resolve(calls, call, leaves);
    String type = resultType(call, value);
    Template collection = collections.collect(leaves, keys, described.collection());
    Template superset =
        splice.fenced(() -> collections.collect(leaves, keys, described.superset()));
    List<ResultMap.Argument> entries = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      int keyColumn = keys.get(i).isArgument() ? values[i] : values[i] - 1;
      entries.add(
          new ResultMap.Argument(keyColumn, values[i], keys.get(i), strict(value, values[i])));
    }
    List<TargetColumn> columns = question.probe().columns(render(superset).sql());
    maps.add(
        new ResultMap(
            value, entries, collection, superset, columns, type, call.whole().of(statement.sql())));
    int index = maps.size() - 1;
    if (shared) {
      mapBySource.put(key, index);
    }
    return index;
  }

  /** MySQL knows the type of an expression over parameters only once they are bound. */
  private ValueExpr.Call resolve(Calls calls, UdfCall call, List<Span> leaves)
      throws RefusedException {
    try {
      return calls.resolve(call);
    } catch (RefusedException e) {
      for (Span leaf : leaves) {
        if (analysis.dialect().equals(Dialect.MYSQL)
            && statement.tokens(leaf).stream()
                .anyMatch(token -> token.kind() == SqlToken.Kind.PARAMETER)) {
          throw new RefusedException(
              analysis.refuse(
                  leaf,
                  "the database does not know the type of an expression over parameters before"
                      + " they are bound, so no overload can be chosen",
                  "Write CAST(... AS type) around it."));
        }
      }
      throw e;
    }
  }

  private String resultType(UdfCall call, ValueExpr.Call value) throws RefusedException {
    if (Calls.isVolatile(value)) {
      throw new RefusedException(
          analysis.refuse(
              call,
              "it is VOLATILE, so one evaluation does not stand for all rows with these arguments",
              "Declare the function IMMUTABLE if its result depends on its arguments only, or call"
                  + " it in the outermost SELECT list."));
    }
    Optional<String> type = lookups.resultType(value.function().signature().returns());
    if (type.isEmpty()) {
      throw new RefusedException(
          analysis.refuse(
              call,
              "the database has no type for its results of type "
                  + value.function().signature().returns().sql(),
              "Declare the function with another type."));
    }
    return type.get();
  }

  /** Whether the result is NULL wherever this column is. */
  private static boolean strict(ValueExpr.Call call, int column) {
    if (call.function().nullHandling() != NullHandling.RETURNS_NULL_ON_NULL_INPUT) {
      return false;
    }
    for (ValueExpr argument : call.arguments()) {
      if (argument instanceof ValueExpr.Pushed pushed && pushed.index() == column) {
        return true;
      }
      if (argument instanceof ValueExpr.Call inner && strict(inner, column)) {
        return true;
      }
    }
    return false;
  }
}
