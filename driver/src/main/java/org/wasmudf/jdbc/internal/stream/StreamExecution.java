package org.wasmudf.jdbc.internal.stream;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;
import org.wasmudf.jdbc.internal.stream.column.Column;
import org.wasmudf.jdbc.internal.stream.column.TargetColumns;

/**
 * What one execution holds: the target's statement and cursor, the pipeline, vectors, and the
 * registration for cancel.
 *
 * <p>Closing may come from any thread at any time and takes no lock. Whoever is inside {@link
 * #next} is the owner and frees everything on its way out; a close that comes meanwhile only stops
 * what the owner waits for.
 */
final class StreamExecution implements RowSource {
  private static final int IDLE = 0;
  private static final int INSIDE = 1;
  private static final int CLOSED = 2;

  private final AtomicInteger state = new AtomicInteger(IDLE);
  private final BufferAllocator allocator;
  private final StreamStatistics statistics;
  private final Cancellation cancellation;

  private @Nullable SliceStream slices;
  private @Nullable PreparedStatement statement;
  private @Nullable ResultSet cursor;
  private @Nullable StreamMetaData metaData;
  private @Nullable TargetColumns columns;
  private int timeoutBefore = -1;
  private boolean cursorStays;
  private volatile @Nullable OwnTransaction transaction;
  private volatile @Nullable BatchSource source;
  private volatile @Nullable EchoRunner echo;
  private @Nullable AutoCloseable reading;

  /** Slices that were made before the reader asked for them; their failures are in them. */
  private final Queue<Slice> ahead = new ArrayDeque<>();

  /**
   * Only where another may settle the rows, as with a transaction of ours: whoever settles it and
   * the reader take turns.
   */
  private final ReentrantLock turn = new ReentrantLock();

  /** Why the rows ended before their end; thrown again by every further next. */
  private @Nullable Throwable failure;

  StreamExecution(
      BufferAllocator allocator, StreamStatistics statistics, Cancellation cancellation) {
    this.allocator = allocator;
    this.statistics = statistics;
    this.cancellation = cancellation;
  }

  /** Takes over the target's statement, whose timeout was this before, or -1. */
  void statement(PreparedStatement statement, int timeoutBefore) {
    this.statement = statement;
    this.timeoutBefore = timeoutBefore;
  }

  void cursor(ResultSet cursor) {
    this.cursor = cursor;
  }

  /** Takes over the transaction around the cursor. */
  void transaction(OwnTransaction own) {
    transaction = own;
    cancellation.fetching(own.fetching());
  }

  /** Takes over the statement that the rows run for each slice. */
  void echo(EchoRunner runner) throws SQLException {
    echo = runner;
    cancellation.echo(runner.statement());
  }

  /** Takes over the note that rows run something on the connection. */
  void reading(AutoCloseable registration) {
    reading = registration;
  }

  /**
   * Reads what is left of the rows and ends our transaction. What fails is told to the reader who
   * arrives there.
   */
  void settle() {
    turn.lock();
    try {
      BatchSource rows = source;
      if (rows == null || !state.compareAndSet(IDLE, INSIDE)) {
        return;
      }
      try {
        if (echo == null) {
          rows.readAhead(Long.MAX_VALUE);
        } else {
          makeAhead();
        }
      } finally {
        if (!state.compareAndSet(INSIDE, IDLE)) {
          releaseQuietly();
        }
      }
    } finally {
      turn.unlock();
    }
  }

  /** Makes all slices that are left. */
  private void makeAhead() {
    SliceStream open = slices;
    boolean end = open == null;
    while (!end && open != null) {
      Slice slice;
      try {
        slice = open.next();
      } catch (SQLException | RuntimeException e) {
        slice = new Slice(Rows.range(0, 0), new Column[0], new boolean[0], e, true, List.of());
      }
      ahead.add(slice);
      end = slice.end();
    }
    try {
      if (open != null) {
        finish();
      }
    } catch (SQLException | RuntimeException e) {
      System.getLogger(StreamExecution.class.getName())
          .log(System.Logger.Level.DEBUG, "ending a query whose rows were read ahead", e);
    }
  }

  private void releaseQuietly() {
    try {
      release();
    } catch (SQLException e) {
      System.getLogger(StreamExecution.class.getName())
          .log(System.Logger.Level.DEBUG, "closing a result set that was being read", e);
    }
  }

  /**
   * @param columns which convert the rows' values
   * @param cursorStays the rows hold objects of the target, which may end with its cursor
   */
  void start(
      BatchSource source,
      SliceStream slices,
      StreamMetaData metaData,
      TargetColumns columns,
      boolean cursorStays) {
    this.source = source;
    this.columns = columns;
    this.slices = slices;
    this.metaData = columns.metaDataOutlivesRows() ? null : metaData;
    this.cursorStays = cursorStays;
  }

  StreamStatistics statistics() {
    return statistics;
  }

  @Override
  public boolean isClosed() {
    return (state.get() & CLOSED) != 0;
  }

