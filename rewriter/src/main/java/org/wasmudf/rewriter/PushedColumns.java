package org.wasmudf.rewriter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import net.sf.jsqlparser.schema.Column;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.parse.Span;
import org.wasmudf.rewriter.parse.SqlToken;

/** The columns that the pushed query gets beside those that the user selects. */
final class PushedColumns {
  private final ParsedStatement statement;
  private final String prefix;
  private final List<Hidden> hidden = new ArrayList<>();
  private final Map<String, Ref> bySource = new HashMap<>();
  private final IdentityHashMap<Operand.Other, Ref> byOperand = new IdentityHashMap<>();

  /** Where an operand's value is. */
  sealed interface Ref {}

  /**
   * The user selects the same column.
   *
   * @param item of the SELECT list, from 0
   */
  record Visible(int item) implements Ref {}

  /**
   * A column of ours.
   *
   * @param span its expression in the user's text
   * @param condition whether it is one, so that it needs parentheses
   * @param alias unlike any name in the user's text
   * @param number from 0, among these
   */
  record Hidden(Span span, boolean condition, String alias, int number) implements Ref {}

  PushedColumns(ParsedStatement statement) {
    this.statement = statement;
    String text = statement.sql().toUpperCase(Locale.ROOT);
    String free = "WASMUDF_";
    while (text.contains(free)) {
      free += "X_";
    }
    this.prefix = free;
  }

  /** States that the user selects a column of the target by itself. */
  void visible(Span span, int item) {
    bySource.putIfAbsent(source(span), new Visible(item));
  }

  /** Pushes an operand. Two mentions of one column of the target share it. */
  void add(Operand.Other operand) {
    if (!byOperand.containsKey(operand)) {
      byOperand.put(
          operand,
          operand.expression() instanceof Column
              ? bySource.computeIfAbsent(
                  source(operand.span()), key -> create(operand.span(), false))
              : create(operand.span(), false));
    }
  }

  /** Pushes a condition that the target decides. */
  void addCondition(Operand.Other operand) {
    if (operand.expression() instanceof Column) {
      add(operand);
    } else {
      byOperand.put(operand, create(operand.span(), true));
    }
  }

  private Hidden create(Span span, boolean condition) {
    Hidden column = new Hidden(span, condition, alias(hidden.size() + 1), hidden.size());
    hidden.add(column);
    return column;
  }

  /** A name of ours that stands nowhere in the user's text. */
  String alias(int number) {
    return prefix + number;
  }

  /** How all of these names start. */
  String prefix() {
    return prefix;
  }

  Ref of(Operand.Other operand) {
    Ref column = byOperand.get(operand);
    if (column == null) {
      throw new IllegalStateException("an operand was not pushed");
    }
    return column;
  }

  List<Hidden> all() {
    return hidden;
  }

  private String source(Span span) {
    return statement.tokens(span).stream()
        .map(
            token ->
                token.kind() == SqlToken.Kind.WORD
                    ? token.text().toLowerCase(Locale.ROOT)
                    : token.text())
        .collect(Collectors.joining());
  }
}
