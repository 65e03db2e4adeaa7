package org.wasmudf.rewriter;

import java.util.ArrayList;
import java.util.List;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.parse.Span;
import org.wasmudf.rewriter.parse.SqlToken;
import org.wasmudf.rewriter.plan.Binding;

/**
 * Builds a statement out of stretches of the user's text, never printed again from the tree. Folded
 * calls within become {@code CAST(? AS T)}; each {@code ?} keeps what it is bound to.
 */
final class GeneratedSql {
  private final ParsedStatement source;
  private final List<FoldedCall> folded;
  private final StringBuilder text = new StringBuilder();
  private final List<Binding> bindings = new ArrayList<>();

  GeneratedSql(ParsedStatement source, List<FoldedCall> folded) {
    this.source = source;
    this.folded = folded;
  }

  /** Copies a stretch of the user's text. */
  GeneratedSql source(Span span) {
    int at = span.start();
    for (FoldedCall call : folded) {
      if (span.contains(call.span())) {
        copy(at, call.span().start());
        append(call.sql());
        bindings.add(new Binding.FoldedCall(call.call()));
        at = call.span().end();
      }
    }
    copy(at, span.end());
    return this;
  }

  /** Copies the user's text between two offsets. */
  GeneratedSql source(int start, int end) {
    return source(new Span(start, end));
  }

  private void copy(int start, int end) {
    append(source.sql().substring(start, end));
    for (SqlToken token : source.tokens(new Span(start, end))) {
      if (token.kind() == SqlToken.Kind.PARAMETER) {
        bindings.add(new Binding.UserParameter(source.parameterOrdinal(token.start())));
      }
    }
  }

  /** Appends a text of ours, without parameters. */
  GeneratedSql text(String generated) {
    append(generated);
    return this;
  }

  /** Two words that only a parenthesis kept apart in the user's text stay apart. */
  private void append(String piece) {
    boolean words =
        text.length() > 0
            && !piece.isEmpty()
            && Character.isJavaIdentifierPart(text.charAt(text.length() - 1))
            && Character.isJavaIdentifierPart(piece.charAt(0));
    text.append(words ? " " : "").append(piece);
  }

  /** How long the text is so far. */
  int length() {
    return text.length();
  }

  String sql() {
    return text.toString().stripTrailing();
  }

  List<Binding> bindings() {
    return bindings;
  }
}
