package org.wasmudf.rewriter.lookup;

import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.dialect.Dialect;

/** The lookups of each dialect. */
final class LookupDialects {
  private LookupDialects() {}

  static @Nullable LookupDialect find(Dialect dialect) {
    return switch (dialect.name()) {
      case "PostgreSQL" -> new PostgreSqlLookups();
      case "H2" -> new H2Lookups();
      case "MySQL" -> new MariaDbLookups("");
      case "DuckDB" -> new DuckDbLookups();
      default -> null;
    };
  }
}
