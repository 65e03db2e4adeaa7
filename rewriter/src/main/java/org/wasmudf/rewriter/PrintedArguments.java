package org.wasmudf.rewriter;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.ArgumentOwners.Owner;
import org.wasmudf.rewriter.dialect.UnaliasedLabel;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.parse.Span;
import org.wasmudf.rewriter.parse.SqlToken;
import org.wasmudf.rewriter.plan.TargetColumn;

/** Labels of calls on targets that print the arguments in their own way: they are asked to. */
final class PrintedArguments {
  private static final Pattern PARAMETER =
      Pattern.compile("'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|\\?(\\d+)");

  private final Way.Question question;
  private final Analysis analysis;
  private final ParsedStatement statement;
  private final List<QueryBlock> blocks;

  PrintedArguments(Way.Question question, List<QueryBlock> blocks) {
    this.question = question;
    this.analysis = question.analysis();
    this.statement = analysis.statement();
    this.blocks = blocks;
  }

  /** The label of a call that has no alias. */
  String label(UdfCall call) throws SQLException {
    Map<Span, String> printed = new HashMap<>();
    if (analysis.dialect().unaliasedLabel() == UnaliasedLabel.PRINTED) {
      List<Operand.Other> arguments = CallArguments.of(call, statement).list();
      try {
        List<Owner> owners = new ArgumentOwners(question, blocks).of(call, arguments);
        for (Operand.Other argument : arguments) {
          print(
              argument.span(), owners.stream().map(owner -> owner.item().span()).toList(), printed);
        }
      } catch (RefusedException e) {
        // Then the label is the text as it is written.
        printed.clear();
      }
    }
    return new Labels(analysis, printed).of(call);
  }

  /** The label of an expression with calls, as H2 prints it; null where that cannot be told. */
  @Nullable String label(Span expression) throws SQLException {
    QueryBlock block = QueryBlocks.around(blocks, expression);
    if (block == null) {
      return null;
    }
    Map<Span, String> printed = new HashMap<>();
    print(expression, block.tables(), printed);
    return printed.get(expression);
  }

  private void print(Span argument, List<Span> tables, Map<Span, String> printed)
      throws SQLException {
    StringBuilder sql = new StringBuilder("SELECT ROW(");
    List<String> inPlaceOf = new ArrayList<>();
    int at = argument.start();
    for (UdfCall inner : analysis.within(argument)) {
      if (inner.whole().start() >= at) {
        copy(at, inner.whole().start(), sql, inPlaceOf);
        sql.append('?');
        inPlaceOf.add(label(inner));
        at = inner.whole().end();
      }
    }
    copy(at, argument.end(), sql, inPlaceOf);
    sql.append(')');
    String between = " FROM ";
    for (Span table : tables) {
      if (!analysis.within(table).isEmpty()) {
        return;
      }
      sql.append(between).append(table.of(statement.sql()));
      between = ", ";
    }
    List<TargetColumn> columns = question.probe().tryColumns(sql.toString());
    String label = columns == null ? "" : columns.get(0).label();
    if (label.startsWith("ROW (") && label.endsWith(")")) {
      printed.put(argument, replaced(label.substring(5, label.length() - 1), inPlaceOf));
    }
  }

  private void copy(int start, int end, StringBuilder sql, List<String> inPlaceOf) {
    sql.append(statement.sql(), start, end);
    for (SqlToken token : statement.tokens(new Span(start, end))) {
      if (token.kind() == SqlToken.Kind.PARAMETER) {
        inPlaceOf.add("?" + statement.parameterOrdinal(token.start()));
      }
    }
  }

  private static String replaced(String label, List<String> inPlaceOf) {
    Matcher matcher = PARAMETER.matcher(label);
    StringBuilder text = new StringBuilder();
    while (matcher.find()) {
      String number = matcher.group(1);
      boolean known = number != null && Integer.parseInt(number) <= inPlaceOf.size();
      matcher.appendReplacement(
          text,
          Matcher.quoteReplacement(
              known ? inPlaceOf.get(Integer.parseInt(number) - 1) : matcher.group()));
    }
    return matcher.appendTail(text).toString();
  }
}
