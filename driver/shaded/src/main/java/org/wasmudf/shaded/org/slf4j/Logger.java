package org.wasmudf.shaded.org.slf4j;

import org.jspecify.annotations.Nullable;

/** The methods of SLF4J's Logger that the libraries in the shaded jar call. */
public interface Logger {
  boolean isTraceEnabled();

  boolean isDebugEnabled();

  void trace(String format, @Nullable Object first, @Nullable Object second);

  void debug(String message);

  void debug(String format, @Nullable Object argument);

  void debug(String format, @Nullable Object first, @Nullable Object second);

  void debug(String format, @Nullable Object... arguments);

  void debug(String message, @Nullable Throwable thrown);

  void info(String message);

  void info(String format, @Nullable Object argument);

  void warn(String message);

  void warn(String message, @Nullable Throwable thrown);

  void error(String message);

  void error(String message, @Nullable Throwable thrown);
}
