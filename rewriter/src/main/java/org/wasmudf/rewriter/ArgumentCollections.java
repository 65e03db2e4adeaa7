package org.wasmudf.rewriter;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.ArgumentOwners.Owner;
import org.wasmudf.rewriter.QueryBlock.Clause;
import org.wasmudf.rewriter.QueryBlock.CommonTable;
import org.wasmudf.rewriter.lookup.Lookups;
import org.wasmudf.rewriter.lookup.MapForm;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.parse.Span;
import org.wasmudf.rewriter.parse.SqlToken;
import org.wasmudf.rewriter.plan.KeyForm;
import org.wasmudf.rewriter.plan.Piece;
import org.wasmudf.rewriter.plan.ResultMap;
import org.wasmudf.rewriter.plan.TargetColumn;
import org.wasmudf.rewriter.plan.Template;

/**
 * Writes the queries that collect the arguments of a call: under the conditions of its own query
 * for the first attempt, and over the bare tables for the second, since no target promises to
 * evaluate conditions before the call. It is long because all ways to read arguments share the one
 * way to write them.
 */
final class ArgumentCollections {
  private static final String VALUE = "WASMUDF_A";

  private final Way.Question question;
  private final Analysis analysis;
  private final ParsedStatement statement;
  private final LookupSplice splice;
  private final Lookups lookups;
  private final List<ResultMap> maps;
  private final Needs needs;
  private final Unrepeatable unrepeatable;

  /** Plans the calls within a stretch of the text, which a collection is about to use. */
  interface Needs {
    void plan(Span span) throws RefusedException, SQLException;
  }

  /**
   * Where rows come from.
   *
   * @param tables stretches of FROM, to be put one beside the other
   * @param conditions to be connected by AND
   * @param rest of the query behind the conditions, from its keyword on, or null
   * @param limited whether the rest limits the rows, so that DISTINCT must stand around it
   */
  private record Source(
      List<Span> tables, List<Span> conditions, @Nullable Span rest, boolean limited) {
    List<Span> spans() {
      List<Span> spans = new ArrayList<>(tables);
      spans.addAll(conditions);
      if (rest != null) {
        spans.add(rest);
      }
      return spans;
    }
  }

  /** A query that gives arguments, its SELECT list left open. */
  static final class Query {
    private final List<CommonTable> visible;
    private final Source source;

    private Query(List<CommonTable> visible, Source source) {
      this.visible = visible;
      this.source = source;
    }
  }

  /**
   * What the target says of the arguments, and where they are collected.
   *
   * @param columns one for each argument
   */
  record Described(List<TargetColumn> columns, Query collection, Query superset) {}

  ArgumentCollections(
      Way.Question question,
      LookupSplice splice,
      Lookups lookups,
      List<ResultMap> maps,
      Needs needs) {
    this.question = question;
    this.analysis = question.analysis();
    this.statement = analysis.statement();
    this.splice = splice;
    this.lookups = lookups;
    this.maps = maps;
    this.needs = needs;
    this.unrepeatable = new Unrepeatable(question);
  }

  /**
   * Finds queries that the target accepts.
   *
   * @throws RefusedException where there is none
   */
  Described describe(UdfCall call, QueryBlock block, List<Span> leaves, List<Owner> owners)
      throws RefusedException, SQLException {
    for (Span leaf : leaves) {
      refuseUnrepeatable(leaf);
    }
    Query narrow = null;
    for (Source source : narrow(call, block, owners)) {
      Query query = query(source, block, leaves);
      if (query != null && columns(query, leaves) != null) {
        narrow = query;
        break;
      }
    }
    boolean raising = leaves.stream().anyMatch(l -> Hazards.raising(l, statement).isPresent());
    if (raising && call.place().guarded()) {
      throw new RefusedException(
          analysis.refuse(
              call,
              "its argument may fail for rows that the condition around it keeps away, and it is"
                  + " evaluated for all of them",
              "Write the CASE within the argument."));
    }
    if (raising && narrow != null) {
      List<TargetColumn> columns = columns(narrow, leaves);
      if (columns != null && rowLocal(narrow, leaves)) {
        return new Described(columns, narrow, narrow);
      }
    }
    for (Source source : wide(call, owners)) {
      Query query = query(source, block, leaves);
      List<TargetColumn> columns = query == null ? null : columns(query, leaves);
      if (query != null && columns != null && rowLocal(query, leaves)) {
        return new Described(columns, narrow == null ? query : narrow, query);
      }
    }
    Source whole = whole(call, block);
    Query query = whole == null ? null : query(whole, block, leaves);
    if (query != null && columns(query, leaves) != null) {
      throw new RefusedException(
          analysis.refuse(
              call,
              "its argument is an aggregate or a window over the rows of its own query, which no"
                  + " lookup can read there",
              "Write the query without the function as a derived table, SELECT ... FROM (SELECT"
                  + " ..., SUM(x) AS s ...) AS q, and call the function over its columns."));
    }
    UserText.check(question);
    throw new RefusedException(
        analysis.refuse(
            call,
            "the rows that its arguments come from cannot be read by themselves",
            "Call the function in a derived table over these rows, and use its column here."));
  }

