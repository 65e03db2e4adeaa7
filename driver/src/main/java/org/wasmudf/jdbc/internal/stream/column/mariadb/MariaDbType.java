package org.wasmudf.jdbc.internal.stream.column.mariadb;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;
import org.wasmudf.jdbc.internal.stream.column.Column;

/** A column's type, with the row of the driver's that converts its values. */
final class MariaDbType {
  private final DriverRows driver;
  private final Connection target;
  private final MariaDbRow current;
  private final int index;
  private final int jdbcType;
  private final String className;
  private final @Nullable String name;
  private final int digits;
  private @Nullable Object decoder;
  private @Nullable ResultSet row;

  private MariaDbType(
      DriverRows driver,
      Connection target,
      MariaDbRow current,
      int index,
      int jdbcType,
      String className,
      @Nullable String name,
      int digits) {
    this.driver = driver;
    this.target = target;
    this.current = current;
    this.index = index;
    this.jdbcType = jdbcType;
    this.className = className;
    this.name = name;
    this.digits = digits;
  }

  /** Of a column of a result, from 1. */
  static MariaDbType ofColumn(
      DriverRows driver,
      Connection target,
      MariaDbRow current,
      int index,
      int jdbcType,
      String className) {
    return new MariaDbType(driver, target, current, index, jdbcType, className, null, 0);
  }

  /**
   * Of an expression whose type the driver knows by this name.
   *
   * @param digits of a fraction of seconds
   */
  static MariaDbType named(DriverRows driver, Connection target, String name, int digits) {
    return new MariaDbType(
        driver, target, new MariaDbRow(driver), 0, Types.OTHER, "", name, digits);
  }

  /** How many digits of a fraction of seconds the server writes. */
  int digits() {
    return digits;
  }

  /** Takes the field of the row that the target's result stands on. */
  byte[] field(ResultSet rows, int column) throws SQLException {
    if (decoder == null) {
      decoder = driver.decoder(current.own(rows), index);
    }
    boolean binary =
        jdbcType == Types.BIT
            || jdbcType == Types.BINARY
            || jdbcType == Types.VARBINARY
            || jdbcType == Types.LONGVARBINARY
            || jdbcType == Types.BLOB;
    return current.field(rows, column, binary && !className.equals("java.lang.Boolean"));
  }

  /** A row of the driver's with the field as its only column. */
  ResultSet row(byte[] field) throws SQLException {
    ResultSet known = row;
    if (known == null) {
      Object own = decoder;
      if (own == null) {
        own = driver.decoder(String.valueOf(name), digits);
        decoder = own;
      }
      known = driver.rowOf(own, target);
      row = known;
    }
    driver.set(known, field);
    return known;
  }

  /** Whether the field is what getString returns, and getObject too. */
  boolean isText() {
    return className.equals("java.lang.String")
        && (jdbcType == Types.CHAR || jdbcType == Types.VARCHAR || jdbcType == Types.LONGVARCHAR);
  }

  /** Whether the field is an integer's digits, and getLong and getInt return it. */
  boolean isInteger() {
    return switch (jdbcType) {
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT ->
          !className.equals("java.lang.Boolean");
      default -> false;
    };
  }

  /** Refuses what Java's types have no value for, and the driver changes or hands on as null. */
  void checkArgument(Column argument, byte[] field, int row) throws SQLException {
    String text = jdbcType == Types.TIME ? MariaDbField.text(field) : "";
    boolean noTimeOfDay =
        text.startsWith("-") || text.indexOf(':') > 2 || text.compareTo("24") >= 0;
    if (argument.isNull(row) || noTimeOfDay) {
      throw SqlErrors.of(
          SqlState.INVALID_DATETIME,
          "Column \""
              + argument.label()
              + "\": '"
              + MariaDbField.text(field)
              + "' is no "
              + argument.type()
              + " that a function can take. Leave such rows out, or write CASE around the column.");
    }
  }
}
