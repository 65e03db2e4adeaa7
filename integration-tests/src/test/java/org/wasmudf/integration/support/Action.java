package org.wasmudf.integration.support;

import java.sql.Connection;
import java.sql.SQLException;

/** What a user does with a connection. */
@FunctionalInterface
public interface Action {
  void run(Connection connection) throws SQLException;
}