  // Sources.

  /** The tables of the arguments and nothing else. */
  private static List<Source> wide(UdfCall call, List<Owner> owners) {
    List<Source> sources = new ArrayList<>();
    boolean lateral = owners.stream().anyMatch(owner -> owner.item().lateral());
    if (!lateral) {
      sources.add(bare(owners.stream().map(owner -> owner.item().span()).toList()));
    }
    List<Span> all = new ArrayList<>();
    for (Owner owner : owners) {
      owner.block().tables().stream().filter(span -> !all.contains(span)).forEach(all::add);
    }
    if (!all.isEmpty() && all.stream().noneMatch(span -> span.contains(call.whole()))) {
      sources.add(bare(all));
    }
    return sources;
  }

  private static Source bare(List<Span> tables) {
    return new Source(tables, List.of(), null, false);
  }

  /** The call's own query, as far as it can be read without the call. */
  private List<Source> narrow(UdfCall call, QueryBlock block, List<Owner> owners)
      throws SQLException {
    List<Source> sources = new ArrayList<>();
    if (owners.isEmpty() || hasEffects()) {
      // A second attempt would call a function with effects again, so the first must do.
      return sources;
    }
    QueryBlock from = owners.get(0).block();
    boolean one = owners.stream().allMatch(owner -> owner.block() == from);
    if (!one || from.tables().stream().anyMatch(span -> span.contains(call.whole()))) {
      return sources;
    }
    List<Span> conditions = conditions(from);
    Span limit = limit(call, block);
    if (limit != null && from == block) {
      sources.add(new Source(block.tables(), whereOf(block), limit, true));
    }
    if (!conditions.isEmpty()) {
      sources.add(new Source(from.tables(), conditions, null, false));
    }
    return sources;
  }

  /** Whether a part of the statement must be evaluated exactly as often as it stands there. */
  boolean hasEffects() throws SQLException {
    return unrepeatable.first(new Span(0, statement.sql().length())).isPresent();
  }

  private static List<Span> whereOf(QueryBlock block) {
    Span where = block.clause(Clause.WHERE);
    return where == null ? List.of() : List.of(where);
  }

  /** ORDER BY and LIMIT of a query whose calls all stand in the SELECT list; else null. */
  private @Nullable Span limit(UdfCall call, QueryBlock block) {
    boolean plain =
        block.kind() == QueryBlock.Kind.SELECT
            && block.has(Clause.LIMIT)
            && !block.distinct()
            && !block.branch()
            && !block.has(Clause.GROUP_BY)
            && !block.has(Clause.HAVING)
            && !block.has(Clause.WINDOW)
            && !block.has(Clause.QUALIFY)
            && !block.has(Clause.LOCKING)
            && block.clauseOf(call.whole()) == Clause.LIST;
    if (!plain) {
      return null;
    }
    for (UdfCall other : question.remaining()) {
      Clause clause = block.clauseOf(other.whole());
      if (block.span().contains(other.whole()) && clause != Clause.LIST) {
        return null;
      }
    }
    Span order = block.clause(Clause.ORDER_BY);
    Span limit = block.clause(Clause.LIMIT);
    Span first = order == null ? limit : order;
    if (first == null || limit == null || (order != null && hasOrdinal(order))) {
      return null;
    }
    SqlToken keyword = statement.tokenBefore(first.start());
    if (keyword != null && keyword.isWord("BY")) {
      keyword = statement.tokenBefore(keyword.start());
    }
    return keyword == null ? null : new Span(keyword.start(), block.span().end());
  }

  private boolean hasOrdinal(Span order) {
    return statement.tokens(order).stream().anyMatch(t -> t.kind() == SqlToken.Kind.NUMBER);
  }

  /** The conjuncts of WHERE that can be evaluated ahead of the calls. */
  private List<Span> conditions(QueryBlock block) throws SQLException {
    Span where = block.clause(Clause.WHERE);
    List<Span> conditions = new ArrayList<>();
    for (Span span : where == null ? List.<Span>of() : conjuncts(where)) {
      if (question.remaining().stream().noneMatch(call -> span.contains(call.whole()))
          && Hazards.raising(span, statement).isEmpty()
          && unrepeatable.first(span).isEmpty()) {
        conditions.add(span);
      }
    }
    return conditions;
  }

