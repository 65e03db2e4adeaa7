package org.wasmudf.runtime.internal.engine;

import org.wasmudf.runtime.GuestException;

/** What runs on a guest thread: makes instances, calls guests, copies batches. */
@FunctionalInterface
public interface GuestCall<T> {
  T run() throws GuestException;
}
