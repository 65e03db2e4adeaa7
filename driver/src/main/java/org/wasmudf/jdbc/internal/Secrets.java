package org.wasmudf.jdbc.internal;

import java.util.regex.Pattern;

/** Makes URLs fit for messages. */
final class Secrets {
  /** {@code //user:password@}; up to the last @, since a password may hold one. */
  private static final Pattern USER_INFO = Pattern.compile("(//[^:/@]*:).*@");

  /** Oracle's {@code thin:user/password@}. */
  private static final Pattern ORACLE_LOGIN = Pattern.compile("(:oracle:[^:]*:[^/@:]*/).*@");

  /** Where the target's own options begin. */
  private static final Pattern OPTIONS = Pattern.compile("[?;(].*", Pattern.DOTALL);

  /** Db2's {@code /db:password=...}, and whatever else says by its name that it is secret. */
  private static final Pattern NAMED =
      Pattern.compile(
          "([\\w.-]*(?:pass|pwd|secret|token|credential|key)[\\w.-]*=).*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private Secrets() {}

  /** The URL without passwords and without all that stands in its options. */
  static String mask(String url) {
    String masked = USER_INFO.matcher(url).replaceAll("$1***@");
    masked = ORACLE_LOGIN.matcher(masked).replaceAll("$1***@");
    masked = NAMED.matcher(masked).replaceAll("$1***");
    return OPTIONS.matcher(masked).replaceAll("...");
  }
}
