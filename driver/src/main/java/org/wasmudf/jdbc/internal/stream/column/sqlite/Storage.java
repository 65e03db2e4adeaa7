package org.wasmudf.jdbc.internal.stream.column.sqlite;

/** SQLite's storage classes. */
enum Storage {
  NULL,
  INTEGER,
  REAL,
  TEXT,
  BLOB
}