  private List<Span> conjuncts(Span where) {
    int depth = 0;
    for (SqlToken token : statement.tokens(where)) {
      depth += Expressions.step(token);
      if (depth == 0
          && (token.isAnyWord("OR", "XOR") || token.isSymbol("||") || token.isSymbol("&&"))) {
        return List.of(where);
      }
    }
    List<Span> parts = Expressions.split(where, token -> token.isWord("AND"), statement);
    return parts.isEmpty() ? List.of(where) : parts;
  }

  /** The whole of a query that aggregates its rows into the arguments; else null. */
  private @Nullable Source whole(UdfCall call, QueryBlock block) {
    Clause clause = block.clauseOf(call.whole());
    boolean above =
        clause == Clause.LIST
            || clause == Clause.HAVING
            || clause == Clause.ORDER_BY
            || clause == Clause.QUALIFY;
    if (!above || block.kind() != QueryBlock.Kind.SELECT || block.tables().isEmpty()) {
      return null;
    }
    Span group = block.clause(Clause.GROUP_BY);
    Span having = block.clause(Clause.HAVING);
    boolean free =
        having != null
            && question.remaining().stream().noneMatch(other -> having.contains(other.whole()));
    Span last = free ? having : group;
    Span first = group == null ? last : group;
    Span rest = null;
    if (first != null && last != null) {
      SqlToken keyword = statement.tokenBefore(first.start());
      if (keyword != null && keyword.isWord("BY")) {
        keyword = statement.tokenBefore(keyword.start());
      }
      rest = keyword == null ? null : new Span(keyword.start(), last.end());
    }
    return new Source(block.tables(), whereOf(block), rest, false);
  }

  // Texts.

  /** The query over a source; null where it needs what cannot be planned before. */
  private @Nullable Query query(Source source, QueryBlock block, List<Span> leaves)
      throws SQLException {
    try {
      for (Span span : source.tables()) {
        refuseUnrepeatable(span);
      }
      List<Span> spans = new ArrayList<>(source.spans());
      spans.addAll(leaves);
      List<CommonTable> visible = mentioned(block.visible(), spans);
      for (CommonTable table : visible) {
        if (table.writes()) {
          return null;
        }
        spans.add(table.item());
      }
      for (Span span : spans) {
        needs.plan(span);
      }
      Query query = new Query(visible, source);
      text(query, List.of(Template.of("1")), "SELECT ");
      return query;
    } catch (RefusedException e) {
      return null;
    }
  }

  /** The common table expressions up to the last one that is named. */
  private List<CommonTable> mentioned(List<CommonTable> visible, List<Span> spans) {
    int last = -1;
    for (Span span : spans) {
      for (SqlToken token : statement.tokens(span)) {
        for (int i = visible.size() - 1; i > last; i--) {
          if (token.unquoted().equalsIgnoreCase(Analyzer.bare(visible.get(i).name()))) {
            last = i;
          }
        }
      }
    }
    return visible.subList(0, last + 1);
  }

  /** The query with keys and arguments, each combination once. */
  Template collect(List<Span> leaves, List<KeyForm> keys, Query query) throws RefusedException {
    return splice.copyUsed(() -> collection(leaves, keys, query));
  }

  private Template collection(List<Span> leaves, List<KeyForm> keys, Query query)
      throws RefusedException {
    List<Template> list = new ArrayList<>();
    for (int i = 0; i < leaves.size(); i++) {
      Template value =
          query.source.limited() ? Template.of(VALUE + (i + 1)) : splice.copy(leaves.get(i));
      KeyForm key = keys.get(i);
      if (key.isArgument()) {
        list.add(aliased(value, i));
        continue;
      }
      list.add(
          new Template(
              List.of(new Piece.Key(key, value), new Piece.Sql(" AS WASMUDF_K" + (i + 1)))));
      List<Piece> fetched = new ArrayList<>();
      fetched.add(new Piece.Sql(key.fetched().before()));
      fetched.addAll(value.pieces());
      fetched.add(new Piece.Sql(key.fetched().after()));
      list.add(aliased(new Template(fetched), i));
    }
    if (list.isEmpty()) {
      list.add(Template.of("1 AS WASMUDF_ONE"));
    }
    if (!query.source.limited()) {
      return text(query, list, "SELECT DISTINCT ");
    }
    List<Piece> pieces = new ArrayList<>();
    pieces.add(new Piece.Sql("SELECT DISTINCT "));
    join(list, ", ", pieces);
    pieces.add(new Piece.Sql(" FROM ("));
    pieces.addAll(text(query, values(leaves), "SELECT ").pieces());
    pieces.add(new Piece.Sql(") AS WASMUDF_Q"));
    return new Template(pieces);
  }

