package org.wasmudf.jdbc.internal.proxy;

/** What the caller's execute method returns. */
enum Expected {
  ROWS,
  COUNT,
  LARGE_COUNT,
  ANY
}
