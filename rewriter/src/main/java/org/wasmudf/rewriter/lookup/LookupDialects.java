package org.wasmudf.rewriter.lookup;

import java.sql.Types;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.rewriter.plan.KeyForm;
import org.wasmudf.rewriter.plan.TargetColumn;

/** The lookups of each dialect. */
final class LookupDialects {
  private LookupDialects() {}

  static @Nullable Lookups find(Dialect dialect) {
    return switch (dialect.name()) {
      case "PostgreSQL" ->
          new TextLookups(
              dialect,
              "(('wasmudf:' || COALESCE(CAST(%s AS text), 'miss'))::integer)",
              LookupDialects::postgresql);
      case "H2" ->
          new TextLookups(
              dialect,
              "SIGNAL('WU001', 'wasmudf:' || COALESCE(CAST(%s AS VARCHAR), 'miss'))",
              LookupDialects::h2);
      default -> null;
    };
  }

  private static final KeyForm BIGINT = new KeyForm("", "", "BIGINT", "0");

  private static Optional<KeyForm> postgresql(TargetColumn column) {
    return switch (column.jdbcType()) {
      case Types.SMALLINT, Types.INTEGER, Types.BIGINT -> Optional.of(BIGINT);
      case Types.VARCHAR ->
          Optional.of(new KeyForm("((", ")::text COLLATE \"C\")", "text COLLATE \"C\"", "''"));
      default -> Optional.empty();
    };
  }

  private static Optional<KeyForm> h2(TargetColumn column) {
    return switch (column.jdbcType()) {
      case Types.SMALLINT, Types.INTEGER, Types.BIGINT -> Optional.of(BIGINT);
      default -> Optional.empty();
    };
  }
}
