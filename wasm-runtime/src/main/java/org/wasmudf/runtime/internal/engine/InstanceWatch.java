package org.wasmudf.runtime.internal.engine;

/** Is told of an instance as soon as it can be interrupted. */
@FunctionalInterface
public interface InstanceWatch {
  void created(Interruptible instance);
}
