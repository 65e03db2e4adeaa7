package org.wasmudf.shaded.org.slf4j;

import org.jspecify.annotations.Nullable;

/**
 * A logger of the platform, asked for in SLF4J's way. What the libraries call information is for
 * the developers of programs that use them by choice, as the kind of allocator; here it is DEBUG,
 * since the platform prints INFO to standard error.
 */
final class SystemLogger implements Logger {
  private static final String PLACEHOLDER = "{}";

  private final System.Logger target;

  SystemLogger(System.Logger target) {
    this.target = target;
  }

  @Override
  public boolean isTraceEnabled() {
    return target.isLoggable(System.Logger.Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return target.isLoggable(System.Logger.Level.DEBUG);
  }

  @Override
  public void trace(String format, @Nullable Object first, @Nullable Object second) {
    log(System.Logger.Level.TRACE, format, first, second);
  }

  @Override
  public void debug(String message) {
    target.log(System.Logger.Level.DEBUG, message);
  }

  @Override
  public void debug(String format, @Nullable Object argument) {
    log(System.Logger.Level.DEBUG, format, argument);
  }

  @Override
  public void debug(String format, @Nullable Object first, @Nullable Object second) {
    log(System.Logger.Level.DEBUG, format, first, second);
  }

  @Override
  public void debug(String format, @Nullable Object... arguments) {
    log(System.Logger.Level.DEBUG, format, arguments);
  }

  @Override
  public void debug(String message, @Nullable Throwable thrown) {
    target.log(System.Logger.Level.DEBUG, message, thrown);
  }

  @Override
  public void info(String message) {
    target.log(System.Logger.Level.DEBUG, message);
  }

  @Override
  public void info(String format, @Nullable Object argument) {
    log(System.Logger.Level.DEBUG, format, argument);
  }

  @Override
  public void warn(String message) {
    target.log(System.Logger.Level.WARNING, message);
  }

  @Override
  public void warn(String message, @Nullable Throwable thrown) {
    target.log(System.Logger.Level.WARNING, message, thrown);
  }

  @Override
  public void error(String message) {
    target.log(System.Logger.Level.ERROR, message);
  }

  @Override
  public void error(String message, @Nullable Throwable thrown) {
    target.log(System.Logger.Level.ERROR, message, thrown);
  }

  private void log(System.Logger.Level level, String format, @Nullable Object... arguments) {
    if (target.isLoggable(level)) {
      target.log(level, filled(format, arguments));
    }
  }

  /** SLF4J's placeholders filled in, from the left; what has no placeholder is left out. */
  private static String filled(String format, @Nullable Object... arguments) {
    StringBuilder text = new StringBuilder();
    int from = 0;
    for (Object argument : arguments) {
      int at = format.indexOf(PLACEHOLDER, from);
      if (at < 0) {
        break;
      }
      text.append(format, from, at).append(argument);
      from = at + PLACEHOLDER.length();
    }
    return text.append(format, from, format.length()).toString();
  }
}
