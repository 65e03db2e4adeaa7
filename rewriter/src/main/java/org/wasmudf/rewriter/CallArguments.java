package org.wasmudf.rewriter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.parse.Span;
import org.wasmudf.rewriter.parse.SqlToken;

/**
 * The target's expressions among the arguments of a call and of the calls that are its arguments;
 * two mentions of one expression are one.
 */
final class CallArguments {
  private final List<Operand.Other> list = new ArrayList<>();
  private final IdentityHashMap<Operand.Other, Integer> index = new IdentityHashMap<>();

  private CallArguments() {}

  static CallArguments of(UdfCall call, ParsedStatement statement) {
    CallArguments arguments = new CallArguments();
    arguments.collect(call, statement, new HashMap<>());
    return arguments;
  }

  private void collect(UdfCall call, ParsedStatement statement, Map<String, Integer> bySource) {
    for (Operand argument : call.arguments()) {
      if (argument instanceof Operand.Result result) {
        collect(result.call(), statement, bySource);
      } else if (argument instanceof Operand.Other other) {
        String source = source(other.span(), statement);
        // Each parameter is another one.
        String key = source.indexOf('?') >= 0 ? source + "@" + other.span().start() : source;
        Integer known = bySource.get(key);
        if (known == null) {
          known = list.size();
          bySource.put(key, known);
          list.add(other);
        }
        index.put(other, known);
      }
    }
  }

  /** A stretch of the text without white space and comments. */
  static String source(Span span, ParsedStatement statement) {
    return statement.tokens(span).stream()
        .map(
            token ->
                token.kind() == SqlToken.Kind.WORD
                    ? token.text().toLowerCase(Locale.ROOT)
                    : token.text())
        .collect(Collectors.joining(" "));
  }

  List<Operand.Other> list() {
    return list;
  }

  int indexOf(Operand.Other operand) {
    Integer known = index.get(operand);
    if (known == null) {
      throw new IllegalStateException("an argument of another call");
    }
    return known;
  }
}
