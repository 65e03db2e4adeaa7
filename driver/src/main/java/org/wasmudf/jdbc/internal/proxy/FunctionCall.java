package org.wasmudf.jdbc.internal.proxy;

import java.sql.ParameterMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.CallText;
import org.wasmudf.jdbc.internal.Route;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;
import org.wasmudf.store.FunctionDefinition;
import org.wasmudf.store.Parameter;

/**
 * A call of a registered function: {@code {? = call f(?)}} gives the value as the first parameter,
 * {@code {call f(?)}} as a row.
 */
final class FunctionCall extends CallingStatement {
  private final CallText text;
  private @Nullable ResultSet value;
  private int count = -1;

  private FunctionCall(
      ProxyConnection connection,
      Statement delegate,
      Preparer preparer,
      CallText text,
      Route route) {
    super(
        connection,
        delegate,
        preparer,
        text.query(),
        route,
        new RecordedParameters(route.parameterCount(), text.returns() ? 1 : 0));
    this.text = text;
  }

  /**
   * Plans a call.
   *
   * @param delegate holds the settings
   * @throws SQLException as for the same call in a query
   */
  static FunctionCall of(
      ProxyConnection connection, Statement delegate, Preparer preparer, CallText text)
      throws SQLException {
    Route route = connection.session().route(text.query());
    if (route == null) {
      // Dropped by another connection since it was found.
      route = connection.session().passThrough(text.query());
    }
    return new FunctionCall(connection, delegate, preparer, text, route);
  }

  private void call() throws SQLException {
    end();
    value = null;
    count = -1;
    ResultSet row = value((Route.Planned) planned(), values());
    row.next();
    value = row;
    count = 0;
  }

  @Override
  public boolean execute() throws SQLException {
    if (!text.returns()) {
      return super.execute();
    }
    call();
    return false;
  }

  @Override
  public int executeUpdate() throws SQLException {
    if (!text.returns()) {
      return super.executeUpdate();
    }
    call();
    return 0;
  }

  @Override
  public long executeLargeUpdate() throws SQLException {
    return text.returns() ? executeUpdate() : super.executeLargeUpdate();
  }

  @Override
  public @Nullable ResultSet executeQuery() throws SQLException {
    if (text.returns()) {
      throw SqlErrors.of(
          SqlState.NOT_A_QUERY,
          "The call gives its value as parameter 1, not as rows. Use execute and a getter, or {call %s(...)}."
              .formatted(text.name()));
    }
    return super.executeQuery();
  }

  @Override
  public @Nullable ResultSet getResultSet() throws SQLException {
    return text.returns() ? null : super.getResultSet();
  }

  @Override
  public int getUpdateCount() throws SQLException {
    return text.returns() ? count : super.getUpdateCount();
  }

  @Override
  public long getLargeUpdateCount() throws SQLException {
    return text.returns() ? count : super.getLargeUpdateCount();
  }

  @Override
  public boolean getMoreResults() throws SQLException {
    return getMoreResults(CLOSE_CURRENT_RESULT);
  }

  @Override
  public boolean getMoreResults(int current) throws SQLException {
    if (!text.returns()) {
      return super.getMoreResults(current);
    }
    count = -1;
    return false;
  }

  /** The value is no row. */
  @Override
  public @Nullable ResultSetMetaData getMetaData() throws SQLException {
    return text.returns() ? null : super.getMetaData();
  }

  @Override
  public ParameterMetaData getParameterMetaData() throws SQLException {
    ParameterMetaData given = super.getParameterMetaData();
    List<FunctionDefinition> overloads = overloads();
    return text.returns() && given instanceof PlannedParameters planned && overloads.size() == 1
        ? planned.behind(overloads.get(0).signature().returns())
        : given;
  }

  /** The overloads that take as many arguments as the call has parameters. */
  private List<FunctionDefinition> overloads() {
    return connection.session().latest().functions(text.name()).stream()
        .filter(overload -> overload.signature().parameters().size() == values().count())
        .toList();
  }

  @Override
  ResultSet value(int ordinal) throws SQLException {
    register(ordinal);
    ResultSet row = value;
    if (row == null) {
      ensureOpen();
      throw SqlErrors.of(
          SqlState.WRONG_STATE,
          "The call of %s has no value yet. Call execute first.".formatted(text.name()));
    }
    return row;
  }

  @Override
  void register(int ordinal) throws SQLException {
    if (!text.returns() || ordinal != 1) {
      throw SqlErrors.of(
          SqlState.NO_SUCH_INDEX,
          "Parameter %d of the call of %s does not come out: only the ? before = does, as in {? = call %s(...)}."
              .formatted(ordinal, text.name(), text.name()));
    }
  }

  /** By the names that the function was registered with; the value has the function's own name. */
  @Override
  int ordinal(String name) throws SQLException {
    int first = text.returns() ? 2 : 1;
    List<FunctionDefinition> overloads = overloads();
    if (overloads.size() == 1) {
      List<Parameter> parameters = overloads.get(0).signature().parameters();
      for (int i = 0; i < parameters.size(); i++) {
        if (name.equalsIgnoreCase(parameters.get(i).name())) {
          return first + i;
        }
      }
    }
    if (text.returns() && name.equalsIgnoreCase(text.name())) {
      return 1;
    }
    throw SqlErrors.of(
        SqlState.NO_SUCH_INDEX,
        "The call of %s has no parameter %s. Use the number of the ?."
            .formatted(text.name(), name));
  }
}
