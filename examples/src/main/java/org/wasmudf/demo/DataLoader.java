package org.wasmudf.demo;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.zip.GZIPInputStream;

/** Creates and fills the tables {@code airports} and {@code flights} from the files of a folder. */
final class DataLoader {
  static final int AIRPORTS = 3_376;
  static final int FLIGHTS = 200_000;
  private static final int BATCH = 4_096;
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private final Path folder;
  private final Progress.Display display;

  DataLoader(Path folder, Progress.Display display) {
    this.folder = folder;
    this.display = display;
  }

  /**
   * Creates and loads both tables in one transaction. After an exception the transaction is open,
   * for the caller to end.
   *
   * @throws IOException also where a file does not hold the rows that it should
   */
  void load(Connection connection) throws SQLException, IOException {
    boolean autoCommit = connection.getAutoCommit();
    connection.setAutoCommit(false);
    create(connection);
    fill(connection, AIRPORT_ROWS);
    fill(connection, FLIGHT_ROWS);
    connection.commit();
    connection.setAutoCommit(autoCommit);
  }

  private static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE TABLE airports (
            iata VARCHAR(4) PRIMARY KEY, name VARCHAR(60) NOT NULL, city VARCHAR(60) NOT NULL,
            state CHAR(2) NOT NULL, country VARCHAR(60) NOT NULL,
            latitude DOUBLE PRECISION NOT NULL, longitude DOUBLE PRECISION NOT NULL)""");
      statement.execute(
          """
          CREATE TABLE flights (
            departed_at TIMESTAMP NOT NULL, delay_min INTEGER NOT NULL, distance_mi INTEGER NOT NULL,
            origin VARCHAR(4) NOT NULL, destination VARCHAR(4) NOT NULL)""");
    }
  }

  private void fill(Connection connection, Rows rows) throws SQLException, IOException {
    int loaded = 0;
    try (Reader text = open(rows.file);
        CsvReader<NamedCsvRecord> records = CsvReader.builder().ofNamedCsvRecord(text);
        PreparedStatement insert = connection.prepareStatement(rows.insert);
        Progress progress = display.start("Loading " + rows.table, rows.expected)) {
      int pending = 0;
      for (NamedCsvRecord row : records) {
        rows.binder.bind(insert, row);
        insert.addBatch();
        if (++pending == BATCH) {
          insert.executeBatch();
          progress.advance(pending);
          loaded += pending;
          pending = 0;
        }
      }
      insert.executeBatch();
      progress.advance(pending);
      loaded += pending;
    }
    if (loaded != rows.expected) {
      throw new IOException(
          "%s holds %,d rows, not %,d. Restore the file."
              .formatted(folder.resolve(rows.file), loaded, rows.expected));
    }
  }

  private Reader open(String file) throws IOException {
    InputStream bytes = Files.newInputStream(folder.resolve(file));
    InputStream text = file.endsWith(".gz") ? new GZIPInputStream(bytes, 1 << 16) : bytes;
    return new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8));
  }

  private interface Binder {
    void bind(PreparedStatement insert, NamedCsvRecord row) throws SQLException;
  }

  /** One table and the file that fills it. */
  private record Rows(String table, String file, int expected, String insert, Binder binder) {}

  private static final Rows AIRPORT_ROWS =
      new Rows(
          "airports",
          "airports.csv",
          AIRPORTS,
          "INSERT INTO airports VALUES (?, ?, ?, ?, ?, ?, ?)",
          (insert, row) -> {
            for (int column = 1; column <= 5; column++) {
              insert.setString(column, row.getField(column - 1));
            }
            insert.setDouble(6, Double.parseDouble(row.getField("latitude")));
            insert.setDouble(7, Double.parseDouble(row.getField("longitude")));
          });

  private static final Rows FLIGHT_ROWS =
      new Rows(
          "flights",
          "flights-200k.csv.gz",
          FLIGHTS,
          "INSERT INTO flights VALUES (?, ?, ?, ?, ?)",
          (insert, row) -> {
            // a LocalDateTime has no zone, so no hour is lost where the machine's zone skips one
            insert.setObject(1, LocalDateTime.parse(row.getField("departed_at"), MINUTES));
            insert.setInt(2, Integer.parseInt(row.getField("delay_min")));
            insert.setInt(3, Integer.parseInt(row.getField("distance_mi")));
            insert.setString(4, row.getField("origin"));
            insert.setString(5, row.getField("destination"));
          });
}
