package org.wasmudf.demo;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.OverflowBehaviour;
import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows as text.
 *
 * @param header the column labels
 * @param numeric for each column whether it holds numbers, which stand to the right
 * @param rows the cells of each row, NULL as the word
 */
record Table(List<String> header, List<Boolean> numeric, List<List<String>> rows) {
  private static final int NARROWEST = 8;

  /** An empty table with the columns of a result. */
  static Table of(ResultSetMetaData columns) throws SQLException {
    List<String> header = new ArrayList<>();
    List<Boolean> numeric = new ArrayList<>();
    for (int column = 1; column <= columns.getColumnCount(); column++) {
      header.add(columns.getColumnLabel(column));
      numeric.add(isNumber(columns.getColumnType(column)));
    }
    return new Table(header, numeric, new ArrayList<>());
  }

  /** Adds the row on which a result stands. */
  void add(ResultSet row) throws SQLException {
    List<String> cells = new ArrayList<>();
    for (int column = 1; column <= header.size(); column++) {
      cells.add(text(row.getObject(column)));
    }
    rows.add(cells);
  }

  /** The cells of one column; its name in any case. */
  List<String> column(String name) {
    int index = header.stream().map(label -> label.toLowerCase(Locale.ROOT)).toList().indexOf(name);
    if (index < 0) {
      throw new StepFailure("The result has no column " + name + " (columns: " + header + ").");
    }
    return rows.stream().map(cells -> cells.get(index)).toList();
  }

  /** Lines of at most so many characters, where the columns are not too many for that. */
  String render(int width) {
    int[] widths = fit(width);
    Column[] columns = new Column[header.size()];
    for (int i = 0; i < columns.length; i++) {
      HorizontalAlign align = numeric.get(i) ? HorizontalAlign.RIGHT : HorizontalAlign.LEFT;
      columns[i] =
          new Column()
              .header(header.get(i))
              .headerAlign(align)
              .dataAlign(align)
              .maxWidth(widths[i], OverflowBehaviour.NEWLINE);
    }
    Object[][] cells = rows.stream().map(List::toArray).toArray(Object[][]::new);
    return AsciiTable.builder()
        .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS_NO_OUTSIDE_BORDER)
        .lineSeparator("\n")
        .data(columns, cells)
        .asString();
  }

  /** Column widths, padding included, that take from the widest columns what is too much. */
  private int[] fit(int width) {
    int padding = 2;
    int[] widths =
        IntStream.range(0, header.size()).map(column -> longest(column) + padding).toArray();
    int room = width - (widths.length - 1);
    while (Arrays.stream(widths).sum() > room) {
      int widest = 0;
      for (int i = 1; i < widths.length; i++) {
        widest = widths[i] > widths[widest] ? i : widest;
      }
      if (widths[widest] <= NARROWEST) {
        break;
      }
      widths[widest]--;
    }
    return widths;
  }

  private int longest(int column) {
    int cells =
        rows.stream()
            .flatMap(row -> row.get(column).lines())
            .mapToInt(String::length)
            .max()
            .orElse(0);
    return Math.max(cells, header.get(column).length());
  }

  private static boolean isNumber(int jdbcType) {
    return switch (jdbcType) {
      case java.sql.Types.TINYINT,
          java.sql.Types.SMALLINT,
          java.sql.Types.INTEGER,
          java.sql.Types.BIGINT,
          java.sql.Types.REAL,
          java.sql.Types.FLOAT,
          java.sql.Types.DOUBLE,
          java.sql.Types.DECIMAL,
          java.sql.Types.NUMERIC ->
          true;
      default -> false;
    };
  }

  private static String text(@Nullable Object value) {
    if (value == null) {
      return "NULL";
    }
    if (value instanceof byte[] bytes) {
      return "0x" + HexFormat.of().formatHex(bytes);
    }
    if (value instanceof Double number && Double.isFinite(number)) {
      return new BigDecimal(number).round(new MathContext(8)).stripTrailingZeros().toPlainString();
    }
    return value.toString();
  }
}
