package org.wasmudf.store;

/** What happens where an argument is NULL. */
public enum NullHandling {
  /** The result is NULL and the guest is not called. */
  RETURNS_NULL_ON_NULL_INPUT,
  /** The guest is called and sees the NULL. */
  CALLED_ON_NULL_INPUT
}
