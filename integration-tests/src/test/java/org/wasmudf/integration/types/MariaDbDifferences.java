package org.wasmudf.integration.types;

import java.util.List;
import org.wasmudf.integration.targets.Target;

/** What cannot be the same on MariaDB. */
final class MariaDbDifferences {
  static final List<KnownDifference> ALL =
      List.of(
          KnownDifference.of(
              Target.MARIADB,
              "DATETIME, where it is zero",
              "DATETIME .* zero .*",
              "`wasNull` behind `getString`",
              "getString|getObject\\(String\\)",
              "The driver returns the text and says that it was NULL; here it was not"),
          KnownDifference.of(
              Target.MARIADB,
              "results of functions",
              "result .*",
              "`getPrecision`, `getColumnDisplaySize`, and LONGVARCHAR for VARCHAR",
              "getPrecision|getColumnDisplaySize|getColumnType",
              "The server computes an expression's length from its parts, which a function does not"
                  + " have"));

  private MariaDbDifferences() {}
}
