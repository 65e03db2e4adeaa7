package org.wasmudf.jdbc.internal.bridge;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.plan.StatementPlan;

/**
 * The functions that one session has registered with its target's connection. A name belongs to one
 * prepared statement at a time, and is kept for the next one when that is closed: SQLite takes no
 * function away while any statement runs, and prepares all statements anew when it takes one away.
 */
public final class Bridge implements AutoCloseable {
  /** Sessions over one physical connection must not have the same names. */
  private static final BitSet SESSIONS = new BitSet();

  private final Connection target;
  private final int number;
  private final List<Slot> slots = new ArrayList<>();
  private @Nullable SqliteRegistry registry;
  private boolean closed;

  /**
   * @param target the target's own connection
   */
  public Bridge(Connection target) {
    this.target = target;
    synchronized (SESSIONS) {
      number = SESSIONS.nextClearBit(0);
      SESSIONS.set(number);
    }
  }

  /** Names for a plan's functions, which belong to one prepared statement from now on. */
  public synchronized Lease lease(StatementPlan.Bridge plan) throws SQLException {
    List<Slot> leased = new ArrayList<>();
    try {
      for (StatementPlan.Bridge.Function function : plan.functions()) {
        leased.add(slot(function.deterministic()));
      }
    } catch (SQLException | RuntimeException | Error e) {
      leased.forEach(Slot::free);
      throw e;
    }
    return new Lease(plan, leased);
  }

  private Slot slot(boolean deterministic) throws SQLException {
    for (Slot slot : slots) {
      if (slot.take(deterministic)) {
        return slot;
      }
    }
    SqliteRegistry known = registry;
    if (known == null) {
      known = SqliteRegistry.of(target);
      registry = known;
    }
    Slot made = new Slot("wasmudf_" + number + "_" + (slots.size() + 1), deterministic);
    known.create(made.name(), made, deterministic);
    made.take(deterministic);
    slots.add(made);
    return made;
  }

  /** Takes the functions away; those of a statement that still runs go with the connection. */
  @Override
  public synchronized void close() throws SQLException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      SqliteRegistry known = registry;
      for (Slot slot : slots) {
        slot.unbind();
        if (known != null) {
          known.remove(slot.name());
        }
      }
    } finally {
      synchronized (SESSIONS) {
        SESSIONS.clear(number);
      }
    }
  }
}
