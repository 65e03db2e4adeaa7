package org.wasmudf.rewriter.lookup;

import java.sql.Types;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.rewriter.lookup.MapColumns.MapColumn;
import org.wasmudf.rewriter.plan.KeyForm;
import org.wasmudf.rewriter.plan.KeyForm.Kind;
import org.wasmudf.rewriter.plan.TargetColumn;
import org.wasmudf.store.SqlType;

/** H2. */
final class H2Lookups implements LookupDialect {
  /** DECFLOAT of JDBC 4.5. */
  private static final int DECFLOAT = 2015;

  /**
   * The bytes of the text that a function reads: no collation, no case, no padding; and CAST would
   * cut off what is too long, where this fails.
   */
  private static final Optional<KeyForm> TEXT =
      Optional.of(new KeyForm("STRINGTOUTF8(", ")", "VARBINARY", "X''", Kind.BYTES));

  private static final Optional<KeyForm> BYTES =
      Optional.of(new KeyForm("CAST((", ") AS VARBINARY)", "VARBINARY", "X''", Kind.BYTES));

  @Override
  public Optional<KeyForm> key(TargetColumn argument) {
    String name = argument.typeName().toUpperCase(Locale.ROOT);
    if (name.equals("UUID") || name.equals("JSON")) {
      return BYTES;
    }
    return switch (argument.jdbcType()) {
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT ->
          Optional.of(new KeyForm("", "", "BIGINT", "0", Kind.LONG));
      case Types.BOOLEAN ->
          Optional.of(new KeyForm("CAST((", ") AS INTEGER)", "INTEGER", "0", Kind.LONG));
      case Types.DATE -> Optional.of(new KeyForm("", "", "DATE", "DATE '2000-01-01'", Kind.DATE));
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> BYTES;
      // H2 has no -0.0, and the text of a number is as exact as the number.
      case Types.REAL,
          Types.FLOAT,
          Types.DOUBLE,
          Types.NUMERIC,
          Types.DECIMAL,
          DECFLOAT,
          Types.CHAR,
          Types.VARCHAR,
          Types.LONGVARCHAR,
          Types.NCHAR,
          Types.NVARCHAR,
          Types.CLOB,
          Types.NCLOB,
          Types.TIME,
          Types.TIMESTAMP,
          Types.TIMESTAMP_WITH_TIMEZONE ->
          TEXT;
      default -> Optional.empty();
    };
  }

  @Override
  public Optional<String> resultType(SqlType type) {
    // VARCHAR is VARCHAR_IGNORECASE after SET IGNORECASE TRUE.
    return Dialect.H2.castTypes().name(type).map(name -> name.replace("VARCHAR", CASE_SENSITIVE));
  }

  private static final String CASE_SENSITIVE = "VARCHAR_CASESENSITIVE";

  @Override
  public String raise(int map, String status) {
    return "SIGNAL('"
        + RaisedLookup.H2_STATE
        + "', 'wasmudf:"
        + map
        + ":' || COALESCE(CAST("
        + status
        + " AS VARCHAR), 'miss')) IS NULL";
  }

  @Override
  public boolean takesAggregates() {
    return false;
  }

  /**
   * TRANSACTIONAL keeps CREATE from committing the caller's work, and DROP would commit it. An
   * index made afterwards would, too.
   */
  @Override
  public MapTable table(String name, List<MapColumn> columns, MapTable.Use use) {
    List<MapColumn> identity = TableText.identity(columns);
    String create =
        "CREATE LOCAL TEMPORARY TABLE "
            + name
            + " ("
            + TableText.definitions(columns)
            + (identity.isEmpty() ? "" : ", PRIMARY KEY (" + TableText.names(identity) + ")")
            + ")"
            + (use.inTransaction() ? " ON COMMIT DROP" : "")
            + " TRANSACTIONAL";
    String insert = TableText.insert(name, columns, H2Lookups::parameter);
    String drop = (use.inTransaction() ? "DELETE FROM " : "DROP TABLE ") + name;
    return new MapTable(List.of(create), insert, Optional.empty(), List.of(), List.of(drop));
  }

  private static String parameter(MapColumn column) {
    if (column.type().equals("JSON")) {
      // A CAST makes a JSON string of any text.
      return "? FORMAT JSON";
    }
    return "CAST(? AS " + column.type() + ")";
  }
}
