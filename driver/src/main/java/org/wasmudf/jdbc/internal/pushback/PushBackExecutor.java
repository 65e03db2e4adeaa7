package org.wasmudf.jdbc.internal.pushback;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.BoundParameters;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;
import org.wasmudf.jdbc.internal.StatementContext;
import org.wasmudf.jdbc.internal.stream.Guests;
import org.wasmudf.jdbc.internal.stream.StreamStatistics;
import org.wasmudf.jdbc.internal.stream.TupleEvaluation;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.rewriter.lookup.Lookups;
import org.wasmudf.rewriter.lookup.MapForm;
import org.wasmudf.rewriter.lookup.RaisedLookup;
import org.wasmudf.rewriter.lookup.RenderedSql;
import org.wasmudf.rewriter.plan.ResultMap;
import org.wasmudf.rewriter.plan.StatementPlan;
import org.wasmudf.rewriter.plan.Template;

/**
 * Runs a push-back plan: for each call its distinct arguments are collected and evaluated, the
 * results go to the target, and the target runs the user's own statement over them.
 *
 * <p>The target may ask for arguments that were not collected: it evaluates in an order of its own,
 * and others write meanwhile. Then nothing of the attempt is left, and a next one collects all that
 * the target may ask for.
 */
public final class PushBackExecutor {
  /** How often it is tried before the caller hears of it. */
  private static final int ATTEMPTS = 4;

  private final StatementPlan.PushBack plan;
  private final BoundParameters parameters;
  private final StatementContext context;
  private final Guests guests;
  private final Lookups lookups;
  private final Stops stops;
  private final PushBackStatistics statistics;

  private PushBackExecutor(
      StatementPlan.PushBack plan,
      BoundParameters parameters,
      StatementContext context,
      Guests guests,
      Stops stops,
      PushBackStatistics statistics)
      throws SQLException {
    this.plan = plan;
    this.parameters = parameters;
    this.context = context;
    this.guests = guests;
    this.stops = stops;
    this.statistics = statistics;
    this.lookups = lookups(context);
  }

  private static Lookups lookups(StatementContext context) throws SQLException {
    Lookups known = Lookups.of(context.dialect()).orElseThrow();
    String query = known.sessionQuery().orElse(null);
    if (query == null) {
      return known;
    }
    try (Statement statement = context.target().createStatement();
        ResultSet answer = statement.executeQuery(query)) {
      return known.forSession(answer.next() ? answer.getString(1) : null);
    }
  }

  /**
   * Runs a plan.
   *
   * @throws SQLException the target's own, as it came; as StreamExecutor for a function that fails
   *     on arguments that the target asked for; 40001 where other transactions change the rows all
   *     the time; 57014 where the statement was cancelled or its timeout passed
   */
  public static <T> T execute(
      StatementPlan.PushBack plan,
      BoundParameters parameters,
      StatementContext context,
      Guests guests,
      FinalStatement<T> last,
      PushBackStatistics statistics)
      throws SQLException {
    context.settle();
    try (Stops stops = new Stops(context)) {
      return new PushBackExecutor(plan, parameters, context, guests, stops, statistics)
          .execute(last);
    }
  }

  private <T> T execute(FinalStatement<T> last) throws SQLException {
    Transaction transaction = Transaction.of(context, plan.query());
    boolean superset = supersetAtOnce(transaction);
    for (int attempt = 1; ; attempt++) {
      try {
        return attempt(transaction, superset, last);
      } catch (MissException e) {
        // What was changed is not to be changed twice; a query changes nothing.
        boolean again = e.undone || (plan.query() && transaction.equals(Transaction.ANY));
        if (attempt == ATTEMPTS || !again) {
          throw conflict(again, attempt);
        }
        superset = true;
      }
    }
  }

  /** Where a second attempt could come too late. */
  private boolean supersetAtOnce(Transaction transaction) throws SQLException {
    Dialect dialect = context.dialect();
    if (dialect.equals(Dialect.DUCKDB)) {
      // A raise ends the caller's transaction, and there are no savepoints.
      return transaction.equals(Transaction.CALLERS);
    }
    // A table may be of an engine without transactions, which keeps what ran before the raise.
    return dialect.equals(Dialect.MYSQL) && !plan.query();
  }

  private SQLException conflict(boolean undone, int attempts) {
    ResultMap first = plan.maps().get(0);
    return SqlErrors.of(
        SqlState.CONFLICT,
        "Other transactions changed the rows that %s reads while the statement ran%s. %s"
            .formatted(
                first.text(),
                attempts == 1 ? "" : ", %d times in a row".formatted(attempts),
                undone
                    ? "Nothing was changed; run it again."
                    : "Roll the transaction back and run it again."));
  }

  /**
   * InnoDB changes the newest rows but reads those of the transaction's snapshot, unless it locks
   * them.
   */
  private String locking(String collection, Transaction transaction) throws SQLException {
    boolean behind =
        !plan.query()
            && transaction.equals(Transaction.CALLERS)
            && context.dialect().equals(Dialect.MYSQL);
    return behind ? collection + " LOCK IN SHARE MODE" : collection;
  }

