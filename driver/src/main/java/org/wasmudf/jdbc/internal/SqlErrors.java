package org.wasmudf.jdbc.internal;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.RefusedException;
import org.wasmudf.rewriter.ddl.DdlSyntaxException;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.store.StoreException;

/** The one place where our own failures become SQLExceptions. */
public final class SqlErrors {
  private SqlErrors() {}

  /** An error of our own; the message names the object, the rule and the remedy. */
  public static SQLException of(SqlState state, String message) {
    return of(state, message, null);
  }

  /** An error of our own with what caused it. */
  public static SQLException of(SqlState state, String message, @Nullable Throwable cause) {
    return new SQLException(message, state.code(), 0, cause);
  }

  /** A guest's failure or a refused module. */
  public static SQLException of(GuestException e) {
    return of(state(e.kind()), e.getMessage(), e);
  }

  /** What the store refused, or could not do. */
  public static SQLException of(StoreException e) {
    return of(state(e.kind()), e.getMessage(), e);
  }

  /** A statement of ours that breaks its grammar. */
  public static SQLException of(DdlSyntaxException e) {
    return of(SqlState.SYNTAX_ERROR, String.valueOf(e.getMessage()), e);
  }

  /** A statement that no plan takes; the planner has chosen the state. */
  public static SQLException of(RefusedException e) {
    return new SQLException(e.getMessage(), e.sqlState(), e);
  }

  /**
   * Whether a target's driver had prepared a statement that has become invalid, because a table or
   * type changed; it prepares anew when it is asked again.
   */
  public static boolean isStalePlan(SQLException e) {
    return "0A000".equals(e.getSQLState()) || "26000".equals(e.getSQLState());
  }

  private static SqlState state(GuestException.Kind kind) {
    return switch (kind) {
      case MALFORMED -> SqlState.MALFORMED_MODULE;
      case INVALID -> SqlState.INVALID_MODULE;
      case FEATURE_REFUSED -> SqlState.REFUSED_FEATURE;
      case UNLINKABLE -> SqlState.UNLINKABLE_MODULE;
      case SIGNATURE_MISMATCH -> SqlState.SIGNATURE_MISMATCH;
      case CONTRACT -> SqlState.BROKEN_CONTRACT;
      case ENGINE -> SqlState.ENGINE_UNAVAILABLE;
      case TRAP -> SqlState.GUEST_TRAP;
      case GUEST_ERROR -> SqlState.GUEST_ERROR;
      case STACK -> SqlState.GUEST_STACK;
      case STOPPED -> SqlState.STOPPED;
      case MEMORY -> SqlState.OUT_OF_MEMORY;
      case OUT_OF_RANGE -> SqlState.OUT_OF_RANGE;
      case INVALID_TEXT -> SqlState.INVALID_TEXT;
      case TOO_LONG -> SqlState.TOO_LONG;
    };
  }

  private static SqlState state(StoreException.Kind kind) {
    return switch (kind) {
      case MODULE_NOT_FOUND -> SqlState.UNDEFINED_OBJECT;
      case FUNCTION_NOT_FOUND -> SqlState.UNDEFINED_FUNCTION;
      case MODULE_EXISTS -> SqlState.DUPLICATE_OBJECT;
      case FUNCTION_EXISTS -> SqlState.DUPLICATE_FUNCTION;
      case IN_USE -> SqlState.IN_USE;
      case DAMAGED, HASH_MISMATCH -> SqlState.DAMAGED_STORE;
      case FILE_MISSING -> SqlState.UNDEFINED_FILE;
      case FORMAT -> SqlState.NEWER_STORE;
      case READ_ONLY -> SqlState.READ_ONLY;
      case LOCKED -> SqlState.LOCKED;
      case DISK_FULL -> SqlState.DISK_FULL;
      case UNAVAILABLE, IO -> SqlState.IO_ERROR;
    };
  }
}
