package org.wasmudf.jdbc.internal.bridge;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;

/**
 * Registers functions with a connection of SQLite. The driver may come from a pool and from another
 * class loader than ours; then {@link SqliteFunction} is defined once more, beside it.
 */
final class SqliteRegistry {
  private static final String CONNECTION = "org.sqlite.SQLiteConnection";
  private static final String FUNCTION = "org.sqlite.Function";
  private static final String OURS = "org.wasmudf.jdbc.internal.bridge.SqliteFunction";

  private final Connection connection;
  private final MethodHandle create;
  private final MethodHandle remove;

  private SqliteRegistry(Connection connection, MethodHandle create, MethodHandle remove) {
    this.connection = connection;
    this.create = create;
    this.remove = remove;
  }

  /**
   * @param target a connection of SQLite's driver, or one that unwraps to it
   */
  static SqliteRegistry of(Connection target) throws SQLException {
    try {
      Connection own = physical(target);
      Class<?> function = beside(Class.forName(FUNCTION, false, own.getClass().getClassLoader()));
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      return new SqliteRegistry(
          own,
          lookup.findStatic(
              function,
              "create",
              MethodType.methodType(
                  void.class, Connection.class, String.class, Function.class, boolean.class)),
          lookup.findStatic(
              function,
              "remove",
              MethodType.methodType(void.class, Connection.class, String.class)));
    } catch (ReflectiveOperationException | LinkageError | IOException e) {
      throw SqlErrors.of(
          SqlState.INTERNAL_ERROR,
          "SQLite's driver is none that functions can be registered with: "
              + e
              + ". Use another version of org.xerial:sqlite-jdbc.",
          e);
    }
  }

  /** The driver's own connection; a pool's wrapper need not know the driver's classes. */
  private static Connection physical(Connection target)
      throws SQLException, ClassNotFoundException {
    List<@Nullable ClassLoader> loaders = new ArrayList<>();
    loaders.add(target.getClass().getClassLoader());
    loaders.add(target.getMetaData().getClass().getClassLoader());
    loaders.add(SqliteRegistry.class.getClassLoader());
    loaders.add(Thread.currentThread().getContextClassLoader());
    for (ClassLoader loader : loaders) {
      Class<?> type = connectionClass(loader);
      if (type != null && type.isInstance(target)) {
        return target;
      } else if (type != null && target.isWrapperFor(type)) {
        return (Connection) target.unwrap(type);
      }
    }
    throw new ClassNotFoundException(CONNECTION);
  }

  private static @Nullable Class<?> connectionClass(@Nullable ClassLoader loader) {
    try {
      return Class.forName(CONNECTION, false, loader);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  private static Class<?> beside(Class<?> driver) throws ReflectiveOperationException, IOException {
    ClassLoader ours = SqliteRegistry.class.getClassLoader();
    if (isVisible(driver, ours)) {
      return Class.forName(OURS, true, ours);
    }
    String resource = OURS.replace('.', '/') + ".class";
    try (InputStream bytes = ours.getResourceAsStream(resource)) {
      if (bytes == null) {
        throw new IOException(resource + " is not there");
      }
      return new Beside(driver.getClassLoader()).define(bytes.readAllBytes());
    }
  }

  private static boolean isVisible(Class<?> driver, ClassLoader from) {
    try {
      return Class.forName(FUNCTION, false, from) == driver;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static final class Beside extends ClassLoader {
    Beside(@Nullable ClassLoader driver) {
      super(driver);
    }

    Class<?> define(byte[] bytes) {
      return defineClass(OURS, bytes, 0, bytes.length);
    }
  }

  void create(String name, Function<Object[], @Nullable Object> body, boolean deterministic)
      throws SQLException {
    call(() -> create.invoke(connection, name, body, deterministic));
  }

  /** Takes a function away where no statement runs. */
  void remove(String name) throws SQLException {
    if (!connection.isClosed()) {
      call(() -> remove.invoke(connection, name));
    }
  }

  private interface Invocation {
    void run() throws Throwable;
  }

  private static void call(Invocation invocation) throws SQLException {
    try {
      invocation.run();
    } catch (SQLException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw SqlErrors.of(SqlState.INTERNAL_ERROR, "SQLite's driver failed: " + e, e);
    }
  }
}
