package org.wasmudf.jdbc.internal.stream;

import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.GuestSession;

/**
 * The pipeline: the caller's thread fetches a batch while the guest thread evaluates the one
 * before. Order is kept; beside the slice that the caller reads there is one batch in evaluation,
 * or one in evaluation and one being fetched while the caller waits for rows.
 *
 * <p>Nothing runs ahead of the first slice, so that a reader of few rows waits for one small batch.
 */
final class SliceStream {
  private final BatchSource source;
  private final BatchEvaluator evaluator;
  private final GuestSession session;
  private final StreamStatistics statistics;
  private final @Nullable EchoRunner echo;

  private GuestSession.@Nullable Pending<BatchEvaluator.Evaluated> running;
  private @Nullable Batch batch;
  private @Nullable Batch fetched;
  private boolean first = true;

  /** What is left of the statement's timeout, in nanoseconds; Long.MAX_VALUE for no timeout. */
  private long budget;

  /**
   * @param echo makes of the evaluator's slices what the caller sees, null where they are that
   */
  SliceStream(
      BatchSource source,
      BatchEvaluator evaluator,
      GuestSession session,
      long budget,
      StreamStatistics statistics,
      @Nullable EchoRunner echo) {
    this.source = source;
    this.evaluator = evaluator;
    this.session = session;
    this.budget = budget;
    this.statistics = statistics;
    this.echo = echo;
  }

  /**
   * The next slice that has rows, a failure or the end. Only the time in here counts against the
   * timeout: a reader may take as long as it likes.
   */
  Slice next() throws SQLException {
    if (budget == Long.MAX_VALUE) {
      return advance();
    }
    if (budget <= 0) {
      throw SqlErrors.of(
          SqlState.STOPPED, "The statement's timeout has passed. Set a longer query timeout.");
    }
    long start = System.nanoTime();
    session.timeout(Duration.ofNanos(budget));
    source.budget(budget);
    try {
      return advance();
    } finally {
      session.timeout(Duration.ZERO);
      source.budget(Long.MAX_VALUE);
      budget -= System.nanoTime() - start;
    }
  }

  private Slice advance() throws SQLException {
    while (true) {
      prefetch();
      BatchEvaluator.Evaluated evaluated = await();
      Slice slice = evaluated.slice();
      if (!slice.end()) {
        follow(evaluated.next());
      }
      if (slice.rows().count() > 0
          || slice.end()
          || slice.failure() != null
          || !slice.warnings().isEmpty()) {
        return echo == null ? slice : echo.apply(slice);
      }
    }
  }

  /** Sees to it that a batch is in evaluation, and the next one here where that is of use. */
  private void prefetch() {
    Batch current = batch;
    if (running == null) {
      current = source.read();
      submit(current, 0);
    }
    if (!first && fetched == null && current != null && !current.last()) {
      fetched = source.read();
    }
    first = false;
  }

  private void follow(int next) {
    Batch current = batch;
    Batch ahead = fetched;
    if (current != null && next < current.rows()) {
      submit(current, next);
    } else if (ahead != null) {
      fetched = null;
      submit(ahead, 0);
    } else {
      batch = null;
    }
  }

  private void submit(Batch next, int from) {
    batch = next;
    running = session.submit(() -> evaluator.evaluate(next, from));
  }

  private BatchEvaluator.Evaluated await() throws SQLException {
    GuestSession.Pending<BatchEvaluator.Evaluated> pending = running;
    if (pending == null) {
      throw new IllegalStateException("no batch is in evaluation");
    }
    long start = System.nanoTime();
    try {
      BatchEvaluator.Evaluated evaluated = pending.await();
      running = null;
      return evaluated;
    } catch (GuestException e) {
      throw SqlErrors.of(e);
    } finally {
      statistics.waitNanos += System.nanoTime() - start;
    }
  }

  /**
   * Stops what runs, waits until it has stopped, and frees the vectors. An interrupt of this thread
   * does not end the wait; it stays set.
   *
   * @throws IllegalStateException where the guest does not stop; then its vectors are not freed,
   *     since it may still write to them
   */
  void close() {
    GuestSession.Pending<BatchEvaluator.Evaluated> pending = running;
    running = null;
    GuestStop.close(session, pending, evaluator);
  }
}
