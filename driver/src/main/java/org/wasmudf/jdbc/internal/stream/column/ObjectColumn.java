package org.wasmudf.jdbc.internal.stream.column;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A type of which Arrow or Java has no exact counterpart (INTERVAL, ARRAY, ROW, ENUM, GEOMETRY,
 * ...): what the target's getters returned is kept, as the object, as text, and in the further
 * forms that the type is known to have.
 */
public final class ObjectColumn extends Column {
  private final @Nullable Object[] objects;
  private final @Nullable String[] texts;
  private final boolean hasText;
  private final List<Class<?>> forms;
  private final @Nullable Object[][] formed;

  /**
   * @param hasText whether the target has a text for the type
   * @param forms the classes that the target's {@code getObject(int, Class)} is asked for as well
   */
  public ObjectColumn(
      String label, String type, int capacity, boolean hasText, List<Class<?>> forms) {
    super(label, type);
    this.objects = new Object[capacity];
    this.texts = new String[capacity];
    this.hasText = hasText;
    this.forms = List.copyOf(forms);
    this.formed = new Object[forms.size()][capacity];
  }

  @Override
  public int read(ResultSet rows, int index, int row) throws SQLException {
    Object object = rows.getObject(index);
    objects[row] = object;
    String text = null;
    if (object != null && hasText) {
      text = object instanceof String s ? s : rows.getString(index);
    }
    texts[row] = text;
    for (int i = 0; i < formed.length; i++) {
      formed[i][row] = object == null ? null : rows.getObject(index, forms.get(i));
    }
    return text == null ? 0 : 200 + 2 * text.length();
  }

  @Override
  public boolean isNull(int row) {
    return objects[row] == null;
  }

  @Override
  public boolean holdsTargetObjects() {
    return true;
  }

  @Override
  public Object getObject(int row) {
    return Values.present(objects[row]);
  }

  @Override
  public String getString(int row) throws SQLException {
    String text = texts[row];
    if (text == null) {
      throw noConversion("VARCHAR");
    }
    return text;
  }

  private <T> T form(int row, Class<T> as, String sql) throws SQLException {
    int index = forms.indexOf(as);
    Object value = index < 0 ? objects[row] : formed[index][row];
    if (!as.isInstance(value)) {
      throw noConversion(sql);
    }
    return as.cast(value);
  }

  @Override
  public long getLong(int row) throws SQLException {
    return form(row, Long.class, "BIGINT");
  }

  @Override
  public double getDouble(int row) throws SQLException {
    return form(row, Double.class, "DOUBLE PRECISION");
  }

  @Override
  public float getFloat(int row) throws SQLException {
    return form(row, Float.class, "REAL");
  }

  @Override
  public BigDecimal getBigDecimal(int row) throws SQLException {
    return form(row, BigDecimal.class, "NUMERIC");
  }

  @Override
  BigInteger getBigInteger(int row) throws SQLException {
    return form(row, BigInteger.class, "NUMERIC");
  }

  @Override
  public byte[] getBytes(int row) throws SQLException {
    return form(row, byte[].class, "VARBINARY");
  }

  @Override
  @Nullable Object convert(int row, Class<?> as) throws SQLException {
    int index = forms.indexOf(as);
    if (index >= 0) {
      return formed[index][row];
    }
    Object object = getObject(row);
    if (as == String.class && !hasText) {
      return null;
    } else if (as.isInstance(object)) {
      return object;
    }
    if (object instanceof Array array && as.isArray() && !as.getComponentType().isPrimitive()) {
      return elements(array, as);
    }
    return super.convert(row, as);
  }

  private static @Nullable Object elements(Array array, Class<?> as) throws SQLException {
    Object all = array.getArray();
    if (as.isInstance(all)) {
      return all;
    }
    int length = java.lang.reflect.Array.getLength(all);
    Class<?> component = as.getComponentType();
    Object copy = java.lang.reflect.Array.newInstance(component, length);
    for (int i = 0; i < length; i++) {
      Object element = java.lang.reflect.Array.get(all, i);
      if (element != null && !component.isInstance(element)) {
        return null;
      }
      java.lang.reflect.Array.set(copy, i, element);
    }
    return copy;
  }
}
