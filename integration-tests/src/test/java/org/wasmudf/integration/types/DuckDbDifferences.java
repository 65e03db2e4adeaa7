package org.wasmudf.integration.types;

import java.util.List;

/** What cannot be the same on DuckDB. */
final class DuckDbDifferences {
  static final List<KnownDifference> ALL = List.of();

  private DuckDbDifferences() {}
}
