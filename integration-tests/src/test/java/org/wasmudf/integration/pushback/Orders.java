package org.wasmudf.integration.pushback;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wasmudf.integration.targets.Database;
import org.wasmudf.integration.targets.Target;

/**
 * A database with {@code customers(cust, name, region, credit)}, {@code orders(id, cust, qty, big,
 * price, weight, note)} and an emptier {@code work(id, cust, qty, note)}, the functions of {@link
 * Guest} once as ours and once as the target's, and a connection to each.
 */
final class Orders implements AutoCloseable {
  private static final int ROWS = 60;
  private static final int CUSTOMERS = 12;

  private static final List<@Nullable String> NOTES =
      Arrays.asList(
          "", "a", "A", "a ", "é", "É", "Zoë 😀", null, "x|y", "O'Neil", "abc", "ABC", " abc", "ß",
          "a_b%", "10", "abc", null, "", "e");

  private static final List<@Nullable Double> WEIGHTS =
      Arrays.asList(
          0.0, -0.0, 1.5, null, -2.25, 1e300, 0.1, 16777217.0, -0.0, 1e-300, 3.0, 0.0, 1.5);

  final Database database;
  final Connection direct;
  final Connection ours;

  Orders(Target target) throws SQLException {
    database = target.database();
    Connection first = null;
    Connection second = null;
    try {
      first = database.connectDirect();
      Natives.run(
          first,
          "CREATE TABLE customers (cust INTEGER PRIMARY KEY, name VARCHAR(40), region INTEGER,"
              + " credit DOUBLE PRECISION)",
          "CREATE TABLE orders (id INTEGER PRIMARY KEY, cust INTEGER, qty INTEGER, big BIGINT,"
              + " price DECIMAL(10,2), weight DOUBLE PRECISION, note VARCHAR(40))",
          "CREATE TABLE work (id INTEGER PRIMARY KEY, cust INTEGER, qty INTEGER, note"
              + " VARCHAR(40))");
      fill(target, first);
      refill(first);
      Natives.install(target, first);
      second = database.connect(Map.of("batch_rows", "16"));
      Guest.register(target, second);
      Counter.install(target, first, second);
    } catch (SQLException | RuntimeException | Error e) {
      closeAll(database, first, second);
      throw e;
    }
    direct = first;
    ours = second;
  }

  private static void fill(Target target, Connection direct) throws SQLException {
    try (PreparedStatement insert =
        direct.prepareStatement("INSERT INTO customers VALUES (?, ?, ?, ?)")) {
      for (int cust = 1; cust <= CUSTOMERS; cust++) {
        insert.setInt(1, cust);
        set(insert, 2, Types.VARCHAR, NOTES.get((cust * 3) % NOTES.size()));
        set(insert, 3, Types.INTEGER, cust % 5 == 0 ? null : cust % 4);
        set(insert, 4, Types.DOUBLE, WEIGHTS.get(cust % WEIGHTS.size()));
        insert.executeUpdate();
      }
    }
    try (PreparedStatement insert =
        direct.prepareStatement("INSERT INTO orders VALUES (?, ?, ?, ?, ?, ?, ?)")) {
      for (int id = 1; id <= ROWS; id++) {
        insert.setInt(1, id);
        set(insert, 2, Types.INTEGER, id % 13 == 0 ? null : 1 + (id * 5) % 14);
        set(insert, 3, Types.INTEGER, quantity(id));
        set(insert, 4, Types.BIGINT, big(id));
        set(
            insert,
            5,
            Types.DECIMAL,
            id % 9 == 4 ? null : new java.math.BigDecimal((id * 731) % 5000 + ".25"));
        set(insert, 6, Types.DOUBLE, weight(target, id));
        set(insert, 7, Types.VARCHAR, NOTES.get(id % NOTES.size()));
        insert.executeUpdate();
      }
    }
  }

  private static @Nullable Integer quantity(int id) {
    return switch (id) {
      case 20 -> Integer.MAX_VALUE;
      case 41 -> Integer.MIN_VALUE;
      default -> id % 7 == 0 ? null : (id * 37) % 23 - 5;
    };
  }

  private static @Nullable Long big(int id) {
    return switch (id) {
      case 3 -> Long.MAX_VALUE;
      case 8 -> Long.MIN_VALUE;
      default -> id % 11 == 0 ? null : (id % 17) * 1_000_000_007L - 5_000_000_000L;
    };
  }

  private static @Nullable Double weight(Target target, int id) {
    if (id % 19 == 0 && target != Target.MARIADB && target != Target.SQLITE) {
      return Double.NaN;
    }
    return WEIGHTS.get(id % WEIGHTS.size());
  }

  private static void set(PreparedStatement insert, int ordinal, int type, @Nullable Object value)
      throws SQLException {
    if (value == null) {
      insert.setNull(ordinal, type);
    } else {
      insert.setObject(ordinal, value);
    }
  }

  /** Gives {@code work} its first rows again. */
  static void refill(Connection connection) throws SQLException {
    Natives.run(
        connection,
        "DELETE FROM work",
        "INSERT INTO work SELECT id, cust, qty, note FROM orders WHERE id <= 30");
  }

  @Override
  public void close() throws SQLException {
    closeAll(database, direct, ours);
  }

  private static void closeAll(
      Database database, @Nullable Connection first, @Nullable Connection second)
      throws SQLException {
    try (database;
        first) {
      if (second != null) {
        second.close();
      }
    }
  }
}
