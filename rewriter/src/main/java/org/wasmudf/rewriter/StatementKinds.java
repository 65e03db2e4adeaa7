package org.wasmudf.rewriter;

import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.create.table.CreateTable;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.merge.Merge;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.update.Update;
import net.sf.jsqlparser.statement.upsert.Upsert;
import org.wasmudf.rewriter.parse.Span;

/** Which statements may call a function of ours: those whose text the target does not keep. */
final class StatementKinds {
  private StatementKinds() {}

  /** Whether all of the analysed calls stand where they may. */
  static boolean calls(Statement statement, Analysis analysis) {
    if (statement instanceof CreateTable table) {
      Span query = table.getSelect() == null ? null : analysis.statement().span(table.getSelect());
      return query != null
          && analysis.calls().stream().allMatch(call -> query.contains(call.whole()));
    }
    return statement instanceof Select
        || statement instanceof Insert
        || statement instanceof Update
        || statement instanceof Delete
        || statement instanceof Merge
        || statement instanceof Upsert;
  }
}
