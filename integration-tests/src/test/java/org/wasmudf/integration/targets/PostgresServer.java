package org.wasmudf.integration.targets;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;

/** One PostgreSQL for all tests of the JVM, on a free port; it ends with the JVM. */
final class PostgresServer {
  private static final EmbeddedPostgres SERVER = start();

  private PostgresServer() {}

  private static EmbeddedPostgres start() {
    try {
      // What is lost at a power failure may be lost here.
      return EmbeddedPostgres.builder()
          .setServerConfig("fsync", "off")
          .setServerConfig("full_page_writes", "off")
          .setServerConfig("synchronous_commit", "off")
          // New statistics between two runs of a query would change its plan and its rows' order.
          .setServerConfig("autovacuum", "off")
          .setServerConfig("max_prepared_transactions", "10")
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String url(String database) {
    return SERVER.getJdbcUrl("postgres", database);
  }
}
