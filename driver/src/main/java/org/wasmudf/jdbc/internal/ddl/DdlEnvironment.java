package org.wasmudf.jdbc.internal.ddl;

import java.sql.SQLException;
import org.wasmudf.jdbc.internal.options.Options;
import org.wasmudf.runtime.RuntimeOptions;
import org.wasmudf.runtime.WasmRuntime;
import org.wasmudf.store.SessionCatalog;

/** What our statements need of the connection that they run on. */
public interface DdlEnvironment {
  SessionCatalog catalog();

  WasmRuntime runtime();

  RuntimeOptions runtimeOptions();

  Options options();

  /**
   * Whether the target has a function of this name, of its own or a user's.
   *
   * @throws SQLException the target's own
   */
  boolean targetHasFunction(String name) throws SQLException;
}
