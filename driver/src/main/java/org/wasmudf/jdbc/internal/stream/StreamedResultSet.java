package org.wasmudf.jdbc.internal.stream;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.Calendar;
import java.util.HashMap;
import java.util.Map;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;
import org.wasmudf.jdbc.internal.StatementContext;
import org.wasmudf.jdbc.internal.stream.column.Column;
import org.wasmudf.rewriter.dialect.Dialect;

/**
 * The caller's view of a streamed query: forward-only, read-only, one row at a time out of slices
 * on the heap. Getters convert as the target's own ResultSet does. Long, since JDBC has so many
 * getters.
 */
final class StreamedResultSet extends ForwardResultSet {
  /** How many rows have their warning on the statement as well; the rest would fill memory. */
  private static final int STATEMENT_WARNINGS = 100;

  private static final Column[] NONE = new Column[0];

  private RowSource execution;
  private final StatementContext context;
  private final LabelledMetaData metaData;
  private final Map<String, Integer> labels = new HashMap<>();

  /** The slice that the row belongs to, null before the first row and behind the last. */
  private @Nullable Slice slice;

  /** A slice that was asked for ahead, to know whether a row follows. */
  private @Nullable Slice ahead;

  /** The columns of the row; none where there is no row, so that one check covers both. */
  private Column[] columns = NONE;

  private boolean[] constant = new boolean[0];
  private boolean anyConstant;
  private int position = -1;
  private int row;
  private long rowNumber;
  private boolean started;
  private boolean afterLast;
  private boolean wasNull;
  private int fetchSize;
  private @Nullable SQLWarning warnings;
  private int nextWarning;
  private long warned;

  StreamedResultSet(RowSource execution, StatementContext context, LabelledMetaData metaData) {
    this.execution = execution;
    this.context = context;
    this.metaData = metaData;
    this.fetchSize = context.fetchSize();
  }

  /**
   * Evaluates all rows now, before the first one is asked for.
   *
   * @throws SQLException what any row fails with; the result set is closed then
   */
  void readAhead() throws SQLException {
    execution = DrainedRows.of(execution);
  }

  // ---- rows

  @Override
  public boolean next() throws SQLException {
    Slice current = slice;
    warnings = null;
    if (current != null && !execution.isClosed()) {
      int following = position + 1;
      if (following < current.rows().count()) {
        position = following;
        row = current.rows().index()[following];
        rowNumber++;
        if (nextWarning < current.warnings().size()) {
          warn(current, following);
        }
        return true;
      }
    }
    return nextSlice();
  }

  private boolean nextSlice() throws SQLException {
    checkOpen();
    if (afterLast) {
      return false;
    }
    while (true) {
      Slice following = following();
      if (following == null) {
        leave();
        afterLast = true;
        return false;
      }
      enter(following);
      if (following.rows().count() > 0) {
        return next();
      }
    }
  }

  /** The slice behind the current one; throws where the row behind it is a failure. */
  private @Nullable Slice following() throws SQLException {
    Slice current = slice;
    if (current != null) {
      warn(current, Integer.MAX_VALUE);
    }
    Slice known = ahead;
    ahead = null;
    if (known != null) {
      return known;
    }
    // Nothing of the slice is needed any more: at most two batches are in memory.
    Throwable reached = current == null ? null : current.failure();
    boolean end = current != null && current.end() && reached == null;
    leave();
    return end ? null : execution.next(reached);
  }

  private void enter(Slice next) {
    slice = next;
    columns = NONE;
    constant = next.constant();
    anyConstant = false;
    for (boolean one : constant) {
      anyConstant |= one;
    }
    position = -1;
    nextWarning = 0;
    started = true;
    if (next.rows().count() > 0) {
      columns = next.columns();
    }
  }

  private void leave() {
    slice = null;
    columns = NONE;
    position = -1;
  }

