package org.wasmudf.jdbc.internal;

import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.List;
import java.util.Locale;
import org.wasmudf.rewriter.dialect.Dialect;

/** Which functions the target has itself. */
final class TargetFunctions {
  private TargetFunctions() {}

  private interface Names {
    String list() throws SQLException;
  }

  /**
   * Whether the target says that it has a function of this name: among those that getFunctions
   * lists, those procedures that return a result, or those of JDBC's escapes, which often are its
   * built-in ones.
   */
  static boolean has(DatabaseMetaData metaData, String name) throws SQLException {
    List<Names> builtIn =
        List.of(
            metaData::getNumericFunctions,
            metaData::getStringFunctions,
            metaData::getSystemFunctions,
            metaData::getTimeDateFunctions);
    for (Names names : builtIn) {
      if (listed(names, name)) {
        return true;
      }
    }
    return listed(metaData, name)
        || listed(metaData, name.toUpperCase(Locale.ROOT))
        || listed(metaData, name.toLowerCase(Locale.ROOT));
  }

  private static boolean listed(Names names, String name) throws SQLException {
    String list = names.list();
    if (list != null) {
      for (String listed : list.split(",", -1)) {
        if (listed.trim().equalsIgnoreCase(name)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean listed(DatabaseMetaData metaData, String name) throws SQLException {
    String escape = metaData.getSearchStringEscape();
    String pattern =
        escape == null || escape.isEmpty()
            ? name
            : name.replace(escape, escape + escape)
                .replace("_", escape + "_")
                .replace("%", escape + "%");
    return listedFunction(metaData, name, pattern) || listedProcedure(metaData, name, pattern);
  }

  private static boolean listedFunction(DatabaseMetaData metaData, String name, String pattern)
      throws SQLException {
    try (ResultSet found = metaData.getFunctions(null, null, pattern)) {
      while (found.next()) {
        if (name.equalsIgnoreCase(found.getString("FUNCTION_NAME"))) {
          return true;
        }
      }
      return false;
    } catch (SQLFeatureNotSupportedException e) {
      return Dialect.of(metaData).equals(Dialect.SQLITE) && listedBySqlite(metaData, name);
    }
  }

  /** SQLite's driver has no getFunctions, but SQLite a list of its functions. */
  private static boolean listedBySqlite(DatabaseMetaData metaData, String name)
      throws SQLException {
    String sql = "SELECT 1 FROM pragma_function_list WHERE name = ? COLLATE NOCASE LIMIT 1";
    try (PreparedStatement statement = metaData.getConnection().prepareStatement(sql)) {
      statement.setString(1, name);
      try (ResultSet found = statement.executeQuery()) {
        return found.next();
      }
    }
  }

  /** H2 knows no functions in JDBC's sense: its aliases are procedures that return a result. */
  private static boolean listedProcedure(DatabaseMetaData metaData, String name, String pattern)
      throws SQLException {
    try (ResultSet found = metaData.getProcedures(null, null, pattern)) {
      while (found.next()) {
        if (name.equalsIgnoreCase(found.getString("PROCEDURE_NAME"))
            && found.getShort("PROCEDURE_TYPE") == DatabaseMetaData.procedureReturnsResult) {
          return true;
        }
      }
      return false;
    } catch (SQLFeatureNotSupportedException e) {
      return false;
    }
  }
}
