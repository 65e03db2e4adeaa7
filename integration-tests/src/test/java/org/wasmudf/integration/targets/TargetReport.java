package org.wasmudf.integration.targets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.opentest4j.TestAbortedException;

/**
 * Which targets run on this machine. Each is tried once; the build prints what is written to {@code
 * target/targets.txt}, and where the environment has WASMUDF_REQUIRE_TARGETS a missing one fails
 * every test of it.
 */
final class TargetReport {
  private static final Path FILE = Path.of("target", "targets.txt");
  private static final Map<Target, Throwable> MISSING = new EnumMap<>(Target.class);
  private static final Map<Target, String> TRIED = new TreeMap<>();

  private TargetReport() {}

  /** Tries a target once. */
  // Whatever keeps a server from starting, an Error of its libraries too, makes the target missing.
  @SuppressWarnings("CatchAndPrintStackTrace")
  static synchronized void require(Target target) {
    if (!TRIED.containsKey(target)) {
      try (Database database = target.create();
          Connection connection = database.connectDirect()) {
        DatabaseMetaData metaData = connection.getMetaData();
        TRIED.put(
            target,
            metaData.getDatabaseProductVersion()
                + ", "
                + metaData.getDriverName()
                + " "
                + metaData.getDriverVersion());
      } catch (SQLException | RuntimeException | LinkageError e) {
        MISSING.put(target, e);
        TRIED.put(target, "MISSING: " + e);
      }
      write();
    }
    Throwable why = MISSING.get(target);
    if (why == null) {
      return;
    }
    String message = target.product() + " cannot start on this machine";
    if (System.getenv("WASMUDF_REQUIRE_TARGETS") != null) {
      throw new AssertionError(message + ", and it is required", why);
    }
    throw new TestAbortedException(message, why);
  }

  private static void write() {
    StringBuilder text = new StringBuilder();
    TRIED.forEach(
        (target, how) ->
            text.append("target ").append(target.product()).append(": ").append(how).append('\n'));
    try {
      Files.writeString(FILE, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
