package org.wasmudf.jdbc.internal.stream;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A target whose n-th JDBC call throws, counting calls on everything that it returns. */
final class FaultyTarget {
  private static final List<Class<?>> WRAPPED =
      List.of(PreparedStatement.class, Statement.class, ResultSet.class, ResultSetMetaData.class);

  /** The fault. */
  final SQLException fault = new SQLException("injected", "58000", 4711);

  private final AtomicInteger calls = new AtomicInteger();
  private final int faultAt;
  private volatile @Nullable String thrownBy;

  final AtomicInteger open = new AtomicInteger();

  FaultyTarget(int faultAt) {
    this.faultAt = faultAt;
  }

  Connection over(Connection real) {
    return wrap(Connection.class, real);
  }

  /** Where the fault was thrown, null where the calls did not suffice. */
  @Nullable String thrownBy() {
    return thrownBy;
  }

  private <T> T wrap(Class<T> type, T real) {
    boolean counted = type != Connection.class && type != ResultSetMetaData.class;
    if (counted) {
      open.incrementAndGet();
    }
    InvocationHandler handler =
        new InvocationHandler() {
          private boolean closed;

          @Override
          public @Nullable Object invoke(
              Object proxy, Method method, @Nullable Object @Nullable [] arguments)
              throws Throwable {
            if (method.getDeclaringClass() == Object.class) {
              return method.invoke(real, arguments);
            }
            boolean close = method.getName().equals("close");
            if (close && counted && !closed) {
              closed = true;
              open.decrementAndGet();
            }
            if (calls.incrementAndGet() == faultAt) {
              thrownBy = type.getSimpleName() + "." + method.getName();
              if (close) {
                // As a driver whose connection broke: closed, and complaining.
                method.invoke(real, arguments);
              }
              throw fault;
            }
            try {
              return wrapResult(method.invoke(real, arguments));
            } catch (InvocationTargetException e) {
              throw e.getCause();
            }
          }
        };
    return type.cast(
        Proxy.newProxyInstance(
            FaultyTarget.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  @SuppressWarnings("unchecked")
  private @Nullable Object wrapResult(@Nullable Object value) {
    for (Class<?> type : WRAPPED) {
      if (type.isInstance(value)) {
        return wrap((Class<Object>) type, value);
      }
    }
    return value;
  }
}
