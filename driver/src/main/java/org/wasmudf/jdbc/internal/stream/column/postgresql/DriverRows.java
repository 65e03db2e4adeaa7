package org.wasmudf.jdbc.internal.stream.column.postgresql;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;

/**
 * Rows of pgjdbc's own class over values in the server's text format: what the getters of a plain
 * Statement's result return. pgjdbc makes such result sets for its own use ({@code
 * BaseStatement.createDriverResultSet}); it is reached by method handles, so that the driver stays
 * the application's choice.
 */
final class DriverRows {
  /** {@code Field.BINARY_FORMAT}. */
  private static final int BINARY = 1;

  /**
   * By the driver's class. The handles lead to it, so they are held weakly too: a redeployed
   * application's driver can go.
   */
  private static final Map<Class<?>, WeakReference<DriverRows>> KNOWN = new WeakHashMap<>();

  private final Class<?> connectionType;
  private final Class<?> statementType;
  private final MethodHandle field;
  private final MethodHandle tuple;
  private final MethodHandle set;
  private final MethodHandle rows;
  private final MethodHandle transaction;
  private final MethodHandle cancel;
  private final MethodHandle typeInfo;
  private final MethodHandle oid;
  private final MethodHandle parameter;
  private final Class<?> metaDataType;
  private final MethodHandle format;
  private final Class<?> fieldType;

  private DriverRows(ClassLoader loader) throws ReflectiveOperationException {
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    connectionType = loader.loadClass("org.postgresql.core.BaseConnection");
    statementType = loader.loadClass("org.postgresql.core.BaseStatement");
    fieldType = loader.loadClass("org.postgresql.core.Field");
    Class<?> tupleType = loader.loadClass("org.postgresql.core.Tuple");
    field =
        lookup.findConstructor(
            fieldType,
            MethodType.methodType(void.class, String.class, int.class, short.class, int.class));
    tuple = lookup.findConstructor(tupleType, MethodType.methodType(void.class, int.class));
    set =
        lookup.findVirtual(
            tupleType, "set", MethodType.methodType(void.class, int.class, byte[].class));
    rows =
        lookup.findVirtual(
            statementType,
            "createDriverResultSet",
            MethodType.methodType(ResultSet.class, fieldType.arrayType(), List.class));
    transaction =
        lookup.findVirtual(
            connectionType,
            "getTransactionState",
            MethodType.methodType(loader.loadClass("org.postgresql.core.TransactionState")));
    cancel =
        lookup.findVirtual(
            loader.loadClass("org.postgresql.PGConnection"),
            "cancelQuery",
            MethodType.methodType(void.class));
    Class<?> typeInfoType = loader.loadClass("org.postgresql.core.TypeInfo");
    typeInfo =
        lookup.findVirtual(connectionType, "getTypeInfo", MethodType.methodType(typeInfoType));
    oid =
        lookup.findVirtual(
            typeInfoType, "getPGType", MethodType.methodType(int.class, String.class));
    metaDataType = loader.loadClass("org.postgresql.PGResultSetMetaData");
    format =
        lookup.findVirtual(metaDataType, "getFormat", MethodType.methodType(int.class, int.class));
    parameter =
        lookup.findVirtual(
            loader.loadClass("org.postgresql.PGConnection"),
            "getParameterStatus",
            MethodType.methodType(String.class, String.class));
  }

  /** Asks the server to stop what the session runs. */
  void cancelQuery(Connection target) throws SQLException {
    try {
      cancel.invoke(target.unwrap(connectionType));
    } catch (SQLException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /** The state of the session's transaction: IDLE, OPEN or FAILED. */
  String transaction(Connection target) throws SQLException {
    try {
      return transaction.invoke(target.unwrap(connectionType)).toString();
    } catch (SQLException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /** The number of a type that the metadata names; the driver knows it from there. */
  int oid(Connection target, String name) throws SQLException {
    // The metadata's names for an integer column that has a sequence.
    String type =
        switch (name) {
          case "smallserial" -> "int2";
          case "serial" -> "int4";
          case "bigserial" -> "int8";
          default -> name;
        };
    try {
      return (int) oid.invoke(typeInfo.invoke(target.unwrap(connectionType)), type);
    } catch (SQLException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /** Whether a column comes in the server's binary format. */
  boolean isBinary(ResultSetMetaData description, int index) throws SQLException {
    try {
      return (int) format.invoke(description.unwrap(metaDataType), index) == BINARY;
    } catch (SQLException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /** The session's time zone as the server last reported it, null where it does not. */
  @Nullable String timeZone(Connection target) throws SQLException {
    try {
      return (String) parameter.invoke(target.unwrap(connectionType), "TimeZone");
    } catch (SQLException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /** The rows of a target's driver; null where it is no pgjdbc, or one that is made otherwise. */
  static synchronized @Nullable DriverRows of(Connection target) throws SQLException {
    for (ClassLoader loader : loaders(target)) {
      try {
        Class<?> pgConnection = loader.loadClass("org.postgresql.PGConnection");
        if (!target.isWrapperFor(pgConnection)) {
          continue;
        }
        WeakReference<DriverRows> reference = KNOWN.get(pgConnection);
        DriverRows known = reference == null ? null : reference.get();
        if (known == null) {
          known = new DriverRows(loader);
          KNOWN.put(pgConnection, new WeakReference<>(known));
        }
        return target.isWrapperFor(known.connectionType) ? known : null;
      } catch (ReflectiveOperationException e) {
        // Another loader may have it.
      }
    }
    return null;
  }

  /** The target may be a pool's own object, whose loader knows no driver. */
  static List<ClassLoader> loaders(Connection target) {
    List<ClassLoader> loaders = new ArrayList<>();
    for (ClassLoader loader :
        new @Nullable ClassLoader[] {
          target.getClass().getClassLoader(),
          Thread.currentThread().getContextClassLoader(),
          DriverRows.class.getClassLoader()
        }) {
      if (loader != null && !loaders.contains(loader)) {
        loaders.add(loader);
      }
    }
    return loaders;
  }

  /**
   * A row with one value that can be changed.
   *
   * @param oid of the type
   * @param modifier of the type, -1 for none
   * @throws SQLException the target's own
   */
  Row row(Connection target, String label, int oid, int modifier) throws SQLException {
    try (Statement statement = ((Connection) target.unwrap(connectionType)).createStatement()) {
      Object fields = java.lang.reflect.Array.newInstance(fieldType, 1);
      java.lang.reflect.Array.set(fields, 0, field.invoke(label, oid, (short) -1, modifier));
      Object values = tuple.invoke(1);
      List<Object> all = new ArrayList<>(List.of(values));
      ResultSet own =
          (ResultSet) rows.invokeWithArguments(statement.unwrap(statementType), fields, all);
      own.next();
      return new Row(own, set.bindTo(values));
    } catch (SQLException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  private static SQLException failed(Throwable e) {
    return SqlErrors.of(
        SqlState.INTERNAL_ERROR, "PostgreSQL's driver does not take a value: " + e + ".", e);
  }

  /** The one row; belongs to one reader. */
  static final class Row {
    private final ResultSet rows;
    private final MethodHandle set;

    private Row(ResultSet rows, MethodHandle set) {
      this.rows = rows;
      this.set = set;
    }

    /** The row with another value, null for NULL. */
    ResultSet with(byte @Nullable [] value) throws SQLException {
      try {
        set.invoke(0, value);
        return rows;
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw failed(e);
      }
    }
  }
}
