package org.wasmudf.jdbc.internal.stream;

import java.sql.SQLException;
import org.wasmudf.store.FunctionDefinition;

/** Where the bytes of a function's module come from. */
@FunctionalInterface
public interface ModuleSource {
  /**
   * The bytes of {@link FunctionDefinition#moduleHash}, verified; not to be written to.
   *
   * @throws SQLException where the store does not have them or finds them changed
   */
  byte[] module(FunctionDefinition function) throws SQLException;
}
