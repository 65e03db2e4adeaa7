package org.wasmudf.rewriter;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wasmudf.rewriter.dialect.UnaliasedLabel;
import org.wasmudf.rewriter.parse.Span;
import org.wasmudf.rewriter.parse.SqlToken;
import org.wasmudf.rewriter.plan.Echo;
import org.wasmudf.rewriter.plan.TargetColumn;
import org.wasmudf.rewriter.plan.ValueExpr;

/** Makes one statement of the expressions over UDF results that a SELECT list has. */
final class EchoPlanning {
  private final Way.Question question;
  private final Analysis analysis;
  private final EchoForm form;
  private final Calls calls;
  private final String prefix;
  private final Map<Span, String> printed;
  private final List<Echo.Input> inputs = new ArrayList<>();
  private final List<EchoForm.Column> columns = new ArrayList<>();
  private final Map<Object, Integer> known = new HashMap<>();

  /** The first use of each input, for its label. */
  private final List<EchoReader.Use> uses = new ArrayList<>();

  /** An expression of the SELECT list without its alias, and what it reads. */
  record Item(Span span, List<EchoReader.Use> uses) {}

  /**
   * @param labels of the items, as the target gives them where they have no alias
   */
  record Planned(Echo echo, List<String> labels) {}

  /**
   * @param prefix of names that stand nowhere in the user's text
   * @param printed the target's print of columns
   */
  EchoPlanning(
      Way.Question question, EchoForm form, Calls calls, String prefix, Map<Span, String> printed) {
    this.question = question;
    this.analysis = question.analysis();
    this.form = form;
    this.calls = calls;
    this.prefix = prefix;
    this.printed = printed;
  }

  Planned plan(List<Item> items) throws RefusedException, SQLException {
    GeneratedSql sql = new GeneratedSql(analysis.statement(), question.folded());
    String comma = "SELECT ";
    for (Item item : items) {
      sql.text(comma);
      comma = ", ";
      int at = item.span().start();
      for (EchoReader.Use use : item.uses()) {
        sql.source(at, use.span().start()).text(prefix + "V" + (input(use) + 1));
        at = use.span().end();
      }
      sql.source(at, item.span().end());
    }
    String text = sql.sql() + " FROM " + form.table(columns, prefix) + " ORDER BY " + prefix + "O";
    List<TargetColumn> seen = question.probe().tryColumns(text);
    if (seen == null || seen.size() != items.size()) {
      throw declined(items.get(0).uses().get(0), "the target does not evaluate it over an array");
    }
    PrintedLabels users = new PrintedLabels(question, sql.bindings());
    List<String> labels = new ArrayList<>();
    for (TargetColumn column : seen) {
      labels.add(label(users.ofUser(column.label())));
    }
    return new Planned(new Echo(text, sql.bindings(), inputs), labels);
  }

  private int input(EchoReader.Use use) throws RefusedException {
    UdfCall call = use.call();
    EchoForm.Column column;
    ValueExpr value;
    Object key;
    if (call != null) {
      ValueExpr.Call resolved = calls.resolve(call);
      value = resolved;
      column = form.column(resolved.function().signature().returns(), analysis.dialect());
      // Equal calls are one value, unless each is to be evaluated by itself.
      key =
          Calls.isVolatile(resolved)
              ? resolved
              : List.of(resolved.function(), resolved.tolerant(), resolved.arguments());
    } else {
      Calls.Value operand = calls.value(operand(use));
      value = operand.expression();
      TargetColumn described = operand.column();
      column = described == null ? null : form.column(described);
      key = value;
    }
    if (column == null) {
      throw declined(use, "its type does not travel to the target as it is");
    }
    Integer before = known.get(key);
    if (before != null) {
      return before;
    }
    int index = inputs.size();
    known.put(key, index);
    uses.add(use);
    columns.add(column);
    inputs.add(new Echo.Input(value, column.form(), column.element()));
    return index;
  }

  private static Operand operand(EchoReader.Use use) {
    Operand.Other column = use.column();
    if (column == null) {
      throw new IllegalStateException("a use is a call or a column");
    }
    return column;
  }

  private RefusedException declined(EchoReader.Use use, String reason) {
    return new RefusedException(
        analysis.refuse(use.span(), reason, "Select or compare the function's result by itself."));
  }

  /** As the target would label the user's text: it has names of ours for what the text reads. */
  private String label(String label) {
    UnaliasedLabel kind = analysis.dialect().unaliasedLabel();
    String name = "(?:\"?" + prefix + "[AE]\"?\\.)?\"?" + prefix + "V(\\d+)\"?";
    Matcher matcher =
        Pattern.compile("(?i)" + (kind == UnaliasedLabel.PRINTED ? name : "^" + name + "$"))
            .matcher(label);
    StringBuilder text = new StringBuilder();
    while (matcher.find()) {
      EchoReader.Use use = uses.get(Integer.parseInt(matcher.group(1)) - 1);
      matcher.appendReplacement(text, Matcher.quoteReplacement(label(use)));
    }
    return matcher.appendTail(text).toString();
  }

  private String label(EchoReader.Use use) {
    UdfCall call = use.call();
    if (call != null) {
      return new Labels(analysis, printed).of(call);
    }
    String source = use.span().of(analysis.statement().sql());
    String print = printed.get(use.span());
    if (print != null) {
      return print;
    }
    List<SqlToken> tokens = analysis.statement().tokens(use.span());
    String last = tokens.isEmpty() ? source : tokens.get(tokens.size() - 1).text();
    String bare = Analyzer.bare(last);
    return bare.equals(last) ? analysis.dialect().identifierCase().fold(last) : bare;
  }
}
