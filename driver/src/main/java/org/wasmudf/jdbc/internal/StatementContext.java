package org.wasmudf.jdbc.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.dialect.Dialect;

/** What the execution of a plan needs of the statement that it runs for. */
public interface StatementContext {
  /** What is open on the target's connection that only we know of. */
  interface Settling {
    /** Ends it, so that the connection is as the caller knows it. What fails is its own affair. */
    void settle();
  }

  /** The target's own connection. */
  Connection target();

  /**
   * What is known of the target.
   *
   * @throws SQLException the target's own
   */
  default Dialect dialect() throws SQLException {
    return Dialect.of(target().getMetaData());
  }

  /** The caller's statement, for {@code ResultSet.getStatement()}; null for rows of none. */
  @Nullable Statement statement();

  /** As {@code Statement.setLargeMaxRows}; 0 is no limit. */
  long maxRows();

  /** As {@code Statement.setFetchSize}. */
  int fetchSize();

  /** As {@code Statement.setMaxFieldSize}. */
  int maxFieldSize();

  /** When the statement's query timeout ends, as of System.nanoTime; Long.MAX_VALUE for none. */
  long deadlineNanos();

  /** Rows of a batch. */
  int batchRows();

  /**
   * Registers what cancel, abort and close must stop besides the target's statement. Runs it at
   * once where the statement is cancelled already.
   *
   * @return ends the registration
   */
  AutoCloseable onCancel(Runnable stop);

  /** The caller's own object in place of one of the target's that leads back to it (an Array). */
  default Object wrapped(Object value) {
    return value;
  }

  /** Settles what another execution has open on the connection, before this one runs. */
  default void settle() {}

  /**
   * Notes what is open on the connection; it is settled before anything else runs there.
   *
   * @return forgets it again
   */
  default AutoCloseable borrow(Settling open) {
    return () -> {};
  }

  /**
   * Notes rows that still have to run something on the connection, in a transaction of the caller's
   * or in none; they do so before anything else runs there.
   *
   * @return forgets it again
   */
  default AutoCloseable reads(Settling open) {
    return () -> {};
  }

  /** Adds a warning to the statement's chain. */
  void warn(SQLWarning warning);

  /**
   * A result set of the statement was closed by its reader, for closeOnCompletion.
   *
   * @throws SQLException where closing the statement fails
   */
  default void resultClosed(ResultSet rows) throws SQLException {}
}
