package org.wasmudf.jdbc.internal;

import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.wasmudf.jdbc.internal.options.Options;

/** What one connection of the caller's has beyond the target's: its options and what runs. */
public final class Session implements AutoCloseable {
  private final Options options;
  private final Set<Runnable> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  public Session(Options options) {
    this.options = options;
  }

  public Options options() {
    return options;
  }

  /** Stops what runs and drops the temporary functions. Idempotent; takes no lock. */
  @Override
  public void close() throws SQLException {
    closed = true;
    running.forEach(Runnable::run);
    running.clear();
  }

  public boolean isClosed() {
    return closed;
  }
}
