package org.wasmudf.jdbc.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.wasmudf.jdbc.internal.options.DriverOption;
import org.wasmudf.jdbc.internal.options.Options;
import org.wasmudf.store.ModuleStore;
import org.wasmudf.store.StoreException;

/** Opens the store that a connection asks for. */
final class Stores {
  private Stores() {}

  /**
   * The store of the options. A user without a home, or with a read-only one, who names no store
   * has none: the connection works, and can only have temporary functions.
   *
   * @throws SQLException where the store cannot be used, naming the command that repairs it
   */
  static ModuleStore open(Options options) throws SQLException {
    String location = options.store();
    if (location == null) {
      return ModuleStore.none();
    }
    if (location.startsWith("classpath:")) {
      throw SqlErrors.of(
          SqlState.INVALID_OPTION,
          "Option store: \"%s\" is a bundle, which this version does not read. Name a folder."
              .formatted(location));
    }
    try {
      return ModuleStore.open(Path.of(location));
    } catch (InvalidPathException e) {
      throw SqlErrors.of(
          SqlState.INVALID_OPTION,
          "Option store: \"%s\" is no folder: %s.".formatted(location, e.getMessage()),
          e);
    } catch (StoreException e) {
      if (e.kind() == StoreException.Kind.UNAVAILABLE && isDefault(options)) {
        return ModuleStore.none();
      }
      throw SqlErrors.of(e);
    }
  }

  private static boolean isDefault(Options options) {
    return options.settings().stream()
        .anyMatch(
            setting ->
                setting.name().equals(DriverOption.STORE.key())
                    && setting.source().equals("default"));
  }
}
