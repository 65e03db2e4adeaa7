package org.wasmudf.jdbc.internal.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.BoundParameters;
import org.wasmudf.jdbc.internal.StatementContext;
import org.wasmudf.rewriter.plan.Binding;
import org.wasmudf.rewriter.plan.OutputColumn;
import org.wasmudf.rewriter.plan.Predicate;
import org.wasmudf.rewriter.plan.StatementPlan;
import org.wasmudf.rewriter.plan.TargetColumn;
import org.wasmudf.rewriter.plan.ValueExpr;
import org.wasmudf.store.FunctionDefinition;

/** A target, plans built by hand, and the context that the driver's statement would be. */
final class Streams implements StatementContext, BoundParameters, AutoCloseable {
  private static int databases;

  final JavaGuests guests = new JavaGuests();
  final List<SQLWarning> warnings = new ArrayList<>();
  final Set<Runnable> cancels = ConcurrentHashMap.newKeySet();
  private final Statement statement;
  private final List<@Nullable Object> parameters = new ArrayList<>();
  Connection target;
  long maxRows;
  int fetchSize;
  int batchRows = 8192;
  long deadline = Long.MAX_VALUE;
  int closedResults;
  boolean cancelAtOnce;

  Streams(Connection target) throws SQLException {
    this.target = target;
    this.statement = target.createStatement();
  }

  /** An H2 database of its own in memory. */
  static Streams h2() throws SQLException {
    return h2("");
  }

  /**
   * @param settings as they stand in the URL, each with a semicolon before it
   */
  static synchronized Streams h2(String settings) throws SQLException {
    databases++;
    return new Streams(DriverManager.getConnection("jdbc:h2:mem:stream" + databases + settings));
  }

  void run(String sql) throws SQLException {
    try (Statement own = target.createStatement()) {
      own.execute(sql);
    }
  }

  Streams with(@Nullable Object... values) {
    parameters.clear();
    parameters.addAll(Arrays.asList(values));
    return this;
  }

  static ValueExpr column(int index) {
    return new ValueExpr.Pushed(index);
  }

  static ValueExpr literal(@Nullable Object value) {
    return new ValueExpr.Constant(value, String.valueOf(value));
  }

  private static int position;

  /** Each call at a position of its own, as in a text. */
  static synchronized ValueExpr.Call call(FunctionDefinition function, ValueExpr... arguments) {
    position += 10;
    return new ValueExpr.Call(function, List.of(arguments), false, position, position + 5);
  }

  static synchronized ValueExpr.Call tryCall(FunctionDefinition function, ValueExpr... arguments) {
    position += 10;
    return new ValueExpr.Call(function, List.of(arguments), true, position, position + 5);
  }

  /** A plan to be filled in. */
  static final class Plan {
    private final String sql;
    private final List<Binding> bindings = new ArrayList<>();
    private final List<Predicate> filters = new ArrayList<>();
    private final List<OutputColumn> outputs = new ArrayList<>();
    private @Nullable ValueExpr limit;
    private @Nullable ValueExpr offset;

    Plan(String sql) {
      this.sql = sql;
    }

    Plan bind(Binding... all) {
      bindings.addAll(List.of(all));
      return this;
    }

    Plan where(Predicate filter) {
      filters.add(filter);
      return this;
    }

    Plan select(String label, ValueExpr value) {
      outputs.add(new OutputColumn(label, value));
      return this;
    }

    Plan limit(long rows) {
      limit = literal(rows);
      return this;
    }

    Plan limit(ValueExpr rows) {
      limit = rows;
      return this;
    }

    Plan offset(long rows) {
      offset = literal(rows);
      return this;
    }

    Plan offset(ValueExpr rows) {
      offset = rows;
      return this;
    }

    StatementPlan.Stream build(Connection target) throws SQLException {
      List<TargetColumn> columns = new ArrayList<>();
      try (PreparedStatement prepared = target.prepareStatement(sql)) {
        ResultSetMetaData described = prepared.getMetaData();
        for (int i = 1; i <= described.getColumnCount(); i++) {
          columns.add(
              new TargetColumn(
                  described.getColumnLabel(i),
                  described.getColumnType(i),
                  described.getColumnTypeName(i),
                  described.getPrecision(i),
                  described.getScale(i),
                  described.isSigned(i),
                  described.isNullable(i)));
        }
      }
      return new StatementPlan.Stream(
          sql, bindings, columns, filters, outputs, limit, offset, List.of(), "test");
    }
  }

  static Plan plan(String sql) {
    return new Plan(sql);
  }

  StreamExecutor.Result execute(Plan plan) throws SQLException {
    return StreamExecutor.execute(plan.build(target), this, this, guests.guests());
  }

  ResultSet query(Plan plan) throws SQLException {
    return execute(plan).rows();
  }

  /** All rows, each as {@code a|b|c} of getString. */
  static List<String> rows(ResultSet rows) throws SQLException {
    List<String> all = new ArrayList<>();
    int columns = rows.getMetaData().getColumnCount();
    while (rows.next()) {
      StringBuilder line = new StringBuilder();
      for (int i = 1; i <= columns; i++) {
        line.append(i == 1 ? "" : "|").append(rows.getString(i));
      }
      all.add(line.toString());
    }
    return all;
  }

  List<String> all(Plan plan) throws SQLException {
    try (ResultSet rows = query(plan)) {
      return rows(rows);
    }
  }

  /** The rows that the target itself gives. */
  List<String> direct(String sql) throws SQLException {
    try (Statement own = target.createStatement();
        ResultSet rows = own.executeQuery(sql)) {
      return rows(rows);
    }
  }

  /** Nothing is left of any execution. */
  void assertNothingLeft() {
    assertEquals(0, ArrowMemory.allocated(), "bytes outside the heap");
    assertEquals(0, guests.sessions.get(), "guest sessions");
    assertEquals(0, cancels.size(), "registrations for cancel");
  }

  @Override
  public void close() throws SQLException {
    assertNothingLeft();
    target.close();
  }

  @Override
  public Connection target() {
    return target;
  }

  @Override
  public Statement statement() {
    return statement;
  }

  @Override
  public long maxRows() {
    return maxRows;
  }

  @Override
  public int fetchSize() {
    return fetchSize;
  }

  @Override
  public int maxFieldSize() {
    return 0;
  }

  @Override
  public long deadlineNanos() {
    return deadline;
  }

  @Override
  public int batchRows() {
    return batchRows;
  }

  @Override
  public AutoCloseable onCancel(Runnable stop) {
    cancels.add(stop);
    if (cancelAtOnce) {
      stop.run();
    }
    return () -> cancels.remove(stop);
  }

  @Override
  public void warn(SQLWarning warning) {
    warnings.add(warning);
  }

  @Override
  public void resultClosed(ResultSet rows) {
    closedResults++;
  }

  @Override
  public @Nullable Object value(int ordinal) {
    return parameters.get(ordinal - 1);
  }

  @Override
  public void bind(int ordinal, PreparedStatement prepared, int targetOrdinal) throws SQLException {
    prepared.setObject(targetOrdinal, value(ordinal));
  }
}
