package org.wasmudf.jdbc.internal.ddl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a statement of ours gives. */
public sealed interface DdlResult {
  /** An update count. */
  record Count(long count) implements DdlResult {}

  /**
   * Rows.
   *
   * @param rows a value for each column: null, String, Long (for every integer type), Double,
   *     Boolean or java.time.OffsetDateTime
   */
  record Rows(List<Column> columns, List<List<@Nullable Object>> rows) implements DdlResult {
    public Rows {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }
  }

  /** A column of {@link Rows}. */
  record Column(String label, ColumnType type) {}

  /** The types that our rows have. */
  enum ColumnType {
    TEXT,
    SMALLINT,
    INTEGER,
    BIGINT,
    DOUBLE,
    BOOLEAN,
    TIMESTAMP_WITH_TIME_ZONE
  }
}