  private <T> T attempt(Transaction transaction, boolean superset, FinalStatement<T> last)
      throws SQLException, MissException {
    stops.check();
    statistics.begin();
    TargetScope scope = transaction.begin(context);
    List<Failures> failures = new ArrayList<>();
    List<SQLWarning> warnings = new ArrayList<>();
    Upload upload;
    T result;
    try {
      upload = new Upload(context, transaction, lookups, stops);
    } catch (SQLException | RuntimeException | Error e) {
      scope.fail(e);
      throw e;
    }
    try {
      List<MapForm> forms = new ArrayList<>();
      for (ResultMap map : plan.maps()) {
        Failures own = new Failures();
        failures.add(own);
        try (MapRows rows = new MapRows(map, own, MapRows.HEAP_BYTES)) {
          StreamStatistics collected = collect(map, superset, transaction, forms, rows);
          warnings.addAll(rows.warnings());
          long begin = System.nanoTime();
          forms.add(upload.bring(rows));
          measure(collected, rows, System.nanoTime() - begin);
        }
      }
      stops.check();
      Template statement = superset ? plan.fenced() : plan.statement();
      long begin = System.nanoTime();
      result = last.run(lookups.render(statement, plan.maps(), forms));
      statistics.finalStatement(System.nanoTime() - begin);
      if (upload.isUndone()) {
        upload.remove();
      }
    } catch (SQLException | RuntimeException | Error e) {
      if (!upload.isUndone()) {
        note(upload.removeSurely(), e);
      }
      boolean undone = scope.fail(e);
      throw told(e, failures, undone);
    }
    if (!upload.isUndone()) {
      removed(upload);
    }
    scope.succeed();
    warnings.forEach(context::warn);
    return result;
  }

  private static void note(@Nullable Throwable second, Throwable first) {
    if (second != null && second != first) {
      first.addSuppressed(second);
    }
  }

  /** The caller's statement has had its effect, which nothing may deny any more. */
  private void removed(Upload upload) {
    Throwable why = upload.removeSurely();
    if (why != null) {
      context.warn(
          new SQLWarning(
              "A temporary table of results could not be dropped; it ends with the connection: "
                  + why.getMessage(),
              "01000",
              0,
              why));
    }
  }

  private void measure(StreamStatistics collected, MapRows rows, long uploadNanos) {
    statistics.map(
        new PushBackStatistics.MapMeasures(
            collected.rowsRead(),
            rows.count(),
            rows.bytes(),
            collected.targetNanos(),
            collected.guestNanos(),
            uploadNanos));
  }

  private StreamStatistics collect(
      ResultMap map, boolean superset, Transaction transaction, List<MapForm> forms, MapRows rows)
      throws SQLException {
    RenderedSql collection =
        lookups.render(superset ? map.superset() : map.collection(), plan.maps(), forms);
    try (TupleEvaluation evaluation =
        new TupleEvaluation(map.call(), map.arguments(), parameters, context, guests)) {
      String sql = locking(collection.sql(), transaction);
      evaluation.run(sql, collection.bindings(), parameters, guests, rows);
      return evaluation.statistics();
    }
  }

  /** What the caller hears: a raise of ours is never shown. */
  private static SQLException told(Throwable thrown, List<Failures> failures, boolean undone)
      throws MissException {
    if (thrown instanceof SQLException e) {
      RaisedLookup raised = RaisedLookup.of(e).orElse(null);
      if (raised == null || raised.map() >= failures.size()) {
        return isOurText(e) ? refused(e) : e;
      } else if (raised.failure() == RaisedLookup.MISS) {
        throw new MissException(e, undone);
      }
      SQLException failure = failures.get(raised.map()).get(raised.failure());
      return failure == null ? e : failure;
    } else if (thrown instanceof RuntimeException e) {
      throw e;
    }
    throw (Error) thrown;
  }

  /**
   * Whether the target finds fault with what we have written, as it did not when it prepared it.
   */
  private static boolean isOurText(SQLException e) {
    String message = String.valueOf(e.getMessage());
    int statement = message.indexOf("SQL statement:");
    String words = statement < 0 ? message : message.substring(0, statement);
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    boolean ofText = state.startsWith("42") || state.startsWith("90");
    return words.contains("WASMUDF_") && (ofText || words.startsWith("INTERNAL Error"));
  }

  private static SQLException refused(SQLException e) {
    return SqlErrors.of(
        SqlState.REFUSED_STATEMENT,
        "The database does not take lookups of functions' results in this statement (%s). Call the function in a derived table, SELECT f(x) AS y FROM ..., and use y in its place."
            .formatted(e.getMessage()),
        e);
  }

  /** The target asked for arguments that were not collected. */
  private static final class MissException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean undone;

    MissException(SQLException why, boolean undone) {
      super(why);
      this.undone = undone;
    }
  }
}
