package org.wasmudf.jdbc.internal.stream.column.sqlite;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;

/**
 * Lets SQLite and its driver convert values: each is bound in a database in memory of our own, and
 * read by the driver's own getters, with the dates' settings of the target's connection. The
 * database is opened when the first value needs it.
 */
final class SqliteValues implements AutoCloseable {
  private static final String CONNECTION = "org.sqlite.SQLiteConnection";
  private static final String DRIVER = "org.sqlite.JDBC";

  private final Connection target;
  private @Nullable Connection memory;
  private @Nullable PreparedStatement select;
  private @Nullable ResultSet current;
  private @Nullable SqliteColumn column;
  private int row = -1;

  SqliteValues(Connection target) {
    this.target = target;
  }

  /** A result set of the driver that stands on a row with a value as its only column. */
  ResultSet row(SqliteColumn of, int row) throws SQLException {
    ResultSet known = current;
    if (known != null && column == of && this.row == row && !known.isClosed()) {
      return known;
    }
    PreparedStatement statement = select == null ? open() : select;
    if (known != null) {
      known.close();
    }
    of.bind(statement, row);
    ResultSet made = statement.executeQuery();
    made.next();
    current = made;
    column = of;
    this.row = row;
    return made;
  }

  private PreparedStatement open() throws SQLException {
    Connection opened = connect();
    memory = opened;
    PreparedStatement statement = opened.prepareStatement("SELECT ?");
    select = statement;
    return statement;
  }

  /** By the driver's own classes: the target may come from a pool or another class loader. */
  private Connection connect() throws SQLException {
    try {
      Class<?> type = target.getClass();
      ClassLoader loader = type.getClassLoader();
      Class<?> own = Class.forName(CONNECTION, false, loader);
      if (!own.isInstance(target) && target.isWrapperFor(own)) {
        loader = target.unwrap(own).getClass().getClassLoader();
        own = Class.forName(CONNECTION, false, loader);
      }
      Object connection = own.isInstance(target) ? target : target.unwrap(own);
      Object settings = call(connection, "getConnectionConfig");
      Properties properties = new Properties();
      properties.setProperty("date_class", call(settings, "getDateClass").toString());
      properties.setProperty("date_precision", call(settings, "getDatePrecision").toString());
      properties.setProperty(
          "date_string_format", call(settings, "getDateStringFormat").toString());
      Driver driver =
          Class.forName(DRIVER, true, loader)
              .asSubclass(Driver.class)
              .getDeclaredConstructor()
              .newInstance();
      return Objects.requireNonNull(driver.connect("jdbc:sqlite::memory:", properties));
    } catch (ReflectiveOperationException e) {
      throw SqlErrors.of(
          SqlState.INTERNAL_ERROR,
          "SQLite's driver is none that values can be converted by: "
              + e
              + ". Use another version of org.xerial:sqlite-jdbc.",
          e);
    }
  }

  private static Object call(Object on, String method) throws ReflectiveOperationException {
    Method found = on.getClass().getMethod(method);
    return Objects.requireNonNull(found.invoke(on), method);
  }

  @Override
  public void close() throws SQLException {
    Connection open = memory;
    memory = null;
    select = null;
    current = null;
    if (open != null) {
      open.close();
    }
  }
}
