package org.wasmudf.rewriter;

import java.sql.SQLException;
import java.util.Optional;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.parse.Span;

/** Tells the user's mistakes from what only our own text makes a mistake. */
final class UserText {
  private UserText() {}

  /**
   * Has the target prepare the user's text with a NULL of the right type in place of each call.
   *
   * @throws SQLException the target's own, where it refuses even that
   */
  static void check(Way.Question question) throws SQLException {
    Analysis analysis = question.analysis();
    ParsedStatement statement = analysis.statement();
    GeneratedSql sql = new GeneratedSql(statement, question.folded());
    int at = 0;
    for (UdfCall call : question.remaining()) {
      Span span = call.whole();
      if (span.start() < at) {
        continue;
      }
      Optional<String> type =
          analysis.dialect().castTypes().name(call.candidates().get(0).signature().returns());
      sql.source(at, span.start()).text(type.map(t -> "CAST(NULL AS " + t + ")").orElse("NULL"));
      at = span.end();
    }
    sql.source(at, statement.sql().length());
    SQLException refusal = question.probe().refusalOf(sql.sql());
    if (refusal != null) {
      throw refusal;
    }
  }
}
