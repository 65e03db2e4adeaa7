package org.wasmudf.integration.types;

import java.util.List;

/** What cannot be the same on H2. */
final class H2Differences {
  static final List<KnownDifference> ALL = List.of();

  private H2Differences() {}
}
