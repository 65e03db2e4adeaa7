package org.wasmudf.jdbc;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.DriverVersion;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;
import org.wasmudf.jdbc.internal.TargetDrivers;
import org.wasmudf.jdbc.internal.options.ConnectionUrl;
import org.wasmudf.jdbc.internal.options.DriverOption;
import org.wasmudf.jdbc.internal.options.Options;
import org.wasmudf.jdbc.internal.proxy.ProxyConnection;

/** What our drivers share: they differ in the URLs that they take. */
abstract class UrlDriver implements Driver {

  /** The URL taken apart, or null where it is none of this driver's. */
  abstract @Nullable ConnectionUrl take(String url) throws SQLException;

  @Override
  public @Nullable Connection connect(@Nullable String url, @Nullable Properties info)
      throws SQLException {
    if (url == null) {
      throw SqlErrors.of(
          SqlState.CONNECTION_REFUSED,
          "The URL is null. Write the target's URL without \"jdbc:\" after jdbc:wasmudf:, as in"
              + " jdbc:wasmudf:h2:mem:x.");
    }
    ConnectionUrl taken = take(url);
    if (taken == null) {
      return null;
    }
    Properties given = info == null ? new Properties() : info;
    Options options = Options.of(taken.options(), given);
    return ProxyConnection.open(
        options,
        () -> TargetDrivers.connect(taken.target(), Options.forTarget(given), options.driver()));
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(@Nullable String url, @Nullable Properties info)
      throws SQLException {
    Properties given = info == null ? new Properties() : info;
    ConnectionUrl taken = url == null ? null : take(url);
    Map<String, String> inUrl = taken == null ? Map.of() : taken.options();
    List<DriverPropertyInfo> all = new ArrayList<>();
    for (DriverOption option : DriverOption.values()) {
      String value = given.getProperty(option.property(), inUrl.get(option.key()));
      DriverPropertyInfo property = new DriverPropertyInfo(option.property(), value);
      property.description = option.description();
      property.choices = option.choices();
      all.add(property);
    }
    if (taken != null) {
      all.addAll(ofTarget(taken, given));
    }
    return all.toArray(DriverPropertyInfo[]::new);
  }

  /** The target's own, none where its driver is not found: a tool asks before it has a driver. */
  private static List<DriverPropertyInfo> ofTarget(ConnectionUrl taken, Properties given)
      throws SQLException {
    Driver driver;
    try {
      driver =
          TargetDrivers.find(taken.target(), given.getProperty(DriverOption.DRIVER.property()));
    } catch (SQLException e) {
      return List.of();
    }
    DriverPropertyInfo[] properties =
        driver.getPropertyInfo(taken.target(), Options.forTarget(given));
    return properties == null ? List.of() : List.of(properties);
  }

  @Override
  public int getMajorVersion() {
    return DriverVersion.MAJOR;
  }

  @Override
  public int getMinorVersion() {
    return DriverVersion.MINOR;
  }

  /** False, whatever the target is: JDBC's conformance tests are not run on it. */
  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger("org.wasmudf");
  }
}
