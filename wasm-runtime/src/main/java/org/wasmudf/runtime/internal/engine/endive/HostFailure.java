package org.wasmudf.runtime.internal.engine.endive;

import org.wasmudf.runtime.GuestException;

/** Carries what a host function threw through the guest's frames, which know no checked ones. */
final class HostFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final GuestException failure;

  HostFailure(GuestException failure) {
    super(failure.getMessage(), failure, false, false);
    this.failure = failure;
  }

  GuestException failure() {
    return failure;
  }
}
