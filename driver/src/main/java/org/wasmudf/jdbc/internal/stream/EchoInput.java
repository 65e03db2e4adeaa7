package org.wasmudf.jdbc.internal.stream;

import java.lang.reflect.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.UnaryOperator;
import org.wasmudf.jdbc.internal.stream.column.Column;
import org.wasmudf.rewriter.plan.Echo;

/** Sends a value of each row to the target as an array, which arrives as the values are. */
final class EchoInput {
  private final Echo.Element element;
  private final String type;
  private final UnaryOperator<Column> view;
  private final boolean texts;

  /**
   * @param view the column as the target's own, for its texts
   * @param texts whether what is no plain number travels as the target's own text of it
   */
  EchoInput(Echo.Input input, UnaryOperator<Column> view, boolean texts) {
    this.element = input.element();
    this.type = input.type();
    this.view = view;
    this.texts = texts;
  }

  /**
   * Binds the values of some rows.
   *
   * @param constant whether one value stands for all rows
   */
  void bind(
      PreparedStatement statement,
      int ordinal,
      Column column,
      boolean constant,
      Rows rows,
      int from,
      int to)
      throws SQLException {
    boolean asText =
        switch (element) {
          case SHORT, INTEGER, LONG, FLOAT, DOUBLE, BOOLEAN -> false;
          case DECIMAL, DATE, TIMESTAMP -> texts;
        };
    Column source = asText ? view.apply(column) : column;
    Object[] values =
        (Object[]) Array.newInstance(asText ? String.class : elementClass(), to - from);
    for (int i = from; i < to; i++) {
      int row = constant ? 0 : rows.index()[i];
      if (!source.isNull(row)) {
        values[i - from] = asText ? source.getString(row) : value(source, row);
      }
    }
    if (asText) {
      Connection target = statement.getConnection();
      java.sql.Array array = target.createArrayOf(type, values);
      statement.setArray(ordinal, array);
      array.free();
    } else {
      statement.setObject(ordinal, values);
    }
  }

  private Class<?> elementClass() {
    return switch (element) {
      case SHORT -> Short.class;
      case INTEGER -> Integer.class;
      case LONG -> Long.class;
      case FLOAT -> Float.class;
      case DOUBLE -> Double.class;
      case BOOLEAN -> Boolean.class;
      case DECIMAL, DATE, TIMESTAMP -> Object.class;
    };
  }

  private Object value(Column column, int row) throws SQLException {
    return switch (element) {
      case SHORT -> column.getShort(row);
      case INTEGER -> column.getInt(row);
      case LONG -> column.getLong(row);
      case FLOAT -> column.getFloat(row);
      case DOUBLE -> column.getDouble(row);
      case BOOLEAN -> column.getBoolean(row);
      case DECIMAL -> column.getBigDecimal(row);
      case DATE -> column.getLocalDate(row);
      case TIMESTAMP -> column.getLocalDateTime(row);
    };
  }
}
