package org.wasmudf.rewriter;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.parser.Node;
import net.sf.jsqlparser.statement.Statement;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.parse.SqlToken;
import org.wasmudf.rewriter.plan.StatementPlan;
import org.wasmudf.rewriter.plan.TargetProbe;
import org.wasmudf.store.Catalog;

/** Decides the way of a statement that may call registered functions. Runs nothing. */
public final class Planner {
  private static final StatementPlan.PassThrough NO_CALL =
      new StatementPlan.PassThrough("no WASM function is called");

  /** In the order of preference. */
  private static final List<Way> WAYS = List.of(new FoldWay(), new StreamWay());

  private Planner() {}

  /**
   * Plans a statement.
   *
   * @param statement parsed with the same dialect
   * @param probe is asked for columns only where a call takes its arguments from rows
   * @throws RefusedException where the statement calls a WASM function in a way that cannot be
   *     planned (42W01), names no overload (42883) or several (42725), or cannot be understood
   *     (42601)
   * @throws SQLException the target's own, from preparing what would be pushed
   */
  public static StatementPlan plan(
      ParsedStatement statement, Catalog catalog, Dialect dialect, TargetProbe probe)
      throws RefusedException, SQLException {
    Node root = statement.root();
    Statement tree = statement.statement();
    if (root == null || tree == null) {
      Optional<SqlToken> name = UnclaimedNames.first(statement, Set.of(), catalog, dialect);
      if (name.isPresent()) {
        throw Refusals.unreadable(statement, name.get());
      }
      return NO_CALL;
    }
    Analysis analysis = Analyzer.analyze(statement, root, catalog, dialect);
    Optional<SqlToken> unclaimed =
        UnclaimedNames.first(statement, Analyzer.nameOffsets(analysis), catalog, dialect);
    if (unclaimed.isPresent()) {
      throw new RefusedException(Refusals.statement(tree, analysis, unclaimed.get().span()));
    }
    if (analysis.calls().isEmpty()) {
      return NO_CALL;
    }
    if (!StatementKinds.calls(tree, analysis)) {
      throw new RefusedException(
          Refusals.statement(tree, analysis, analysis.calls().get(0).whole()));
    }
    if (statement.indexedParameters()) {
      throw new RefusedException(Refusals.indexedParameter(analysis));
    }
    Way.Question question = new Way.Question(analysis, Folding.fold(analysis), probe);
    Way.Attempt attempt = WAYS.get(0).attempt(question);
    for (int i = 1; i < WAYS.size() && attempt instanceof Way.Attempt.Declined; i++) {
      attempt = WAYS.get(i).attempt(question);
    }
    if (attempt instanceof Way.Attempt.Declined declined) {
      StatementPlan plan = withoutDerivedTable(question, catalog, dialect);
      if (plan == null) {
        throw new RefusedException(declined.refusal());
      }
      return plan;
    }
    return ((Way.Attempt.Planned) attempt).plan();
  }

  /** Calls whose result nobody reads are gone from the text, so the target runs what is left. */
  private static StatementPlan unread(ParsedStatement moved) {
    GeneratedSql sql = new GeneratedSql(moved, List.of()).source(0, moved.sql().length());
    return new StatementPlan.Folded(
        sql.sql(),
        sql.bindings(),
        new ParameterUses(moved.parameterCount()).add(sql.bindings()).list(),
        "the query does not read the function's result");
  }

  /** The plan with calls of a derived table moved out of it, null where there is none. */
  private static @Nullable StatementPlan withoutDerivedTable(
      Way.Question question, Catalog catalog, Dialect dialect) throws SQLException {
    String text = DerivedTables.moveUp(question);
    if (text == null) {
      return null;
    }
    ParsedStatement moved = ParsedStatement.parse(text, dialect);
    if (moved.parameterCount() != question.analysis().statement().parameterCount()) {
      return null;
    }
    try {
      StatementPlan plan = plan(moved, catalog, dialect, question.probe());
      return plan instanceof StatementPlan.PassThrough ? unread(moved) : plan;
    } catch (RefusedException e) {
      // Said of a text that the user has not written; the user's own is refused instead.
      return null;
    }
  }
}
