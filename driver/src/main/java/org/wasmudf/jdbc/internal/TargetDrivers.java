package org.wasmudf.jdbc.internal;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the target's driver: the class that the option names, else what DriverManager knows, else
 * what the context class loader and then our own class loader offer as a service. DriverManager
 * alone is not enough: it hides the drivers of other class loaders, as build tools and servlet
 * containers have them.
 */
public final class TargetDrivers {
  /**
   * The URLs that this thread is looking for. Spark registers a wrapper of its own class around the
   * driver that its user names: asked whether it takes a URL, it asks us, who are looking already.
   */
  private static final ThreadLocal<Set<String>> SEARCHES = ThreadLocal.withInitial(HashSet::new);

  private final String url;
  private final List<String> lookedAt = new ArrayList<>();

  private TargetDrivers(String url) {
    this.url = url;
  }

  /**
   * Opens the target's own connection.
   *
   * @param properties go to the target's driver as they are
   * @param driverClass the class to use, null to look for one
   * @throws SQLException the target's own, or 08001 where no driver takes the URL
   */
  public static Connection connect(String url, Properties properties, @Nullable String driverClass)
      throws SQLException {
    return first(url, driverClass, driver -> driver.connect(url, properties));
  }

  /**
   * The driver that would be asked first, without a connection.
   *
   * @throws SQLException 08001 where no driver takes the URL
   */
  public static Driver find(String url, @Nullable String driverClass) throws SQLException {
    return first(url, driverClass, driver -> driver);
  }

  private interface Attempt<T> {
    /** Null where this driver does not take the URL after all. */
    @Nullable T with(Driver driver) throws SQLException;
  }

  private static <T> T first(String url, @Nullable String driverClass, Attempt<T> attempt)
      throws SQLException {
    if (driverClass != null) {
      T result = attempt.with(named(driverClass));
      if (result == null) {
        throw refused(
            "Driver %s does not accept \"%s\". Check the option driver and the URL."
                .formatted(driverClass, Secrets.mask(url)));
      }
      return result;
    }
    Set<String> searches = SEARCHES.get();
    if (!searches.add(url)) {
      throw refused(
          "\"%s\" is being looked for: a wrapper of this driver is no driver of a target."
              .formatted(Secrets.mask(url)));
    }
    try {
      return found(new TargetDrivers(url), attempt);
    } finally {
      searches.remove(url);
      if (searches.isEmpty()) {
        SEARCHES.remove();
      }
    }
  }

  private static <T> T found(TargetDrivers search, Attempt<T> attempt) throws SQLException {
    T result = search.among("DriverManager", DriverManager.drivers().iterator(), attempt);
    for (ClassLoader loader : loaders()) {
      if (result == null) {
        result =
            search.among(
                "services of class loader " + loader,
                ServiceLoader.load(Driver.class, loader).iterator(),
                attempt);
      }
    }
    if (result == null) {
      throw refused(
          ("No driver accepts \"%s\". Looked at %s. Add the target's driver to the class path, or name"
                  + " its class with the property wasmudf.driver.")
              .formatted(Secrets.mask(search.url), String.join("; ", search.lookedAt)));
    }
    return result;
  }

  private <T> @Nullable T among(String place, Iterator<Driver> drivers, Attempt<T> attempt)
      throws SQLException {
    List<String> seen = new ArrayList<>();
    T result = null;
    while (result == null) {
      try {
        if (!drivers.hasNext()) {
          break;
        }
        Driver driver = drivers.next();
        if (!ours(driver.getClass())) {
          seen.add(driver.getClass().getName());
          if (accepts(driver)) {
            result = attempt.with(driver);
          }
        }
      } catch (ServiceConfigurationError e) {
        seen.add("a service that cannot be loaded (" + e.getMessage() + ")");
      }
    }
    lookedAt.add(place + ": " + (seen.isEmpty() ? "no driver" : String.join(", ", seen)));
    return result;
  }

  /** Some drivers throw on URLs of others instead of saying no. */
  private boolean accepts(Driver driver) {
    try {
      return driver.acceptsURL(url);
    } catch (SQLException | RuntimeException e) {
      return false;
    }
  }

  /** Looks the class up without running its static code until it is known to be a driver. */
  private static Driver named(String name) throws SQLException {
    Class<?> type = null;
    for (ClassLoader loader : loaders()) {
      if (type == null) {
        type = lookup(name, loader);
      }
    }
    if (type == null) {
      throw refused(
          "Option driver: class %s is not on the class path. Add the target's driver to it."
              .formatted(name));
    }
    if (!Driver.class.isAssignableFrom(type) || ours(type)) {
      throw refused(
          "Option driver: class %s is no driver of a target. Name a class that implements java.sql.Driver."
              .formatted(name));
    }
    try {
      return (Driver) type.getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      throw SqlErrors.of(
          SqlState.CONNECTION_REFUSED,
          "Option driver: class %s cannot be created. Name a class with a public constructor without arguments."
              .formatted(name),
          e);
    }
  }

  private static @Nullable Class<?> lookup(String name, ClassLoader loader) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }

  /** Our drivers, those of another copy of this jar too: none of them is a target. */
  private static boolean ours(Class<?> type) {
    return type.getName().startsWith("org.wasmudf.jdbc.WasmUdf");
  }

  private static Set<ClassLoader> loaders() {
    Set<ClassLoader> loaders = new LinkedHashSet<>();
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    if (context != null) {
      loaders.add(context);
    }
    ClassLoader own = TargetDrivers.class.getClassLoader();
    loaders.add(own == null ? ClassLoader.getSystemClassLoader() : own);
    return loaders;
  }

  private static SQLException refused(String message) {
    return SqlErrors.of(SqlState.CONNECTION_REFUSED, message);
  }
}
