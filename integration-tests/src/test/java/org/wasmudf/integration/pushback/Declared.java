package org.wasmudf.integration.pushback;

import java.sql.Types;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wasmudf.integration.pushback.Result.Column;
import org.wasmudf.integration.targets.Target;

/**
 * How a column is described. What the target derives from a declaration or from its own printing,
 * and so cannot be the same for two functions, is left out here, each with its reason.
 */
final class Declared {
  private static final Set<Integer> TEXTS =
      Set.of(Types.VARCHAR, Types.LONGVARCHAR, Types.CHAR, Types.CLOB);

  private Declared() {}

  static @Nullable String difference(Target target, List<Column> expected, List<Column> found) {
    if (expected.size() != found.size()) {
      return ShapeRunner.expected(expected.toString(), found.toString());
    }
    for (int i = 0; i < expected.size(); i++) {
      Column column = expected.get(i);
      Column ours = found.get(i);
      if (!label(target, column.label()).equals(label(target, ours.label()))
          || !sameType(target, column, ours)) {
        return ShapeRunner.expected(column.toString(), ours.toString());
      }
    }
    return null;
  }

  private static String label(Target target, String label) {
    String ours = label.replace("nf_", "wf_").replace("NF_", "WF_");
    return switch (target) {
      // An alias of H2 belongs to a schema, which its labels name.
      case H2 -> ours.replace("PUBLIC.WF_", "WF_");
      // DuckDB prints a label with parentheses around operations and quotes around its own words.
      case DUCKDB -> ours.replaceAll("[()\"]", "");
      case POSTGRESQL, MARIADB, SQLITE -> ours;
    };
  }

  private static boolean sameType(Target target, Column expected, Column found) {
    boolean texts = isText(expected) && isText(found);
    boolean type = expected.type() == found.type() && name(expected).equals(name(found));
    boolean size = expected.precision() == found.precision() && expected.scale() == found.scale();
    return switch (target) {
      // H2 evaluates an alias of constants early, and takes its text's length for the type's.
      case H2 -> type && (size || texts);
      // Lengths come from the length that the native function declares.
      case MARIADB -> type || texts;
      // An expression has no type; the driver names that of the current row's value.
      case SQLITE -> type || found.type() == Types.NUMERIC;
      case POSTGRESQL, DUCKDB -> type && size;
    };
  }

  private static String name(Column column) {
    return column.typeName().toUpperCase(Locale.ROOT);
  }

  private static boolean isText(Column column) {
    return TEXTS.contains(column.type());
  }
}
