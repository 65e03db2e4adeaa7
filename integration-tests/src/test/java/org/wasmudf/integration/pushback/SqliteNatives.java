package org.wasmudf.integration.pushback;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sqlite.Function;

/** The functions of {@link Guest} as Java functions of one SQLite connection. */
final class SqliteNatives {
  private static final Map<String, Integer> ARGUMENTS = Map.of("duo", 2);

  private SqliteNatives() {}

  static void install(Connection direct) throws SQLException {
    for (Guest guest : Guest.values()) {
      Function.create(
          direct,
          "nf_" + guest.id(),
          new Native(guest),
          ARGUMENTS.getOrDefault(guest.id(), 1),
          Function.FLAG_DETERMINISTIC);
    }
  }

  private static final class Native extends Function {
    // SQLite's own codes of types
    private static final int NULL = 5;

    private final Guest guest;

    Native(Guest guest) {
      this.guest = guest;
    }

    @Override
    protected void xFunc() throws SQLException {
      @Nullable Object value =
          switch (guest) {
            case SMALL -> JavaNatives.small(integer(0));
            case MIX -> JavaNatives.mix(bigint(0));
            case SIGN -> JavaNatives.sign(isNull(0) ? null : value_double(0));
            case DUO -> JavaNatives.duo(bigint(0), integer(1));
            case BYTES -> JavaNatives.bytes(text());
            case TAG -> JavaNatives.tag(text());
            case WORD -> JavaNatives.word(text());
            case ODD -> JavaNatives.odd(integer(0));
            case PART -> JavaNatives.part(integer(0));
          };
      if (value == null) {
        result();
      } else if (value instanceof Integer number) {
        result(number);
      } else if (value instanceof Long number) {
        result(number);
      } else if (value instanceof Double number) {
        result(number);
      } else if (value instanceof Boolean flag) {
        result(flag ? 1 : 0);
      } else {
        result(value.toString());
      }
    }

    private boolean isNull(int argument) throws SQLException {
      return value_type(argument) == NULL;
    }

    /** The low bits, as the guest that takes a BIGINT. */
    private @Nullable Integer integer(int argument) throws SQLException {
      return isNull(argument) ? null : (int) value_long(argument);
    }

    private @Nullable Long bigint(int argument) throws SQLException {
      return isNull(argument) ? null : value_long(argument);
    }

    private @Nullable String text() throws SQLException {
      return isNull(0) ? null : value_text(0);
    }
  }
}
