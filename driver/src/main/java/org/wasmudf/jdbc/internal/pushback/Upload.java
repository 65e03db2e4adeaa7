package org.wasmudf.jdbc.internal.pushback;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;
import org.wasmudf.jdbc.internal.StatementContext;
import org.wasmudf.jdbc.internal.stream.ConstantEvaluator;
import org.wasmudf.jdbc.internal.stream.column.postgresql.PostgreSqlCopy;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.rewriter.lookup.CopyLine;
import org.wasmudf.rewriter.lookup.Lookups;
import org.wasmudf.rewriter.lookup.MapColumns;
import org.wasmudf.rewriter.lookup.MapDocument;
import org.wasmudf.rewriter.lookup.MapForm;
import org.wasmudf.rewriter.lookup.MapTable;
import org.wasmudf.rewriter.plan.KeyForm;
import org.wasmudf.rewriter.plan.ResultMap;
import org.wasmudf.store.SqlType;

/** Brings the maps of one attempt to the target, and removes them again. */
final class Upload {
  /** Rows that go to the target at once. */
  private static final int BATCH_ROWS = 1000;

  /** From so many rows on COPY is worth its start. */
  private static final int COPIED_ROWS = 500;

  /** Text of COPY that goes to the target at once. */
  private static final int COPIED_CHARS = 1 << 16;

  /** read_only_sql_transaction, which MariaDB gives CREATE TEMPORARY TABLE. */
  private static final String READ_ONLY = "25006";

  private final Connection target;
  private final Lookups lookups;
  private final Dialect dialect;
  private final boolean inTransaction;
  private final boolean endsWithTransaction;
  private final boolean undone;
  private final boolean inCallers;
  private final Stops stops;
  private final List<MapTable> tables = new ArrayList<>();

  Upload(StatementContext context, Transaction transaction, Lookups lookups, Stops stops)
      throws SQLException {
    this.target = context.target();
    this.dialect = context.dialect();
    this.lookups = lookups;
    this.inTransaction = !transaction.equals(Transaction.ANY);
    this.endsWithTransaction = transaction.endsTables(context.dialect());
    this.inCallers = transaction.equals(Transaction.CALLERS);
    this.undone = transaction.undoesTables(context.dialect());
    this.stops = stops;
  }

  /**
   * Brings a map to the target.
   *
   * @return how lookups reach it
   */
  MapForm bring(MapRows rows) throws SQLException {
    if (rows.count() == 0
        && !dialect.equals(Dialect.POSTGRESQL)
        && !dialect.equals(Dialect.DUCKDB)) {
      // Those two see that there are no rows while they plan, and raise before any row asks.
      return new MapForm.Described();
    }
    boolean asked = lookups.readOnlyQuery().isPresent();
    Optional<MapDocument> document = lookups.document(rows.map());
    if (document.isPresent() && asked && readsOnly()) {
      return inText(document.get(), rows);
    }
    String name =
        lookups.tableName("wasmudf_" + Long.toHexString(ThreadLocalRandom.current().nextLong()));
    MapTable table =
        lookups.table(name, rows.map(), new MapTable.Use(inTransaction, rows.longestKey()));
    try {
      execute(table.create());
    } catch (SQLException e) {
      if (document.isPresent() && !asked && READ_ONLY.equals(e.getSQLState())) {
        return inText(document.get(), rows);
      }
      throw e;
    }
    if (!endsWithTransaction) {
      tables.add(table);
    }
    String copy = table.copy().orElse(null);
    if (copy == null || rows.count() < COPIED_ROWS || !copy(copy, rows)) {
      fill(table.insert(), rows);
    }
    execute(table.finish());
    return new MapForm.Table(name);
  }

  private boolean readsOnly() throws SQLException {
    String query = lookups.readOnlyQuery().orElseThrow();
    try (Statement statement = target.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() && "on".equals(row.getString(1));
    }
  }

  private static MapForm inText(MapDocument document, MapRows rows) throws SQLException {
    ResultMap map = rows.map();
    rows.read(
        (keys, status, result) -> {
          List<@Nullable Object> cells = new ArrayList<>();
          for (int i = 0; i < keys.size(); i++) {
            cells.add(keys.get(i));
            if (!map.arguments().get(i).strict()) {
              cells.add(keys.get(i) == null ? 1 : 0);
            }
          }
          cells.add(status);
          cells.add(result);
          if (document.add(cells)) {
            throw SqlErrors.of(
                SqlState.REFUSED_STATEMENT,
                "%s has results for too many arguments to bring to a database in a read-only transaction, where there are no temporary tables. Run the statement in one that may write."
                    .formatted(map.text()));
          }
        });
    return document.form();
  }