  /** Hands on the warnings of rows up to a position. */
  private void warn(Slice from, int upTo) {
    while (nextWarning < from.warnings().size()) {
      Slice.RowWarning next = from.warnings().get(nextWarning);
      if (next.position() > upTo) {
        return;
      }
      nextWarning++;
      SQLWarning warning = new SQLWarning(next.message(), "01000", 0, next.cause());
      if (warnings == null) {
        warnings = warning;
      } else {
        warnings.setNextWarning(warning);
      }
      warned++;
      if (warned <= STATEMENT_WARNINGS) {
        context.warn(new SQLWarning(next.message(), "01000", 0, next.cause()));
      } else if (warned == STATEMENT_WARNINGS + 1) {
        context.warn(
            new SQLWarning(
                "More rows failed; their warnings are on the result set, row by row.", "01000"));
      }
    }
  }

  /** Whether a row follows the current one. Reads ahead where that is not known yet. */
  private boolean hasNext() throws SQLException {
    Slice current = slice;
    if (afterLast) {
      return false;
    } else if (current != null
        && (position + 1 < current.rows().count() || current.failure() != null)) {
      return true;
    } else if (current != null && current.end()) {
      return false;
    }
    while (ahead == null) {
      Slice next = execution.next(null);
      if (next == null) {
        return false;
      }
      ahead = next;
      if (next.rows().count() == 0 && next.failure() == null && !next.end()) {
        // Only warnings, of rows that were left out: they come with the next row.
        warn(next, Integer.MAX_VALUE);
        ahead = null;
      }
    }
    return ahead.rows().count() > 0 || ahead.failure() != null;
  }

  @Override
  public boolean isBeforeFirst() throws SQLException {
    checkOpen();
    return rowNumber == 0 && !afterLast && hasNext();
  }

  @Override
  public boolean isFirst() throws SQLException {
    checkOpen();
    return rowNumber == 1 && !afterLast;
  }

  @Override
  public boolean isLast() throws SQLException {
    checkOpen();
    return rowNumber > 0 && !afterLast && !hasNext();
  }

  @Override
  public boolean isAfterLast() throws SQLException {
    checkOpen();
    return afterLast && rowNumber > 0;
  }

  @Override
  public int getRow() throws SQLException {
    checkOpen();
    return afterLast ? 0 : (int) Math.min(rowNumber, Integer.MAX_VALUE);
  }

  // ---- the object itself

  @Override
  void checkOpen() throws SQLException {
    if (execution.isClosed()) {
      throw SqlErrors.of(
          SqlState.WRONG_STATE, "The result set is closed. Run the statement again.");
    }
  }

  @Override
  public void close() throws SQLException {
    if (!execution.isClosed()) {
      columns = NONE;
      execution.close();
      context.resultClosed(this);
    }
  }

  @Override
  public boolean isClosed() {
    return execution.isClosed();
  }

  @Override
  public @Nullable Statement getStatement() throws SQLException {
    checkOpen();
    return context.statement();
  }

  @Override
  public ResultSetMetaData getMetaData() throws SQLException {
    checkOpen();
    return metaData;
  }

  @Override
  public int findColumn(String label) throws SQLException {
    Integer known = labels.get(label);
    if (known == null) {
      checkOpen();
      known = metaData.find(label);
      labels.put(label, known);
    }
    return known;
  }

  @Override
  public @Nullable SQLWarning getWarnings() throws SQLException {
    checkOpen();
    return warnings;
  }

  @Override
  public void clearWarnings() throws SQLException {
    checkOpen();
    warnings = null;
  }

  @Override
  public int getHoldability() throws SQLException {
    checkOpen();
    ResultSet cursor = execution.cursor();
    return cursor == null ? context.target().getHoldability() : cursor.getHoldability();
  }

  @Override
  public int getFetchSize() throws SQLException {
    checkOpen();
    return fetchSize;
  }

