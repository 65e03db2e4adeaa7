package org.wasmudf.rewriter.lookup;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.lookup.MapColumns.MapColumn;
import org.wasmudf.rewriter.plan.ResultMap;

/**
 * The rows of a map as one JSON document in the statement's text: for sessions that may not make a
 * temporary table. It has no index, so it is for few rows: a join is hashed where the target hashes
 * joins of functions, a subquery reads all rows.
 */
public final class MapDocument {
  /** A statement is a few times this long at most; MariaDB takes 16 MiB. */
  public static final int LONGEST = 2 << 20;

  private final List<MapColumn> columns;
  private final StringBuilder json = new StringBuilder("[");

  private final Function<Object, String> texts;

  /**
   * @param texts a cell as the target reads it, whatever the column's type
   */
  MapDocument(ResultMap map, Function<Object, String> texts) {
    this.columns = MapColumns.of(map);
    this.texts = texts;
  }

  /**
   * Adds a row.
   *
   * @param cells for each of {@link MapColumns#of}, as {@link CopyLine} takes them
   * @return whether it has become too long
   */
  public boolean add(List<? extends @Nullable Object> cells) {
    json.append(json.length() == 1 ? "{" : ",{");
    for (int i = 0; i < cells.size(); i++) {
      Object cell = cells.get(i);
      MapColumn column = columns.get(i);
      json.append(i == 0 ? "\"" : ",\"").append(name(column)).append("\":");
      if (cell != null) {
        quote(texts.apply(cell));
      } else if (column.flagged()) {
        quote(CopyLine.neutral(column));
      } else {
        json.append("null");
      }
    }
    json.append('}');
    return json.length() > LONGEST;
  }

  /** A column's name in the document, as PostgreSQL folds it. */
  static String name(MapColumn column) {
    return column.name().toLowerCase(Locale.ROOT);
  }

  private void quote(String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }

  /** How lookups reach the rows. */
  public MapForm form() {
    return new MapForm.Document(json + "]");
  }
}
