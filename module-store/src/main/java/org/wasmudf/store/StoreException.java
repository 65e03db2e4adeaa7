package org.wasmudf.store;

import org.jspecify.annotations.Nullable;

/**
 * Why the store refused or failed. The message names the object, the rule and the remedy; the
 * driver turns it into an SQLException by {@link #kind()}. Unless the message says otherwise,
 * nothing was stored.
 */
public final class StoreException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The rule that was broken; each has one SQLState. */
  public enum Kind {
    /** No module of this name, or no such version of it. 42704 (undefined object). */
    MODULE_NOT_FOUND,
    /** No function of this name and these argument types. 42883 (undefined function). */
    FUNCTION_NOT_FOUND,
    /** A module of this name has other bytes. 42710 (duplicate object). */
    MODULE_EXISTS,
    /** A function of this name and these argument types exists. 42723 (duplicate function). */
    FUNCTION_EXISTS,
    /** Functions are bound to the module. 2BP01 (dependent objects still exist). */
    IN_USE,
    /** The manifest cannot be read or its checksum is wrong. XX001 (data corrupted). */
    DAMAGED,
    /** The bytes of a module on disk are not those that were registered. XX001 (data corrupted). */
    HASH_MISMATCH,
    /** The file with a module's bytes is gone. 58P01 (undefined file). */
    FILE_MISSING,
    /** A newer wasmudf wrote the store. 55000 (object not in prerequisite state). */
    FORMAT,
    /** The store can be read and not written, or there is none. 25006 (read-only). */
    READ_ONLY,
    /**
     * The store's folder does not exist and cannot be made, so that a connection can only have
     * temporary functions. 58030 (io error).
     */
    UNAVAILABLE,
    /** Another process or thread held the lock all the time. 55P03 (lock not available). */
    LOCKED,
    /** No space left, or a quota is used up. 53100 (disk full). */
    DISK_FULL,
    /** Any other failure of the file system. 58030 (io error). */
    IO
  }

  private final Kind kind;
  private final String message;

  public StoreException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.message = message;
  }

  public StoreException(Kind kind, String message) {
    this(kind, message, null);
  }

  public Kind kind() {
    return kind;
  }

  @Override
  public String getMessage() {
    return message;
  }
}
