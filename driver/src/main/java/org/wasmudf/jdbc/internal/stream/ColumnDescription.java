package org.wasmudf.jdbc.internal.stream;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.store.SqlType;

/** What is known of a column, read from a target's metadata or made up for a function's result. */
final class ColumnDescription {
  /** What {@link #learn} was told; gone with the connections. */
  private static final Map<Connection, Map<SqlType, ColumnDescription>> LEARNT =
      Collections.synchronizedMap(new WeakHashMap<>());

  /** Values as the methods return them, or the SQLException that one threw. */
  private final Map<MetaDataItem, @Nullable Object> items;

  private ColumnDescription(Map<MetaDataItem, @Nullable Object> items) {
    this.items = items;
  }

  @Nullable Object get(MetaDataItem item) throws SQLException {
    Object value = items.get(item);
    if (value instanceof SQLException e) {
      throw e;
    }
    return value;
  }

  /** Everything that a target says of a column, for when it can be asked no longer. */
  static ColumnDescription copy(ResultSetMetaData metaData, int column) {
    Map<MetaDataItem, @Nullable Object> items = new EnumMap<>(MetaDataItem.class);
    for (MetaDataItem item : MetaDataItem.values()) {
      Object value;
      try {
        value = item.of(metaData, column);
      } catch (SQLException e) {
        value = e;
      }
      items.put(item, value);
    }
    return new ColumnDescription(items);
  }

  /**
   * A function's result as the target describes an expression of the type: a typed NULL is
   * prepared, never run. Where the target cannot be asked, as JDBC's own mapping has it.
   */
  static ColumnDescription ofResult(SqlType type, String label, Connection target) {
    ColumnDescription description = learnt(type, target);
    if (description == null) {
      description = probe(type, target);
    }
    if (description == null) {
      description = madeUp(type);
    }
    description.labelled(label);
    if (!tellsConstantsApart(target)) {
      description.items.put(MetaDataItem.NULLABLE, ResultSetMetaData.columnNullable);
    }
    return description;
  }

  /** Whether it is unknown there if an expression may be NULL; elsewhere each may be. */
  private static boolean tellsConstantsApart(Connection target) {
    try {
      Dialect dialect = Dialect.of(target.getMetaData());
      return dialect.equals(Dialect.H2) || dialect.equals(Dialect.POSTGRESQL);
    } catch (SQLException e) {
      return true;
    }
  }

  /** A column of rows that were made here, as JDBC's own mapping has its type. */
  static ColumnDescription local(SqlType type, String label) {
    return madeUp(type).labelled(label);
  }

  /** The same under another name. */
  ColumnDescription named(String label) {
    items.put(MetaDataItem.LABEL, label);
    items.put(MetaDataItem.NAME, label);
    return this;
  }

  private ColumnDescription labelled(String label) {
    items.put(MetaDataItem.LABEL, label);
    items.put(MetaDataItem.NAME, label);
    items.put(MetaDataItem.SCHEMA, "");
    items.put(MetaDataItem.TABLE, "");
    items.put(MetaDataItem.NULLABLE, ResultSetMetaData.columnNullableUnknown);
    items.put(MetaDataItem.AUTO_INCREMENT, false);
    return this;
  }

  /** Asks now what {@link #ofResult} will tell later, when the connection is not to be asked. */
  static void learn(SqlType type, Connection target) {
    Map<SqlType, ColumnDescription> known =
        LEARNT.computeIfAbsent(target, connection -> new ConcurrentHashMap<>());
    if (!known.containsKey(type)) {
      ColumnDescription description = probe(type, target);
      known.put(type, description == null ? madeUp(type) : description);
    }
  }

  private static @Nullable ColumnDescription learnt(SqlType type, Connection target) {
    Map<SqlType, ColumnDescription> known = LEARNT.get(target);
    ColumnDescription description = known == null ? null : known.get(type);
    return description == null ? null : new ColumnDescription(new EnumMap<>(description.items));
  }

  private static @Nullable ColumnDescription probe(SqlType type, Connection target) {
    try {
      Optional<String> name = Dialect.of(target.getMetaData()).castTypes().name(type);
      if (name.isEmpty()) {
        return null;
      }
      ColumnDescription description = ask("SELECT CAST(NULL AS " + name.get() + ")", target);
      if (description != null && isNarrower(description, type)) {
        return ask("SELECT CAST(" + Long.MAX_VALUE + " AS " + name.get() + ")", target);
      }
      return description;
    } catch (SQLException e) {
      // A busy or closed connection, or a type that the target does not know after all.
      return null;
    }
  }

  /** MariaDB describes CAST(NULL AS SIGNED) as INTEGER, since NULL needs no more digits. */
  private static boolean isNarrower(ColumnDescription description, SqlType type)
      throws SQLException {
    return type instanceof SqlType.Int integer
        && integer.bits() == 64
        && Integer.valueOf(Types.INTEGER).equals(description.get(MetaDataItem.TYPE));
  }

