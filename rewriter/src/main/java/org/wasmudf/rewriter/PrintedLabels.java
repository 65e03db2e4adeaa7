package org.wasmudf.rewriter;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wasmudf.rewriter.dialect.UnaliasedLabel;
import org.wasmudf.rewriter.plan.Binding;

/**
 * Labels that a target printed from a generated statement, as it would have printed them from the
 * user's: parameters have other numbers there, and folded calls are casts.
 */
final class PrintedLabels {
  private static final Pattern PLACES =
      Pattern.compile(
          "'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\""
              + "|CAST\\(\\?(\\d+) AS [A-Z][A-Z ]*(?:\\([\\d, ]*\\))?\\)"
              + "|\\?(\\d+)");

  private final Way.Question question;
  private final List<Binding> bindings;

  PrintedLabels(Way.Question question, List<Binding> bindings) {
    this.question = question;
    this.bindings = bindings;
  }

  String ofUser(String label) {
    boolean prints = question.analysis().dialect().unaliasedLabel() == UnaliasedLabel.PRINTED;
    if (!prints || label.indexOf('?') < 0) {
      return label;
    }
    Matcher matcher = PLACES.matcher(label);
    StringBuilder text = new StringBuilder();
    while (matcher.find()) {
      matcher.appendReplacement(text, Matcher.quoteReplacement(place(matcher)));
    }
    return matcher.appendTail(text).toString();
  }

  private String place(Matcher matcher) {
    String number = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    if (number == null) {
      return matcher.group();
    }
    int index = Integer.parseInt(number) - 1;
    if (index < 0 || index >= bindings.size()) {
      return matcher.group();
    }
    if (bindings.get(index) instanceof Binding.UserParameter parameter) {
      return matcher.group().replace("?" + number, "?" + parameter.ordinal());
    }
    Binding.FoldedCall bound = (Binding.FoldedCall) bindings.get(index);
    for (FoldedCall folded : question.folded()) {
      if (folded.call().equals(bound.call())) {
        return new Labels(question.analysis(), Map.of()).of(folded.origin());
      }
    }
    return matcher.group();
  }
}
