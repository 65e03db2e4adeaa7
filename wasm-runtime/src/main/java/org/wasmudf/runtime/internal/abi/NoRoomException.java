package org.wasmudf.runtime.internal.abi;

import org.wasmudf.runtime.GuestException;

/** A batch does not fit into the guest's memory; fewer rows may. */
final class NoRoomException extends Exception {
  private static final long serialVersionUID = 1L;

  private final GuestException reason;

  NoRoomException(GuestException reason) {
    super(reason);
    this.reason = reason;
  }

  GuestException reason() {
    return reason;
  }
}