  @Override
  public void setFetchSize(int rows) throws SQLException {
    checkOpen();
    ResultSet cursor = execution.cursor();
    if (cursor != null) {
      cursor.setFetchSize(rows);
    }
    fetchSize = rows;
  }

  @Override
  public String getCursorName() throws SQLException {
    throw notImplemented("getCursorName", "Run UPDATE or DELETE with a condition on a key");
  }

  @Override
  public boolean rowUpdated() throws SQLException {
    checkOpen();
    return false;
  }

  @Override
  public boolean rowInserted() throws SQLException {
    checkOpen();
    return false;
  }

  @Override
  public boolean rowDeleted() throws SQLException {
    checkOpen();
    return false;
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw SqlErrors.of(
        SqlState.NOT_A_WRAPPER,
        "The result set is no "
            + type.getName()
            + " and wraps none: its rows were made here. Use the JDBC interface.");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }

  // ---- values

  /** The column, with wasNull said of the row's value. */
  private Column at(int column) throws SQLException {
    Column[] all = columns;
    int index = column - 1;
    if (index < 0 || index >= all.length || position < 0) {
      throw noValue(column);
    }
    Column found = all[index];
    wasNull = found.isNull(rowOf(index));
    return found;
  }

  private int rowOf(int index) {
    return anyConstant && constant[index] ? 0 : row;
  }

  private SQLException noValue(int column) throws SQLException {
    checkOpen();
    if (column < 1 || column > metaData.getColumnCount()) {
      return StreamMetaData.noColumn(column, metaData.getColumnCount());
    }
    return SqlErrors.of(
        SqlState.WRONG_STATE,
        started && (afterLast || slice == null)
            ? "There is no row here: next() has returned false or failed."
            : "There is no row yet. Call next() first.");
  }

  private SQLException notImplemented(String method, String instead) throws SQLException {
    checkOpen();
    return SqlErrors.of(
        SqlState.NOT_IMPLEMENTED,
        method
            + " is not available on the result of a query with WebAssembly functions. "
            + instead
            + ".");
  }

  /** A getter of the driver's own result set. */
  private interface DriverGetter<T> {
    @Nullable T get(ResultSet own) throws SQLException;
  }

  /** The row of the target's own driver that answers a getter, null where the column does. */
  private @Nullable ResultSet driverRow(int column) throws SQLException {
    return at(column).driverRow(rowOf(column - 1));
  }

  private <T> @Nullable T ask(ResultSet own, DriverGetter<T> getter) throws SQLException {
    T value = getter.get(own);
    wasNull = own.wasNull();
    return value;
  }

  /** A value, or where a column has none for what is not NULL, what the driver says of it. */
  private <T> @Nullable T orDriver(@Nullable T value, int column, DriverGetter<T> getter)
      throws SQLException {
    if (value != null) {
      return value;
    }
    ResultSet own = driverRow(column);
    return own == null ? null : ask(own, getter);
  }

  /** An object of the target's; null where the value is none. */
  private @Nullable Object object(int column) throws SQLException {
    return at(column).holdsTargetObjects() ? getObject(column) : null;
  }

  /** What H2 has or refuses by ways of its own. */
  private boolean isH2() throws SQLException {
    return context.dialect().name().equals(Dialect.H2.name());
  }

  /** The caller's own object in place of one that leads back to the target. */
  private @Nullable Object wrapped(@Nullable Object value) {
    return value == null ? null : context.wrapped(value);
  }

  private static @Nullable TimeZone zone(@Nullable Calendar calendar) {
    return calendar == null ? null : calendar.getTimeZone();
  }

  @Override
  public boolean wasNull() throws SQLException {
    checkOpen();
    return wasNull;
  }

  @Override
  public @Nullable String getString(int column) throws SQLException {
    Column found = at(column);
    return wasNull
        ? null
        : orDriver(found.getString(rowOf(column - 1)), column, row -> row.getString(1));
  }