  private List<Template> values(List<Span> leaves) throws RefusedException {
    List<Template> list = new ArrayList<>();
    for (int i = 0; i < leaves.size(); i++) {
      list.add(aliased(splice.copy(leaves.get(i)), i));
    }
    if (list.isEmpty()) {
      list.add(Template.of("1 AS WASMUDF_ONE"));
    }
    return list;
  }

  private static Template aliased(Template value, int argument) {
    List<Piece> pieces = new ArrayList<>(value.pieces());
    pieces.add(new Piece.Sql(" AS " + VALUE + (argument + 1)));
    return new Template(pieces);
  }

  private Template text(Query query, List<Template> list, String select) throws RefusedException {
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < query.visible.size(); i++) {
      boolean recursive = query.visible.stream().anyMatch(CommonTable::recursive);
      String with = recursive ? "WITH RECURSIVE " : "WITH ";
      pieces.add(new Piece.Sql(i == 0 ? with : ", "));
      pieces.addAll(splice.copy(query.visible.get(i).item()).pieces());
    }
    pieces.add(new Piece.Sql(query.visible.isEmpty() ? select : " " + select));
    join(list, ", ", pieces);
    String between = " FROM ";
    for (Span table : query.source.tables()) {
      pieces.add(new Piece.Sql(between));
      pieces.addAll(splice.copy(table).pieces());
      between = ", ";
    }
    between = " WHERE (";
    for (Span condition : query.source.conditions()) {
      pieces.add(new Piece.Sql(between));
      pieces.addAll(splice.copy(condition).pieces());
      pieces.add(new Piece.Sql(")"));
      between = " AND (";
    }
    Span rest = query.source.rest();
    if (rest != null) {
      pieces.add(new Piece.Sql(" "));
      pieces.addAll(splice.copy(rest).pieces());
    }
    return new Template(pieces);
  }

  private static void join(List<Template> templates, String between, List<Piece> pieces) {
    for (int i = 0; i < templates.size(); i++) {
      if (i > 0) {
        pieces.add(new Piece.Sql(between));
      }
      pieces.addAll(templates.get(i).pieces());
    }
  }

  // What the target says.

  private @Nullable List<TargetColumn> columns(Query query, List<Span> leaves)
      throws RefusedException, SQLException {
    return question
        .probe()
        .tryColumns(sql(splice.copyUsed(() -> text(query, values(leaves), "SELECT "))));
  }

  /**
   * Whether the arguments are expressions over single rows of the query. Only the target knows
   * aggregates: it refuses them, and window functions, in GROUP BY.
   */
  private boolean rowLocal(Query query, List<Span> leaves) throws RefusedException, SQLException {
    for (Span leaf : leaves) {
      if (statement.tokens(leaf).stream().anyMatch(token -> token.isSymbol("("))) {
        List<Piece> pieces =
            new ArrayList<>(
                text(query, List.of(Template.of("1 AS WASMUDF_ONE")), "SELECT ").pieces());
        pieces.add(new Piece.Sql(" GROUP BY ("));
        pieces.addAll(splice.copy(leaf).pieces());
        pieces.add(new Piece.Sql(")"));
        if (question.probe().refusalOf(sql(new Template(pieces))) != null) {
          return false;
        }
      }
    }
    return true;
  }

  private String sql(Template template) {
    return lookups
        .render(template, maps, Collections.nCopies(maps.size(), new MapForm.Described()))
        .sql();
  }

  private void refuseUnrepeatable(Span span) throws RefusedException, SQLException {
    Optional<SqlToken> token = unrepeatable.first(span);
    if (token.isPresent()) {
      throw new RefusedException(
          analysis.refuse(
              token.get().span(),
              "it would be evaluated twice, and gives something else each time",
              "SELECT its value first and bind it as a parameter."));
    }
  }

  // Columns of a collection.

  /** The column of each argument; its key stands before it where that is another one. */
  static int[] valueColumns(List<KeyForm> keys) {
    int[] columns = new int[keys.size()];
    int next = 0;
    for (int i = 0; i < columns.length; i++) {
      next += keys.get(i).isArgument() ? 0 : 1;
      columns[i] = next++;
    }
    return columns;
  }
}
