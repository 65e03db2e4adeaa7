package org.wasmudf.shaded.org.slf4j;

/** Gives the libraries loggers that hand over to {@link System.Logger}. */
public final class LoggerFactory {
  private LoggerFactory() {}

  /** The logger with the name of a class. */
  public static Logger getLogger(Class<?> type) {
    return new SystemLogger(System.getLogger(type.getName()));
  }
}