  @Override
  public boolean getBoolean(int column) throws SQLException {
    Column found = at(column);
    return !wasNull && found.getBoolean(rowOf(column - 1));
  }

  @Override
  public byte getByte(int column) throws SQLException {
    Column found = at(column);
    return wasNull ? 0 : found.getByte(rowOf(column - 1));
  }

  @Override
  public short getShort(int column) throws SQLException {
    Column found = at(column);
    return wasNull ? 0 : found.getShort(rowOf(column - 1));
  }

  @Override
  public int getInt(int column) throws SQLException {
    Column found = at(column);
    return wasNull ? 0 : found.getInt(rowOf(column - 1));
  }

  @Override
  public long getLong(int column) throws SQLException {
    Column found = at(column);
    return wasNull ? 0 : found.getLong(rowOf(column - 1));
  }

  @Override
  public float getFloat(int column) throws SQLException {
    Column found = at(column);
    return wasNull ? (float) found.ofNull() : found.getFloat(rowOf(column - 1));
  }

  @Override
  public double getDouble(int column) throws SQLException {
    Column found = at(column);
    return wasNull ? found.ofNull() : found.getDouble(rowOf(column - 1));
  }

  @Override
  public @Nullable BigDecimal getBigDecimal(int column) throws SQLException {
    Column found = at(column);
    return wasNull
        ? null
        : orDriver(found.getBigDecimal(rowOf(column - 1)), column, row -> row.getBigDecimal(1));
  }

  @Override
  @Deprecated
  public @Nullable BigDecimal getBigDecimal(int column, int scale) throws SQLException {
    ResultSet own = driverRow(column);
    if (own != null) {
      return ask(own, row -> row.getBigDecimal(1, scale));
    }
    if (scale < 0) {
      throw SqlErrors.of(
          SqlState.INVALID_OPTION, "The scale " + scale + " is negative. Ask for 0 or more.");
    }
    BigDecimal value = getBigDecimal(column);
    return value == null ? null : value.setScale(scale, RoundingMode.HALF_UP);
  }

  @Override
  public byte @Nullable [] getBytes(int column) throws SQLException {
    Column found = at(column);
    return wasNull
        ? null
        : orDriver(found.getBytes(rowOf(column - 1)), column, row -> row.getBytes(1));
  }

  @Override
  public @Nullable Date getDate(int column) throws SQLException {
    return getDate(column, null);
  }

  @Override
  public @Nullable Date getDate(int column, @Nullable Calendar calendar) throws SQLException {
    Column found = at(column);
    return wasNull
        ? null
        : orDriver(
            found.getDate(rowOf(column - 1), zone(calendar)),
            column,
            row -> calendar == null ? row.getDate(1) : row.getDate(1, calendar));
  }

  @Override
  public @Nullable Time getTime(int column) throws SQLException {
    return getTime(column, null);
  }

  @Override
  public @Nullable Time getTime(int column, @Nullable Calendar calendar) throws SQLException {
    Column found = at(column);
    return wasNull
        ? null
        : orDriver(
            found.getTime(rowOf(column - 1), zone(calendar)),
            column,
            row -> calendar == null ? row.getTime(1) : row.getTime(1, calendar));
  }

  @Override
  public @Nullable Timestamp getTimestamp(int column) throws SQLException {
    return getTimestamp(column, null);
  }

  @Override
  public @Nullable Timestamp getTimestamp(int column, @Nullable Calendar calendar)
      throws SQLException {
    Column found = at(column);
    return wasNull
        ? null
        : orDriver(
            found.getTimestamp(rowOf(column - 1), zone(calendar)),
            column,
            row -> calendar == null ? row.getTimestamp(1) : row.getTimestamp(1, calendar));
  }

  @Override
  public @Nullable Object getObject(int column) throws SQLException {
    Column found = at(column);
    if (wasNull) {
      return null;
    }
    Object value = orDriver(found.getObject(rowOf(column - 1)), column, row -> row.getObject(1));
    return found.holdsTargetObjects() ? wrapped(value) : value;
  }

