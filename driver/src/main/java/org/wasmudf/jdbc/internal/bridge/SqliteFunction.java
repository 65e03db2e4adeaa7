package org.wasmudf.jdbc.internal.bridge;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A function of SQLite that hands its arguments to Java. Names nothing but the JDK and SQLite's
 * driver, so that it can be defined in a class loader that knows only these; loaded only where that
 * driver is there.
 */
public final class SqliteFunction extends org.sqlite.Function {
  /** Not from views, triggers or anything else that the database stores. */
  private static final int DIRECT_ONLY = 0x80000;

  private static final int INTEGER = 1;
  private static final int FLOAT = 2;
  private static final int TEXT = 3;
  private static final int BLOB = 4;

  private final Function<Object[], @Nullable Object> body;

  private SqliteFunction(Function<Object[], @Nullable Object> body) {
    this.body = body;
  }

  /**
   * Registers a function with a connection, for any number of arguments. One of the same name is
   * replaced.
   *
   * @param body takes null, Long, Double, String or byte[], and gives one of them
   * @throws SQLException where a statement that runs uses one of this name
   */
  public static void create(
      Connection connection,
      String name,
      Function<Object[], @Nullable Object> body,
      boolean deterministic)
      throws SQLException {
    int flags = DIRECT_ONLY | (deterministic ? FLAG_DETERMINISTIC : 0);
    create(connection, name, new SqliteFunction(body), -1, flags);
  }

  /** Takes a function away; does nothing while a statement of the connection runs. */
  public static void remove(Connection connection, String name) throws SQLException {
    destroy(connection, name);
  }

  @Override
  protected void xFunc() throws SQLException {
    @Nullable Object[] values = new @Nullable Object[args()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(i);
    }
    Object result = body.apply(values);
    if (result == null) {
      result();
    } else if (result instanceof Long number) {
      result(number.longValue());
    } else if (result instanceof Double number) {
      result(number.doubleValue());
    } else if (result instanceof String text) {
      result(text);
    } else {
      result((byte[]) result);
    }
  }

  private @Nullable Object value(int argument) throws SQLException {
    return switch (value_type(argument)) {
      case INTEGER -> (Object) value_long(argument);
      case FLOAT -> (Object) value_double(argument);
      case TEXT -> value_text(argument);
      case BLOB -> {
        byte[] bytes = value_blob(argument);
        // The driver hands on a BLOB without bytes as null.
        yield bytes == null ? new byte[0] : bytes;
      }
      default -> null;
    };
  }
}
