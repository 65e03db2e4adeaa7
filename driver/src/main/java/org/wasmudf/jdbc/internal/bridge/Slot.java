package org.wasmudf.jdbc.internal.bridge;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A name that is registered with the target's connection, and whoever answers to it now. */
final class Slot implements Function<Object[], @Nullable Object> {
  private final String name;
  private final boolean deterministic;
  private boolean taken;
  private volatile @Nullable Function<Object[], @Nullable Object> body;

  Slot(String name, boolean deterministic) {
    this.name = name;
    this.deterministic = deterministic;
  }

  String name() {
    return name;
  }

  /** Whether it was free, and is the caller's now. */
  synchronized boolean take(boolean wanted) {
    if (taken || wanted != deterministic) {
      return false;
    }
    taken = true;
    return true;
  }

  synchronized void free() {
    body = null;
    taken = false;
  }

  synchronized void bind(Function<Object[], @Nullable Object> to) {
    body = to;
  }

  void unbind() {
    body = null;
  }

  /** Forgets whoever answers, where it is still this one. */
  synchronized void unbind(Function<Object[], @Nullable Object> from) {
    if (body == from) {
      body = null;
    }
  }

  @Override
  public @Nullable Object apply(Object[] values) {
    Function<Object[], @Nullable Object> bound = body;
    if (bound == null) {
      throw new IllegalStateException("no statement runs that calls a WASM function by this name");
    }
    return bound.apply(values);
  }
}
