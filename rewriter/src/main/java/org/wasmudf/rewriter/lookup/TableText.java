package org.wasmudf.rewriter.lookup;

import java.util.List;
import java.util.stream.Collectors;
import org.wasmudf.rewriter.lookup.MapColumns.MapColumn;
import org.wasmudf.rewriter.plan.KeyForm;

/** The parts of a temporary table's statements that all dialects share. */
final class TableText {
  private TableText() {}

  /** Makes a parameter a value of a column. */
  interface Typed {
    String value(MapColumn column);
  }

  /** {@code name TYPE [NOT NULL], ...}. */
  static String definitions(List<MapColumn> columns) {
    return columns.stream()
        .map(
            column ->
                column.name()
                    + " "
                    + column.type()
                    + (column.name().equals(MapColumns.RESULT) ? "" : " NOT NULL"))
        .collect(Collectors.joining(", "));
  }

  /** {@code INSERT INTO name (columns) VALUES (?, ...)}. */
  static String insert(String name, List<MapColumn> columns, Typed typed) {
    return columns.stream()
        .map(
            column ->
                column.flagged()
                    ? "COALESCE("
                        + typed.value(column)
                        + ", "
                        + column.key().map(KeyForm::neutral).orElseThrow()
                        + ")"
                    : typed.value(column))
        .collect(
            Collectors.joining(
                ", ", "INSERT INTO " + name + " (" + names(columns) + ") VALUES (", ")"));
  }

  static String names(List<MapColumn> columns) {
    return columns.stream().map(MapColumn::name).collect(Collectors.joining(", "));
  }

  /** The columns that tell rows apart: keys and flags. */
  static List<MapColumn> identity(List<MapColumn> columns) {
    return columns.subList(0, columns.size() - 2);
  }

  /** Whether each key has the same few bytes, whatever its value. */
  static boolean fixedLength(List<MapColumn> columns) {
    return columns.stream().noneMatch(TableText::variable);
  }

  static boolean variable(MapColumn column) {
    return column
        .key()
        .map(KeyForm::kind)
        .filter(kind -> kind == KeyForm.Kind.TEXT || kind == KeyForm.Kind.BYTES)
        .isPresent();
  }
}
