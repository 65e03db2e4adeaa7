package org.wasmudf.rewriter.lookup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wasmudf.rewriter.plan.KeyForm;
import org.wasmudf.rewriter.plan.ResultMap;

/**
 * The columns of a map: a key for each argument, a flag beside those that may be NULL, the status
 * and the result.
 */
public final class MapColumns {
  /** 0 where there is a result, else the number of the failure from 1. Never NULL. */
  public static final String STATUS = "WASMUDF_S";

  /** The result, NULL where the function returned NULL or failed. */
  public static final String RESULT = "WASMUDF_V";

  private MapColumns() {}

  /**
   * A column.
   *
   * @param type in the target's words
   * @param key where it is a key
   * @param flagged whether it is a key with a flag beside it: NULL is given as NULL, and kept as
   *     the form's neutral value
   */
  public record MapColumn(String name, String type, Optional<KeyForm> key, boolean flagged) {
    MapColumn(String name, String type) {
      this(name, type, Optional.empty(), false);
    }
  }

  /** All columns of a map, in order: key and flag of each argument, status, result. */
  public static List<MapColumn> of(ResultMap map) {
    List<MapColumn> columns = new ArrayList<>();
    for (int i = 0; i < map.arguments().size(); i++) {
      KeyForm form = map.arguments().get(i).form();
      boolean flagged = !map.arguments().get(i).strict();
      columns.add(new MapColumn(key(i), form.type(), Optional.of(form), flagged));
      if (flagged) {
        columns.add(new MapColumn(flag(i), "INTEGER"));
      }
    }
    columns.add(new MapColumn(STATUS, "INTEGER"));
    columns.add(new MapColumn(RESULT, map.resultType()));
    return columns;
  }

  /** The key of an argument, from 0. */
  static String key(int argument) {
    return "WASMUDF_K" + (argument + 1);
  }

  /** 1 where an argument is NULL, else 0. */
  static String flag(int argument) {
    return "WASMUDF_N" + (argument + 1);
  }
}
