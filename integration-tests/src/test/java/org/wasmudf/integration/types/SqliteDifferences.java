package org.wasmudf.integration.types;

import java.util.List;

/** What cannot be the same on SQLite. */
final class SqliteDifferences {
  static final List<KnownDifference> ALL = List.of();

  private SqliteDifferences() {}
}
