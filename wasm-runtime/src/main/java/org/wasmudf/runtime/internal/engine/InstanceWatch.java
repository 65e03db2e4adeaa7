package org.wasmudf.runtime.internal.engine;

/** Is told of an instance as long as it can be interrupted. */
@FunctionalInterface
public interface InstanceWatch {
  /** Comes before the start function runs. */
  void created(Interruptible instance);

  /** Comes when the instance is closed. */
  default void closed(Interruptible instance) {}
}
