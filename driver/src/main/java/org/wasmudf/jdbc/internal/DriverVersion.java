package org.wasmudf.jdbc.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Name and version of this driver, as the build wrote them. */
public final class DriverVersion {
  public static final String NAME = "wasmudf JDBC driver";

  /** As {@code 0.1.0} or {@code 0.1.0-SNAPSHOT}. */
  public static final String VERSION = read();

  public static final int MAJOR = part(0);
  public static final int MINOR = part(1);

  private DriverVersion() {}

  private static String read() {
    Properties properties = new Properties();
    try (InputStream in = DriverVersion.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("the driver's version cannot be read", e);
    }
    return properties.getProperty("version");
  }

  private static int part(int index) {
    return Integer.parseInt(VERSION.split("[.-]", -1)[index]);
  }
}
