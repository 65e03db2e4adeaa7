package org.wasmudf.jdbc.internal.proxy;

import java.sql.Array;
import java.sql.SQLException;
import java.sql.Wrapper;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;

/** From our objects to the target's: by unwrap, and where a caller gives one of ours back. */
public final class Unwrapping {
  private Unwrapping() {}

  /** This object, else the target's object, else what the target's object unwraps to. */
  public static <T> T unwrap(Object self, Object delegate, Class<T> type) throws SQLException {
    if (type.isInstance(self)) {
      return type.cast(self);
    }
    if (type.isInstance(delegate)) {
      return type.cast(delegate);
    }
    if (delegate instanceof Wrapper wrapper) {
      return wrapper.unwrap(type);
    }
    throw SqlErrors.of(
        SqlState.NOT_A_WRAPPER,
        "%s is no %s. Ask isWrapperFor first."
            .formatted(delegate.getClass().getName(), type.getName()));
  }

  /** Whether {@link #unwrap} finds an object of this type. */
  public static boolean isWrapperFor(Object self, Object delegate, Class<?> type)
      throws SQLException {
    return type.isInstance(self)
        || type.isInstance(delegate)
        || (delegate instanceof Wrapper wrapper && wrapper.isWrapperFor(type));
  }

  static @Nullable Array bare(@Nullable Array value) {
    return value instanceof ProxyArray array ? array.delegate : value;
  }

  static @Nullable Object bare(@Nullable Object value) {
    return value instanceof ProxyArray array ? array.delegate : value;
  }

  /** The elements with ours replaced; the caller's array itself where there is none of ours. */
  static @Nullable Object @Nullable [] bare(@Nullable Object @Nullable [] values) {
    if (values == null
        || java.util.Arrays.stream(values).noneMatch(value -> value instanceof ProxyArray)) {
      return values;
    }
    return java.util.Arrays.stream(values).map(Unwrapping::bare).toArray();
  }
}
