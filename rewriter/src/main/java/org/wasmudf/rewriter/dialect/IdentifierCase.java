package org.wasmudf.rewriter.dialect;

import java.util.Locale;

/** What a database makes of an unquoted name. */
public enum IdentifierCase {
  UPPER,
  LOWER,
  AS_WRITTEN;

  /** The unquoted name as the database keeps it. */
  public String fold(String name) {
    return switch (this) {
      case UPPER -> name.toUpperCase(Locale.ROOT);
      case LOWER -> name.toLowerCase(Locale.ROOT);
      case AS_WRITTEN -> name;
    };
  }
}