  /** The map names classes of user-defined types; a column of such a type keeps its own object. */
  @Override
  public @Nullable Object getObject(int column, @Nullable Map<String, Class<?>> map)
      throws SQLException {
    ResultSet own = driverRow(column);
    if (own != null) {
      return wrapped(ask(own, row -> row.getObject(1, map)));
    } else if (isH2()) {
      throw notImplemented("getObject with a map", "Use getObject without one");
    }
    return getObject(column);
  }

  @Override
  public <T> @Nullable T getObject(int column, Class<T> type) throws SQLException {
    ResultSet driver = driverRow(column);
    if (driver != null) {
      T value = ask(driver, row -> row.getObject(1, type));
      return value instanceof Array ? type.cast(wrapped(value)) : value;
    }
    Column found = at(column);
    if (wasNull) {
      return null;
    } else if ((type == NClob.class
            || (type == Object.class && !found.type().equals("JAVA_OBJECT")))
        && isH2()) {
      throw type == NClob.class
          ? notImplemented("getObject as an NClob", "Use getNClob")
          : found.noConversion(type.getName());
    } else if (type == Blob.class) {
      return type.cast(getBlob(column));
    } else if (type == Clob.class || type == NClob.class) {
      return type.cast(getNClob(column));
    } else if (type == InputStream.class) {
      return type.cast(getBinaryStream(column));
    } else if (type == Reader.class) {
      return type.cast(getCharacterStream(column));
    } else if (type == SQLXML.class) {
      return type.cast(getSQLXML(column));
    } else if (type == Array.class) {
      return type.cast(getArray(column));
    }
    return found.getObject(rowOf(column - 1), type);
  }

