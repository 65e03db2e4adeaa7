package org.wasmudf.rewriter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.parse.Span;
import org.wasmudf.rewriter.parse.SqlToken;
import org.wasmudf.rewriter.plan.Binding;
import org.wasmudf.rewriter.plan.Piece;
import org.wasmudf.rewriter.plan.Template;

/**
 * Copies stretches of the user's text with lookups in the place of the calls that are planned so
 * far. Nothing of the user's is printed again.
 */
final class LookupSplice {
  private final Way.Question question;
  private final ParsedStatement statement;
  private final IdentityHashMap<UdfCall, Use> uses = new IdentityHashMap<>();
  private final Map<Span, Map<String, Piece.Join>> joins = new HashMap<>();
  private final List<Edit> others = new ArrayList<>();
  private final List<Edit> fences = new ArrayList<>();
  private boolean fenced;

  /** The aliases whose joins are copied; null for all. */
  private @Nullable Set<String> only;

  /**
   * What a call has become.
   *
   * @param alias of the map
   * @param item that the map is joined to, null for a scalar lookup
   */
  record Use(int map, String alias, @Nullable Span item, List<Span> arguments) {}

  /**
   * A stretch that is replaced, or a place (an empty stretch) where something is put.
   *
   * @param order among those at one place
   */
  private record Edit(Span span, int order, List<Piece> pieces) {}

  private static final int WHOLE = -1;
  private static final int BEFORE_TABLE = 0;
  private static final int INSIDE = 1;
  private static final int BEHIND_TABLE = 2;
  private static final int BEHIND_QUERY = 3;

  LookupSplice(Way.Question question) {
    this.question = question;
    this.statement = question.analysis().statement();
  }

  /** States what a call has become. */
  void use(UdfCall call, Use use) throws RefusedException {
    uses.put(call, use);
    if (use.item() != null) {
      List<Template> arguments = new ArrayList<>();
      for (Span argument : use.arguments()) {
        arguments.add(copy(argument));
      }
      joins
          .computeIfAbsent(use.item(), item -> new LinkedHashMap<>())
          .putIfAbsent(use.alias(), new Piece.Join(use.map(), use.alias(), arguments));
    }
  }

  boolean has(UdfCall call) {
    return uses.containsKey(call);
  }

  /** Whether a map is joined to this item. */
  boolean joins(Span item) {
    return joins.containsKey(item);
  }

  /** Replaces a stretch by a text of ours, or puts one where the stretch is empty. */
  void put(Span span, String text) {
    others.add(new Edit(span, INSIDE, List.of(new Piece.Sql(text))));
  }

  /** Replaces a stretch with all calls in it. */
  void replace(Span span, String text) {
    others.add(new Edit(span, WHOLE, List.of(new Piece.Sql(text))));
  }

  /**
   * Puts a text in a place while fences are up.
   *
   * @param ofQuery at the end of a query, behind the table that may end there
   */
  void fence(int offset, String text, boolean ofQuery) {
    int order = ofQuery ? BEHIND_QUERY : INSIDE;
    Edit edit = new Edit(new Span(offset, offset), order, List.of(new Piece.Sql(text)));
    if (!fences.contains(edit)) {
      fences.add(edit);
    }
  }

  /**
   * A copy in which the target evaluates the derived tables that arguments come from before it
   * evaluates the calls.
   */
  Template fenced(Copying copying) throws RefusedException {
    fenced = true;
    try {
      return copying.copy();
    } finally {
      fenced = false;
    }
  }

  /**
   * As {@link #copy}, with those joins only that what stands outside of them reads.
   *
   * @param copying puts a text together out of copies
   */
  Template copyUsed(Copying copying) throws RefusedException {
    Set<String> used = new HashSet<>();
    collect(copying.copy(), used);
    int before;
    do {
      before = used.size();
      for (Map<String, Piece.Join> joined : joins.values()) {
        for (Piece.Join join : joined.values()) {
          if (used.contains(join.alias())) {
            for (Template argument : join.arguments()) {
              collect(argument, used);
            }
          }
        }
      }
    } while (used.size() > before);
    only = used;
    try {
      return copying.copy();
    } finally {
      only = null;
    }
  }

  /** Puts a text together. */
  interface Copying {
    Template copy() throws RefusedException;
  }

