package org.wasmudf.rewriter.plan;

import java.util.List;

/**
 * Ordinary expressions over functions' results, which the target evaluates for one batch after the
 * other.
 *
 * @param sql one row for each row of the batch, in its order, and one column for each expression;
 *     its last parameters are the inputs, arrays of equal length
 * @param bindings what each {@code ?} before the inputs is bound to, in order
 * @param inputs what the expressions read
 */
public record Echo(String sql, List<Binding> bindings, List<Input> inputs) {
  public Echo {
    bindings = List.copyOf(bindings);
    inputs = List.copyOf(inputs);
  }

  /**
   * A value of each row.
   *
   * @param value a call or a pushed column
   * @param element what the array has for each row
   * @param type of an element, as {@code Connection.createArrayOf} takes it
   */
  public record Input(ValueExpr value, Element element, String type) {}

  /** How a value travels, so that it arrives as it left. */
  public enum Element {
    SHORT,
    INTEGER,
    LONG,
    FLOAT,
    DOUBLE,
    BOOLEAN,
    DECIMAL,
    DATE,
    TIMESTAMP
  }
}
