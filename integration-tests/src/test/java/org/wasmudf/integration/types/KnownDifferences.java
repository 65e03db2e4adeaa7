package org.wasmudf.integration.types;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wasmudf.integration.targets.Target;

/** All of them, target by target. */
final class KnownDifferences {
  private KnownDifferences() {}

  static List<KnownDifference> of(Target target) {
    return switch (target) {
      case H2 -> H2Differences.ALL;
      case POSTGRESQL -> PostgreSqlDifferences.ALL;
      case MARIADB -> MariaDbDifferences.ALL;
      case SQLITE -> SqliteDifferences.ALL;
      case DUCKDB -> DuckDbDifferences.ALL;
    };
  }

  /** The README's table. */
  static String markdown() {
    return Stream.concat(
            Stream.of("| target | type | what differs | why |", "|---|---|---|---|"),
            Stream.of(Target.values())
                .flatMap(target -> of(target).stream())
                .map(KnownDifference::markdown))
        .collect(Collectors.joining("\n"));
  }
}