  private static void collect(Template template, Set<String> aliases) {
    for (Piece piece : template.pieces()) {
      if (piece instanceof Piece.JoinedValue value) {
        aliases.add(value.alias());
        value.arguments().forEach(argument -> collect(argument, aliases));
      } else if (piece instanceof Piece.Lookup lookup) {
        lookup.arguments().forEach(argument -> collect(argument, aliases));
      } else if (piece instanceof Piece.Key key) {
        collect(key.argument(), aliases);
      }
    }
  }

  /**
   * A stretch of the text.
   *
   * @throws RefusedException where a call in it is not planned yet
   */
  Template copy(Span span) throws RefusedException {
    List<Piece> pieces = new ArrayList<>();
    int at = span.start();
    for (Edit edit : edits(span)) {
      if (edit.span().start() < at) {
        continue;
      }
      source(at, edit.span().start(), pieces);
      pieces.addAll(edit.pieces());
      at = edit.span().end();
    }
    source(at, span.end(), pieces);
    return new Template(pieces);
  }

  private List<Edit> edits(Span span) throws RefusedException {
    List<Edit> edits = new ArrayList<>();
    for (FoldedCall folded : question.folded()) {
      if (span.contains(folded.span())) {
        int mark = folded.sql().indexOf('?');
        edits.add(
            new Edit(
                folded.span(),
                INSIDE,
                List.of(
                    new Piece.Sql(folded.sql().substring(0, mark)),
                    new Piece.Parameter(new Binding.FoldedCall(folded.call())),
                    new Piece.Sql(folded.sql().substring(mark + 1)))));
      }
    }
    for (UdfCall call : question.remaining()) {
      if (span.contains(call.whole())) {
        edits.add(new Edit(call.whole(), INSIDE, lookup(call, span)));
      }
    }
    for (Map.Entry<Span, Map<String, Piece.Join>> entry : joins.entrySet()) {
      Span item = entry.getKey();
      List<Piece> pieces = new ArrayList<>();
      for (Piece.Join join : entry.getValue().values()) {
        if (only == null || only.contains(join.alias())) {
          pieces.add(join);
        }
      }
      if (span.contains(item) && !pieces.isEmpty()) {
        edits.add(
            new Edit(
                new Span(item.start(), item.start()), BEFORE_TABLE, List.of(new Piece.Sql("("))));
        pieces.add(new Piece.Sql(")"));
        edits.add(new Edit(new Span(item.end(), item.end()), BEHIND_TABLE, pieces));
      }
    }
    List<Edit> put = new ArrayList<>(others);
    put.addAll(fenced ? fences : List.of());
    put.stream().filter(edit -> span.contains(edit.span())).forEach(edits::add);
    edits.sort(
        Comparator.comparingInt((Edit edit) -> edit.span().start())
            .thenComparingInt(Edit::order)
            .thenComparingInt(edit -> edit.span().end()));
    return edits;
  }

  private List<Piece> lookup(UdfCall call, Span within) throws RefusedException {
    Use use = uses.get(call);
    if (use == null) {
      throw new RefusedException(
          question
              .analysis()
              .refuse(
                  within,
                  "the arguments of a WASM function cannot be collected from a text that needs"
                      + " the function's own results",
                  "Call the function in a derived table of its own."));
    }
    List<Template> arguments = new ArrayList<>();
    for (Span argument : use.arguments()) {
      arguments.add(copy(argument));
    }
    Piece piece =
        use.item() == null
            ? new Piece.Lookup(use.map(), use.alias(), arguments)
            : new Piece.JoinedValue(use.map(), use.alias(), arguments);
    return List.of(new Piece.Sql("("), piece, new Piece.Sql(")"));
  }

  private void source(int start, int end, List<Piece> pieces) {
    int at = start;
    for (SqlToken token : statement.tokens(new Span(start, Math.max(start, end)))) {
      if (token.kind() == SqlToken.Kind.PARAMETER) {
        text(at, token.start(), pieces);
        pieces.add(
            new Piece.Parameter(
                new Binding.UserParameter(statement.parameterOrdinal(token.start()))));
        at = token.end();
      }
    }
    text(at, end, pieces);
  }

  private void text(int start, int end, List<Piece> pieces) {
    if (start < end) {
      pieces.add(new Piece.Sql(statement.sql().substring(start, end)));
    }
  }
}
