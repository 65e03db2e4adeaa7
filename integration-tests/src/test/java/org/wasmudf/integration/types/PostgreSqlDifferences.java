package org.wasmudf.integration.types;

import java.util.List;

/** What cannot be the same on PostgreSQL. */
final class PostgreSqlDifferences {
  static final List<KnownDifference> ALL = List.of();

  private PostgreSqlDifferences() {}
}
