package org.wasmudf.rewriter;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.parse.Span;

/**
 * One query block of a statement: a SELECT between its keyword and the next set operator or closing
 * parenthesis, or the one statement that writes. Found by {@link QueryBlocks}.
 */
final class QueryBlock {
  /** What starts with its keyword. */
  enum Kind {
    SELECT,
    INSERT,
    UPDATE,
    DELETE,
    MERGE
  }

  /** A clause, in which calls and names stand. */
  enum Clause {
    /** The SELECT list; of a statement that writes, what stands before all other clauses. */
    LIST,
    /** The target table of a statement that writes. */
    TARGET,
    SET,
    FROM,
    /** The source of DELETE or MERGE. */
    USING,
    WHERE,
    GROUP_BY,
    HAVING,
    WINDOW,
    QUALIFY,
    ORDER_BY,
    LIMIT,
    LOCKING,
    VALUES,
    /** ON and WHEN of MERGE. */
    MATCHING,
    CONFLICT,
    RETURNING
  }

  /**
   * A common table expression that a block can name.
   *
   * @param item from its name to the closing parenthesis
   * @param recursive declared WITH RECURSIVE
   * @param writes it is no query
   */
  record CommonTable(String name, Span item, boolean recursive, boolean writes) {}

  private final Kind kind;
  private final @Nullable QueryBlock parent;
  private final int start;
  private final List<CommonTable> visible;
  private final List<String> unfinished;
  private final Map<Clause, Span> clauses = new EnumMap<>(Clause.class);
  private final List<FromItem> items = new ArrayList<>();
  private final List<Span> tables = new ArrayList<>();
  private int end;
  private boolean distinct;
  private boolean branch;
  private boolean merged;

  QueryBlock(
      Kind kind,
      @Nullable QueryBlock parent,
      int start,
      List<CommonTable> visible,
      List<String> unfinished) {
    this.kind = kind;
    this.parent = parent;
    this.start = start;
    this.end = start;
    this.visible = List.copyOf(visible);
    this.unfinished = List.copyOf(unfinished);
  }

  Kind kind() {
    return kind;
  }

  /** The block around it, or null. */
  @Nullable QueryBlock parent() {
    return parent;
  }

  /** From its keyword to its last token. */
  Span span() {
    return new Span(start, end);
  }

  /**
   * Common table expressions that are finished where this block starts, in the order of the text.
   */
  List<CommonTable> visible() {
    return visible;
  }

  /** Names of the recursive common table expressions that this block is a part of. */
  List<String> unfinished() {
    return unfinished;
  }

  /** What stands behind a clause's keywords, or null. */
  @Nullable Span clause(Clause clause) {
    return clauses.get(clause);
  }

  boolean has(Clause clause) {
    return clauses.containsKey(clause);
  }

  /** The clause that a stretch of the block stands in, or null. */
  @Nullable Clause clauseOf(Span span) {
    for (Map.Entry<Clause, Span> entry : clauses.entrySet()) {
      if (entry.getValue().contains(span)) {
        return entry.getKey();
      }
    }
    return null;
  }

  /** The tables of FROM, or of a statement that writes, in order; those within parentheses too. */
  List<FromItem> items() {
    return items;
  }

  /** The stretches of the text that all items stand in: FROM, or target and source. */
  List<Span> tables() {
    return tables;
  }

  /** Whether NATURAL or USING make columns of two tables one. */
  boolean merged() {
    return merged;
  }

  boolean distinct() {
    return distinct;
  }

  /** Whether this is an operand of UNION, INTERSECT or EXCEPT. */
  boolean branch() {
    return branch;
  }

  /** The blocks from this one outwards. */
  List<QueryBlock> chain() {
    List<QueryBlock> chain = new ArrayList<>();
    for (QueryBlock block = this; block != null; block = block.parent) {
      chain.add(block);
    }
    return chain;
  }

  boolean writes() {
    return kind != Kind.SELECT;
  }

  // While it is being found.

  void put(Clause clause, Span span) {
    clauses.putIfAbsent(clause, span);
  }

  void tables(Span span, FromItems.Read read) {
    tables.add(span);
    items.addAll(read.items());
    merged |= read.merged();
  }

  void end(int offset) {
    end = Math.max(end, offset);
  }

  void markDistinct() {
    distinct = true;
  }

  void markBranch() {
    branch = true;
  }
}
