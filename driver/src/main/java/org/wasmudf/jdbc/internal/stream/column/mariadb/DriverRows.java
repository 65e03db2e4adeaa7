package org.wasmudf.jdbc.internal.stream.column.mariadb;

import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;

/**
 * What of MariaDB Connector/J is reached by reflection, so that the driver stays the application's
 * choice: the bytes of a row as the server sent them, the decoders of its columns, and result sets
 * over bytes, which the driver makes for its own use.
 */
final class DriverRows {
  /** Weak on both sides: a redeployed application's driver can go. */
  private static final Map<Class<?>, WeakReference<DriverRows>> KNOWN =
      Collections.synchronizedMap(new WeakHashMap<>());

  private final Class<?> connection;
  private final Class<?> result;
  private final Field rowBuffer;
  private final Field decoders;
  private final Field rowDecoder;
  private final Method bytes;
  private final Method context;
  private final Method setRow;
  private final Method decoder;
  private final Class<?> decoderType;
  private final Class<?> dataType;
  private final Field decimals;
  private final Constructor<?> complete;

  private DriverRows(ClassLoader loader) throws ReflectiveOperationException {
    connection = Class.forName("org.mariadb.jdbc.Connection", false, loader);
    result = Class.forName("org.mariadb.jdbc.client.result.Result", false, loader);
    rowBuffer = open("rowBuf");
    decoders = open("metadataList");
    rowDecoder = open("rowDecoder");
    bytes =
        Class.forName("org.mariadb.jdbc.client.ReadableByteBuf", false, loader).getMethod("buf");
    context = connection.getMethod("getContext");
    setRow = result.getMethod("setRow", byte[].class);
    decoderType = Class.forName("org.mariadb.jdbc.client.ColumnDecoder", false, loader);
    dataType = Class.forName("org.mariadb.jdbc.client.DataType", false, loader);
    decoder = decoderType.getMethod("create", String.class, String.class, dataType, int.class);
    decimals =
        Class.forName("org.mariadb.jdbc.message.server.ColumnDefinitionPacket", false, loader)
            .getDeclaredField("decimals");
    decimals.setAccessible(true);
    complete =
        Class.forName("org.mariadb.jdbc.client.result.CompleteResult", false, loader)
            .getConstructor(
                decoderType.arrayType(),
                byte[][].class,
                Class.forName("org.mariadb.jdbc.client.Context", false, loader),
                int.class);
  }

  private Field open(String name) throws NoSuchFieldException {
    Field field = result.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  /**
   * The driver of a connection.
   *
   * @return null where it is another one, or does not let itself be reached
   */
  static @Nullable DriverRows of(Connection target) throws SQLException {
    Class<?> type = target.getClass();
    WeakReference<DriverRows> reference = KNOWN.get(type);
    DriverRows known = reference == null ? null : reference.get();
    if (known == null) {
      known = find(target);
      if (known != null) {
        KNOWN.put(type, new WeakReference<>(known));
      }
    }
    return known;
  }

  private static @Nullable DriverRows find(Connection target) throws SQLException {
    try {
      ClassLoader loader = target.getClass().getClassLoader();
      Class<?> own = Class.forName("org.mariadb.jdbc.Connection", false, loader);
      if (!own.isInstance(target)) {
        loader = target.unwrap(own).getClass().getClassLoader();
      }
      return new DriverRows(loader);
    } catch (ReflectiveOperationException | InaccessibleObjectException e) {
      return null;
    }
  }

  private interface Call<T> {
    T call() throws ReflectiveOperationException, SQLException;
  }

  private static <T> T call(Call<T> call) throws SQLException {
    try {
      return call.call();
    } catch (ReflectiveOperationException e) {
      throw SqlErrors.of(
          SqlState.INTERNAL_ERROR,
          "MariaDB's driver is none that values can be converted by: "
              + e
              + ". Use another version of org.mariadb.jdbc:mariadb-java-client.",
          e);
    }
  }

  /** The driver's own result set, which a pool may have wrapped. */
  ResultSet own(ResultSet rows) throws SQLException {
    return result.isInstance(rows) ? rows : (ResultSet) rows.unwrap(result);
  }

  /** Whether rows come as the server's texts, and not in the binary form of prepared statements. */
  boolean isText(ResultSet own) throws SQLException {
    return call(() -> rowDecoder.get(own).getClass().getSimpleName().startsWith("Text"));
  }

  /** The bytes of the row that the result set stands on; not to be written to. */
  byte[] row(ResultSet own) throws SQLException {
    return call(() -> (byte[]) bytes.invoke(rowBuffer.get(own)));
  }

  /** The decoder of a column, from 1. */
  Object decoder(ResultSet own, int index) throws SQLException {
    return call(() -> ((Object[]) decoders.get(own))[index - 1]);
  }

  /**
   * A decoder of a type by the driver's name of it.
   *
   * @param digits of a fraction of seconds
   */
  Object decoder(String type, int digits) throws SQLException {
    return call(
        () -> {
          Object wanted = null;
          for (Object constant : dataType.getEnumConstants()) {
            if (constant.toString().equals(type)) {
              wanted = constant;
            }
          }
          Object made = decoder.invoke(null, "", "c", wanted, 0);
          decimals.set(made, (byte) digits);
          return made;
        });
  }

  /** A result set that stands on a row of one column, whose bytes {@link #set} gives. */
  ResultSet rowOf(Object columnDecoder, Connection target) throws SQLException {
    ResultSet made =
        call(
            () -> {
              Object[] columns = (Object[]) java.lang.reflect.Array.newInstance(decoderType, 1);
              columns[0] = columnDecoder;
              return (ResultSet)
                  complete.newInstance(
                      columns,
                      new byte[][] {MariaDbField.NULL},
                      context.invoke(target.unwrap(connection)),
                      ResultSet.TYPE_FORWARD_ONLY);
            });
    made.next();
    return made;
  }

  /** Gives a result set of {@link #rowOf} its row. */
  void set(ResultSet made, byte[] field) throws SQLException {
    call(() -> setRow.invoke(made, (Object) field));
  }
}