  private void execute(List<String> texts) throws SQLException {
    for (String sql : texts) {
      try (Statement statement = target.createStatement()) {
        stops.run(statement, () -> statement.execute(sql));
      }
    }
  }

  /** False where the target's driver has no COPY. */
  private boolean copy(String sql, MapRows rows) throws SQLException {
    stops.check();
    List<MapColumns.MapColumn> columns = MapColumns.of(rows.map());
    try (PostgreSqlCopy copy = PostgreSqlCopy.begin(target, sql)) {
      if (copy == null) {
        return false;
      }
      StringBuilder lines = new StringBuilder();
      rows.read(
          (keys, status, result) -> {
            CopyLine.append(lines, columns, cells(rows.map(), keys, status, result));
            if (lines.length() >= COPIED_CHARS) {
              stops.check();
              copy.write(lines.toString().getBytes(StandardCharsets.UTF_8));
              lines.setLength(0);
            }
          });
      copy.write(lines.toString().getBytes(StandardCharsets.UTF_8));
      copy.end();
      return true;
    }
  }

  private static List<@Nullable Object> cells(
      ResultMap map, List<@Nullable Object> keys, int status, @Nullable Object result) {
    List<@Nullable Object> cells = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      cells.add(keys.get(i));
      if (!map.arguments().get(i).strict()) {
        cells.add(keys.get(i) == null ? 1 : 0);
      }
    }
    cells.add(status);
    cells.add(result);
    return cells;
  }

  private void fill(String sql, MapRows rows) throws SQLException {
    ResultMap map = rows.map();
    SqlType type = map.call().function().signature().returns();
    // DuckDB's driver begins a transaction for a batch, also in one that was begun by text.
    boolean single = inCallers && target.getAutoCommit();
    try (PreparedStatement insert = target.prepareStatement(sql)) {
      int[] pending = new int[1];
      rows.read(
          (keys, status, result) -> {
            bind(insert, map, keys, status, new ConstantEvaluator.FoldedValue(type, result));
            if (single) {
              stops.run(insert, insert::executeUpdate);
              return;
            }
            insert.addBatch();
            if (++pending[0] == BATCH_ROWS) {
              pending[0] = 0;
              stops.run(insert, insert::executeBatch);
            }
          });
      if (pending[0] > 0) {
        stops.run(insert, insert::executeBatch);
      }
    }
  }

  private static void bind(
      PreparedStatement insert,
      ResultMap map,
      List<@Nullable Object> keys,
      int status,
      ConstantEvaluator.FoldedValue result)
      throws SQLException {
    int ordinal = 1;
    for (int i = 0; i < keys.size(); i++) {
      ResultMap.Argument argument = map.arguments().get(i);
      bind(insert, ordinal++, argument.form().kind(), keys.get(i));
      if (!argument.strict()) {
        insert.setInt(ordinal++, keys.get(i) == null ? 1 : 0);
      }
    }
    insert.setInt(ordinal++, status);
    result.bind(insert, ordinal);
  }

  private static void bind(
      PreparedStatement insert, int ordinal, KeyForm.Kind kind, @Nullable Object key)
      throws SQLException {
    switch (kind) {
      case LONG -> {
        if (key instanceof Long number) {
          insert.setLong(ordinal, number);
        } else {
          insert.setNull(ordinal, Types.BIGINT);
        }
      }
      case TEXT -> insert.setString(ordinal, (String) key);
      case BYTES -> insert.setBytes(ordinal, (byte[]) key);
      case DATE -> {
        if (key == null) {
          insert.setNull(ordinal, Types.DATE);
        } else {
          insert.setObject(ordinal, key);
        }
      }
    }
  }

  /** Whether the tables of a failed attempt are gone with it. */
  boolean isUndone() {
    return undone;
  }

  /** Removes all tables that the end of the transaction does not, after the final statement. */
  void remove() throws SQLException {
    while (!tables.isEmpty()) {
      for (String sql : tables.get(tables.size() - 1).drop()) {
        try (Statement statement = target.createStatement()) {
          statement.execute(sql);
        }
      }
      tables.remove(tables.size() - 1);
    }
  }

  /**
   * Removes all tables where nothing else undoes them; once more where that fails, since nobody
   * else does it.
   *
   * @return why they could not be removed; null where they were
   */
  @Nullable Throwable removeSurely() {
    Throwable failure = null;
    for (int attempt = 1; attempt <= 2; attempt++) {
      try {
        remove();
        return null;
      } catch (SQLException | RuntimeException e) {
        failure = e;
      }
    }
    return failure;
  }
}
