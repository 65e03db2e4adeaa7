package org.wasmudf.rewriter;

import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.parser.Node;
import net.sf.jsqlparser.statement.Statement;
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

  /** Those in which rows flow through the client, in the order of preference. */
  static final List<Way> STREAMS =
      List.of(new FoldWay(), new StreamWay(true), new DerivedTableWay());

  /** Those for a text that the user has not written, whose expressions have labels of its own. */
  static final List<Way> PLAIN_STREAMS =
      List.of(new FoldWay(), new StreamWay(false), new DerivedTableWay());

  /** All, where no target evaluates expressions over results batch by batch. */
  static final List<Way> WITHOUT_ECHO =
      List.of(new FoldWay(), new StreamWay(false), new DerivedTableWay(), new PushBackWay());

  /** In the order of preference. */
  private static final List<Way> WAYS =
      List.of(
          new FoldWay(),
          new StreamWay(true),
          new DerivedTableWay(),
          new ReturningWay(),
          new BridgeWay(),
          new PushBackWay());

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
    return plan(statement, catalog, dialect, probe, WAYS);
  }

  /** Plans a statement by some of the ways. */
  static StatementPlan plan(
      ParsedStatement statement,
      Catalog catalog,
      Dialect dialect,
      TargetProbe probe,
      List<Way> ways)
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
    Way.Question question = new Way.Question(analysis, Folding.fold(analysis), probe, catalog);
    Way.Attempt.Declined first = null;
    for (Way way : ways) {
      Way.Attempt attempt = way.attempt(question);
      if (attempt instanceof Way.Attempt.Planned planned) {
        return planned.plan();
      }
      // What the most particular way says of it tells the user most.
      boolean general =
          way instanceof FoldWay
              || way instanceof DerivedTableWay
              || way instanceof ReturningWay
              || way instanceof BridgeWay;
      if (first == null || !general) {
        first = (Way.Attempt.Declined) attempt;
      }
    }
    throw new RefusedException(Objects.requireNonNull(first).refusal());
  }
}
