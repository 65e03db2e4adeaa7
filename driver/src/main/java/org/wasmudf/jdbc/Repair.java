package org.wasmudf.jdbc;

import java.io.PrintStream;
import java.nio.file.Path;
import org.wasmudf.store.ModuleStore;
import org.wasmudf.store.RepairReport;
import org.wasmudf.store.StoreException;

/**
 * The command that repairs a damaged store: {@code java -cp <jar> org.wasmudf.jdbc.Repair
 * <folder>}.
 */
public final class Repair {
  private static final int USAGE = 2;

  private Repair() {}

  /** Repairs the store in a folder and says what was done; exits with 1 where it could not. */
  public static void main(String[] arguments) {
    int status = run(arguments, System.out, System.err);
    if (status != 0) {
      System.exit(status);
    }
  }

  /** As {@link #main}, without exiting. */
  static int run(String[] arguments, PrintStream out, PrintStream err) {
    if (arguments.length != 1) {
      err.println(
          "Usage: java -cp <wasmudf-jdbc jar> org.wasmudf.jdbc.Repair <folder of the store>");
      return USAGE;
    }
    try {
      RepairReport report = ModuleStore.repair(Path.of(arguments[0]));
      report.actions().forEach(out::println);
      out.printf(
          "The store %s has %d modules and %d functions.%n",
          arguments[0], report.modules(), report.functions());
      return 0;
    } catch (StoreException e) {
      err.println(e.getMessage());
      return 1;
    }
  }
}
