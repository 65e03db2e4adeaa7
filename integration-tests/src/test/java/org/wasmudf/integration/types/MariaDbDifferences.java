package org.wasmudf.integration.types;

import java.util.List;

/** What cannot be the same on MariaDB. */
final class MariaDbDifferences {
  static final List<KnownDifference> ALL = List.of();

  private MariaDbDifferences() {}
}