  private static @Nullable ColumnDescription ask(String sql, Connection target)
      throws SQLException {
    try (PreparedStatement statement = target.prepareStatement(sql)) {
      ResultSetMetaData metaData = statement.getMetaData();
      return metaData == null ? null : copy(metaData, 1);
    }
  }

  private static ColumnDescription madeUp(SqlType type) {
    Map<MetaDataItem, @Nullable Object> items = new EnumMap<>(MetaDataItem.class);
    if (type instanceof SqlType.Bool) {
      put(items, Types.BOOLEAN, "BOOLEAN", Boolean.class, 1, 0, 5);
    } else if (type instanceof SqlType.Int integer) {
      putInteger(items, integer.signed() ? integer.bits() : 2 * integer.bits());
    } else if (type instanceof SqlType.Int128) {
      put(items, Types.NUMERIC, "NUMERIC", BigDecimal.class, 39, 0, 40);
    } else if (type instanceof SqlType.FloatingPoint number && number.bits() == 32) {
      put(items, Types.REAL, "REAL", Float.class, 24, 0, 15);
    } else if (type instanceof SqlType.FloatingPoint) {
      put(items, Types.DOUBLE, "DOUBLE PRECISION", Double.class, 53, 0, 24);
    } else if (type instanceof SqlType.Decimal decimal) {
      int precision = decimal.precision();
      put(
          items,
          Types.NUMERIC,
          "NUMERIC",
          BigDecimal.class,
          precision,
          decimal.scale(),
          precision + 2);
    } else if (type instanceof SqlType.Text text) {
      int length = text.length();
      put(items, Types.VARCHAR, "CHARACTER VARYING", String.class, length, 0, length);
    } else if (type instanceof SqlType.Binary binary) {
      int length = binary.length();
      put(items, Types.VARBINARY, "BINARY VARYING", byte[].class, length, 0, length);
    } else if (type instanceof SqlType.Date) {
      put(items, Types.DATE, "DATE", java.sql.Date.class, 10, 0, 10);
    } else if (type instanceof SqlType.Time time) {
      put(items, Types.TIME, "TIME", java.sql.Time.class, 18, time.precision(), 18);
    } else if (type instanceof SqlType.Timestamp time && time.withTimeZone()) {
      put(
          items,
          Types.TIMESTAMP_WITH_TIMEZONE,
          "TIMESTAMP WITH TIME ZONE",
          java.time.OffsetDateTime.class,
          35,
          time.precision(),
          35);
    } else if (type instanceof SqlType.Timestamp time) {
      int digits = time.precision();
      put(items, Types.TIMESTAMP, "TIMESTAMP", java.sql.Timestamp.class, 29, digits, 29);
    } else if (type instanceof SqlType.Uuid) {
      put(items, Types.OTHER, "UUID", java.util.UUID.class, 16, 0, 36);
    } else {
      put(items, Types.OTHER, type.sql(), byte[].class, Integer.MAX_VALUE, 0, Integer.MAX_VALUE);
    }
    items.put(MetaDataItem.CATALOG, "");
    items.put(MetaDataItem.SIGNED, isNumber(type));
    items.put(MetaDataItem.CASE_SENSITIVE, true);
    items.put(MetaDataItem.SEARCHABLE, false);
    items.put(MetaDataItem.CURRENCY, false);
    items.put(MetaDataItem.READ_ONLY, true);
    items.put(MetaDataItem.WRITABLE, false);
    items.put(MetaDataItem.DEFINITELY_WRITABLE, false);
    return new ColumnDescription(items);
  }

  private static boolean isNumber(SqlType type) {
    return type instanceof SqlType.Int
        || type instanceof SqlType.Int128
        || type instanceof SqlType.FloatingPoint
        || type instanceof SqlType.Decimal;
  }

  private static void putInteger(Map<MetaDataItem, @Nullable Object> items, int bits) {
    switch (bits) {
      case 8 -> put(items, Types.TINYINT, "TINYINT", Integer.class, 8, 0, 4);
      case 16 -> put(items, Types.SMALLINT, "SMALLINT", Integer.class, 16, 0, 6);
      case 32 -> put(items, Types.INTEGER, "INTEGER", Integer.class, 32, 0, 11);
      case 64 -> put(items, Types.BIGINT, "BIGINT", Long.class, 64, 0, 20);
      default -> put(items, Types.NUMERIC, "NUMERIC", BigDecimal.class, 20, 0, 21);
    }
  }

  private static void put(
      Map<MetaDataItem, @Nullable Object> items,
      int type,
      String name,
      Class<?> className,
      int precision,
      int scale,
      int displaySize) {
    items.put(MetaDataItem.TYPE, type);
    items.put(MetaDataItem.TYPE_NAME, name);
    items.put(MetaDataItem.CLASS_NAME, className.getName());
    items.put(MetaDataItem.PRECISION, precision);
    items.put(MetaDataItem.SCALE, scale);
    items.put(MetaDataItem.DISPLAY_SIZE, displaySize);
  }
}