  @Override
  public @Nullable InputStream getAsciiStream(int column) throws SQLException {
    ResultSet own = driverRow(column);
    if (own != null) {
      return ask(own, row -> row.getAsciiStream(1));
    }
    String text = getString(column);
    return text == null ? null : new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  @Deprecated
  public @Nullable InputStream getUnicodeStream(int column) throws SQLException {
    ResultSet own = driverRow(column);
    if (own != null) {
      return ask(own, row -> row.getUnicodeStream(1));
    }
    throw notImplemented("getUnicodeStream", "Use getCharacterStream");
  }

  @Override
  public @Nullable InputStream getBinaryStream(int column) throws SQLException {
    ResultSet own = driverRow(column);
    if (own != null) {
      return ask(own, row -> row.getBinaryStream(1));
    }
    Object lob = lob(column);
    if (lob instanceof Blob blob) {
      return blob.getBinaryStream();
    }
    byte[] bytes = getBytes(column);
    return bytes == null ? null : new ByteArrayInputStream(bytes);
  }

  @Override
  public @Nullable Reader getCharacterStream(int column) throws SQLException {
    ResultSet own = driverRow(column);
    if (own != null) {
      return ask(own, row -> row.getCharacterStream(1));
    }
    Object lob = lob(column);
    if (lob instanceof Clob clob) {
      return clob.getCharacterStream();
    }
    String text = getString(column);
    return text == null ? null : new StringReader(text);
  }

  @Override
  public @Nullable String getNString(int column) throws SQLException {
    ResultSet own = driverRow(column);
    if (own != null) {
      return ask(own, row -> row.getNString(1));
    }
    return getString(column);
  }

  @Override
  public @Nullable Reader getNCharacterStream(int column) throws SQLException {
    ResultSet own = driverRow(column);
    if (own != null) {
      return ask(own, row -> row.getNCharacterStream(1));
    }
    return getCharacterStream(column);
  }

  /** The target's own large object, null where the value is none. */
  private @Nullable Object lob(int column) throws SQLException {
    Column found = at(column);
    if (wasNull || !found.holdsLobs()) {
      return null;
    }
    return found.getObject(rowOf(column - 1));
  }

  @Override
  public @Nullable Blob getBlob(int column) throws SQLException {
    ResultSet own = driverRow(column);
    if (own != null) {
      return ask(own, row -> row.getBlob(1));
    }
    if (lob(column) instanceof Blob blob) {
      return blob;
    }
    byte[] bytes = getBytes(column);
    return bytes == null ? null : new HeapBlob(bytes);
  }

  @Override
  public @Nullable Clob getClob(int column) throws SQLException {
    ResultSet own = driverRow(column);
    if (own != null) {
      return ask(own, row -> row.getClob(1));
    }
    if (lob(column) instanceof Clob clob) {
      return clob;
    }
    String text = getString(column);
    return text == null ? null : new HeapClob(text);
  }

  @Override
  public @Nullable NClob getNClob(int column) throws SQLException {
    ResultSet own = driverRow(column);
    if (own != null) {
      return ask(own, row -> row.getNClob(1));
    }
    if (lob(column) instanceof NClob clob) {
      return clob;
    }
    String text = getString(column);
    return text == null ? null : new HeapClob(text);
  }

  @Override
  public @Nullable SQLXML getSQLXML(int column) throws SQLException {
    ResultSet own = driverRow(column);
    if (own != null) {
      return ask(own, row -> row.getSQLXML(1));
    }
    Column found = at(column);
    if (wasNull) {
      return null;
    } else if (found.holdsTargetObjects()
        && found.getObject(rowOf(column - 1)) instanceof SQLXML xml) {
      return xml;
    }
    SQLXML made = context.target().createSQLXML();
    made.setString(found.getString(rowOf(column - 1)));
    return made;
  }

  @Override
  public @Nullable Array getArray(int column) throws SQLException {
    ResultSet own = driverRow(column);
    if (own != null) {
      return (Array) wrapped(ask(own, row -> row.getArray(1)));
    }
    Object value = getObject(column);
    if (value == null || value instanceof Array) {
      return (Array) value;
    } else if (isH2()) {
      // A value by itself is an array of one, whose class names the array's type.
      Object element =
          switch (metaData.getColumnType(column)) {
            case Types.TINYINT -> getByte(column);
            case Types.SMALLINT -> getShort(column);
            default -> value;
          };
      Array one = context.target().createArrayOf("ANY", new Object[] {element});
      if (one.getBaseTypeName().equals(metaData.getColumnTypeName(column))) {
        return (Array) wrapped(one);
      }
    }
    throw SqlErrors.of(
        SqlState.INVALID_VALUE,
        "Column \""
            + metaData.getColumnLabel(column)
            + "\" is "
            + metaData.getColumnTypeName(column)
            + " and no array. Use getObject.");
  }

  @Override
  public @Nullable Ref getRef(int column) throws SQLException {
    ResultSet own = driverRow(column);
    if (own != null) {
      return ask(own, row -> row.getRef(1));
    }
    Object value = object(column);
    if (value instanceof Ref || (wasNull && !isH2())) {
      return (Ref) value;
    }
    throw notImplemented("getRef", "Use getObject");
  }

  @Override
  public @Nullable RowId getRowId(int column) throws SQLException {
    ResultSet own = driverRow(column);
    if (own != null) {
      return ask(own, row -> row.getRowId(1));
    }
    Object value = object(column);
    if (value instanceof RowId || (wasNull && !isH2())) {
      return (RowId) value;
    }
    throw notImplemented("getRowId", "Use getObject");
  }

  @Override
  public @Nullable URL getURL(int column) throws SQLException {
    ResultSet own = driverRow(column);
    if (own != null) {
      return ask(own, row -> row.getURL(1));
    }
    Object value = object(column);
    if (value instanceof URL || (wasNull && !isH2())) {
      return (URL) value;
    }
    throw notImplemented("getURL", "Use getString");
  }
}
