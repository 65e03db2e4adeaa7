package org.wasmudf.benchmark;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.zip.GZIPInputStream;

/** Loads the airports and the 200,000 flights of the examples. */
public final class Flights {
  private Flights() {}

  /** Creates and fills the tables airports and flights. */
  public static void load(Connection connection) throws SQLException, IOException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE airports (iata VARCHAR(4) PRIMARY KEY, name VARCHAR(80), city VARCHAR(60),"
              + " latitude DOUBLE PRECISION, longitude DOUBLE PRECISION)");
      statement.execute(
          "CREATE TABLE flights (id INTEGER PRIMARY KEY, departed_at TIMESTAMP(0), delay_min INTEGER,"
              + " distance_mi INTEGER, origin VARCHAR(4), destination VARCHAR(4))");
    }
    Path data = ExampleFiles.data();
    try (Reader file = Files.newBufferedReader(data.resolve("airports.csv"));
        CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file);
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO airports VALUES (?, ?, ?, ?, ?)")) {
      for (NamedCsvRecord row : rows) {
        insert.setString(1, row.getField("iata"));
        insert.setString(2, row.getField("name"));
        insert.setString(3, row.getField("city"));
        insert.setDouble(4, Double.parseDouble(row.getField("latitude")));
        insert.setDouble(5, Double.parseDouble(row.getField("longitude")));
        insert.addBatch();
      }
      insert.executeBatch();
    }
    try (Reader file =
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(data.resolve("flights-200k.csv.gz"))),
                StandardCharsets.UTF_8);
        CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file);
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO flights VALUES (?, ?, ?, ?, ?, ?)")) {
      int id = 0;
      for (NamedCsvRecord row : rows) {
        insert.setInt(1, ++id);
        insert.setString(2, row.getField("departed_at"));
        insert.setInt(3, Integer.parseInt(row.getField("delay_min")));
        insert.setInt(4, Integer.parseInt(row.getField("distance_mi")));
        insert.setString(5, row.getField("origin"));
        insert.setString(6, row.getField("destination"));
        insert.addBatch();
        if (id % 10_000 == 0) {
          insert.executeBatch();
        }
      }
      insert.executeBatch();
    }
  }
}
