package org.wasmudf.jdbc.internal.stream.column.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A type and the driver's row for values of it. The row is made when a getter needs it first.
 *
 * @see DriverRows
 */
final class PgType {
  // From pg_type.dat; these never change.
  static final int BOOL = 16;
  static final int BYTEA = 17;
  static final int INT8 = 20;
  static final int INT2 = 21;
  static final int INT4 = 23;
  static final int TEXT = 25;
  static final int OID = 26;
  static final int JSON = 114;
  static final int FLOAT4 = 700;
  static final int FLOAT8 = 701;
  static final int VARCHAR = 1043;
  static final int DATE = 1082;
  static final int TIME = 1083;
  static final int TIMESTAMP = 1114;
  static final int TIMESTAMPTZ = 1184;
  static final int NUMERIC = 1700;
  static final int UUID = 2950;

  private final DriverRows driver;
  private final Connection target;
  private final String label;
  private final int oid;
  private final int modifier;
  private DriverRows.@Nullable Row row;

  PgType(DriverRows driver, Connection target, String label, int oid, int modifier) {
    this.driver = driver;
    this.target = target;
    this.label = label;
    this.oid = oid;
    this.modifier = modifier;
  }

  int oid() {
    return oid;
  }

  String label() {
    return label;
  }

  Connection target() {
    return target;
  }

  DriverRows.Row row() throws SQLException {
    DriverRows.Row known = row;
    if (known == null) {
      known = driver.row(target, label, oid, modifier);
      row = known;
    }
    return known;
  }

  /** The modifier of numeric(precision, scale), as numerictypmodin of the server makes it. */
  static int numericModifier(int precision, int scale) {
    return precision == 0 ? -1 : ((precision << 16) | (scale & 0x7ff)) + 4;
  }
}