  /** The target's cursor, null where it is closed. */
  @Override
  public @Nullable ResultSet cursor() {
    return cursor;
  }

  /**
   * The next slice; null where there is none. Frees the guests as soon as nothing follows.
   *
   * @param reached what the slice before says of the row that the reader asks for now, null for
   *     nothing
   * @throws SQLException why there is none, the same object each time
   */
  @Override
  public @Nullable Slice next(@Nullable Throwable reached) throws SQLException {
    if (transaction == null && echo == null) {
      return advance(reached);
    }
    turn.lock();
    try {
      return advance(reached);
    } finally {
      turn.unlock();
    }
  }

  private @Nullable Slice advance(@Nullable Throwable reached) throws SQLException {
    if (!state.compareAndSet(IDLE, INSIDE)) {
      throw closed();
    }
    try {
      Throwable why = failure == null ? reached : failure;
      if (why != null) {
        throw fail(why);
      }
      Slice known = ahead.poll();
      if (known != null) {
        return known;
      }
      SliceStream open = slices;
      if (open == null) {
        return null;
      }
      Slice slice = open.next();
      if (slice.end()) {
        finish();
      }
      return slice;
    } catch (OutOfMemoryException e) {
      throw fail(
          SqlErrors.of(
              SqlState.OUT_OF_MEMORY,
              "A batch did not fit into memory outside the heap: "
                  + e.getMessage()
                  + ". Set a smaller wasmudf.batch_rows.",
              e));
    } catch (SQLException | RuntimeException e) {
      throw fail(e);
    } finally {
      if (!state.compareAndSet(INSIDE, IDLE)) {
        release();
      }
    }
  }

  /** Notes why the rows ended, frees everything, and says it to the caller. */
  private SQLException fail(Throwable why) {
    if (failure == null) {
      failure = why;
      cursorStays = false;
      Throwable second = freeAll(false);
      if (second != null && second != why) {
        why.addSuppressed(second);
      }
    }
    return raise(failure);
  }

  private SQLException raise(Throwable why) {
    if (isClosed()) {
      return closed();
    } else if (why instanceof SQLException e) {
      return e;
    } else if (why instanceof RuntimeException e) {
      throw e;
    }
    return SqlErrors.of(SqlState.INTERNAL_ERROR, "The query failed: " + why + ".", why);
  }

  private static SQLException closed() {
    return SqlErrors.of(SqlState.WRONG_STATE, "The result set is closed. Run the statement again.");
  }

  /** Frees all but what the caller's last rows may still need. */
  private void finish() throws SQLException {
    Throwable problem = freeAll(cursorStays);
    if (problem instanceof SQLException e) {
      throw e;
    } else if (problem != null) {
      throw SqlErrors.of(
          SqlState.INTERNAL_ERROR, "The query could not be ended: " + problem + ".", problem);
    }
  }

  /**
   * Ends the execution from any thread. Idempotent.
   *
   * @throws SQLException the target's, once all is freed
   */
  @Override
  public void close() throws SQLException {
    while (true) {
      int now = state.get();
      if ((now & CLOSED) != 0) {
        return;
      }
      if (state.compareAndSet(now, now | CLOSED)) {
        if (now == IDLE) {
          release();
        } else {
          cancellation.run();
        }
        return;
      }
    }
  }

  private void release() throws SQLException {
    cursorStays = false;
    TargetColumns converting = columns;
    columns = null;
    try {
      finish();
    } finally {
      if (converting != null) {
        converting.close();
      }
    }
  }

  private @Nullable Throwable freeAll(boolean keepCursor) {
    Closing closing = new Closing();
    AutoCloseable note = reading;
    reading = null;
    if (note != null) {
      closing.run(note::close);
    }
    SliceStream open = slices;
    slices = null;
    if (open != null) {
      closing.run(open::close);
      closing.run(allocator::close);
      closing.run(cancellation::end);
    }
    EchoRunner runner = echo;
    if (runner != null) {
      closing.run(runner::close);
    }
    if (!keepCursor) {
      StreamMetaData description = metaData;
      if (description != null) {
        closing.run(description::detach);
      }
      ResultSet rows = cursor;
      cursor = null;
      if (rows != null) {
        closing.run(rows::close);
      }
      PreparedStatement prepared = statement;
      statement = null;
      if (prepared != null) {
        if (timeoutBefore >= 0) {
          closing.run(() -> prepared.setQueryTimeout(timeoutBefore));
        }
        closing.run(prepared::close);
      }
    }
    OwnTransaction own = transaction;
    if (own != null) {
      closing.run(own::end);
    }
    return closing.problem();
  }

  /** Closes one thing after the other, whatever they throw, and remembers the first. */
  static final class Closing {
    interface Step {
      void run() throws Exception;
    }

    private @Nullable Throwable first;

    void run(Step step) {
      try {
        step.run();
      } catch (Exception e) {
        if (first == null) {
          first = e;
        } else if (first != e) {
          first.addSuppressed(e);
        }
      }
    }

    @Nullable Throwable problem() {
      return first;
    }
  }
}
