package org.wasmudf.integration.types;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wasmudf.integration.targets.Database;
import org.wasmudf.integration.targets.Target;

/**
 * A query that selects a column beside a function's call reads as the plain query on the target's
 * own driver does: each getter, wasNull and the metadata, in several time zones of the JVM. A
 * subclass names a target and its types.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TypesTest {
  private static final List<String> ZONES = List.of("UTC", "Asia/Tokyo", "America/New_York");

  /** How many differences of one type are told; the rest is counted. */
  private static final int TOLD = 60;

  private static final List<Method> DESCRIPTIONS =
      Arrays.stream(ResultSetMetaData.class.getDeclaredMethods())
          .filter(method -> Arrays.equals(method.getParameterTypes(), new Class<?>[] {int.class}))
          .sorted(Comparator.comparing(Method::getName))
          .toList();

  private final Target target;
  private final Set<KnownDifference> needed = new HashSet<>();
  private final Map<String, Pair> pairs = new HashMap<>();
  private int compared;
  private @Nullable Database database;

  /** Connections that were opened in one time zone. */
  private record Pair(Connection direct, Connection ours) implements AutoCloseable {
    @Override
    public void close() throws SQLException {
      direct.close();
      ours.close();
    }
  }

  TypesTest(Target target) {
    this.target = target;
  }

  /** Lets the target's driver see that the JVM is in another time zone, as if from its start. */
  void zoneChanged() {}

  /** The columns, and what functions return. */
  abstract List<Case> cases();

  @BeforeAll
  void open() {
    database = target.database();
  }

  @AfterAll
  void close() throws SQLException {
    for (Pair pair : pairs.values()) {
      pair.close();
    }
    if (database != null) {
      database.close();
    }
    if (compared == cases().size()) {
      List<KnownDifference> stale = new ArrayList<>(KnownDifferences.of(target));
      stale.removeAll(needed);
      assertEquals(List.of(), stale, "nothing differs any more; take these out");
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void readsAsTheTargetDoes(Case one) throws SQLException {
    TimeZone before = TimeZone.getDefault();
    // Which zones and rows show it
    Map<String, List<String>> differences = new TreeMap<>();
    try {
      for (String zone : ZONES) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        zoneChanged();
        Pair pair = pair(zone);
        if (zone.equals(ZONES.get(0))) {
          execute(pair.direct(), one.setup());
          execute(pair.ours(), one.functions());
        }
        compare(one, zone, pair, differences);
      }
    } finally {
      TimeZone.setDefault(before);
      zoneChanged();
    }
    compared++;
    List<String> told = new ArrayList<>();
    differences.forEach((what, where) -> told.add(what + where.get(0)));
    if (told.size() > TOLD) {
      int more = told.size() - TOLD;
      told.subList(TOLD, told.size()).clear();
      told.add("and " + more + " more");
    }
    assertEquals("", String.join("\n", told));
  }

  private Pair pair(String zone) throws SQLException {
    Pair pair = pairs.get(zone);
    if (pair == null) {
      Database open = Objects.requireNonNull(database);
      pair = new Pair(open.connectDirect(), open.connect());
      pairs.put(zone, pair);
    }
    return pair;
  }

  private static void execute(Connection connection, List<String> statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private void compare(Case one, String zone, Pair pair, Map<String, List<String>> differences)
      throws SQLException {
    try (Statement direct = pair.direct().createStatement();
        Statement ours = pair.ours().createStatement();
        ResultSet expected = direct.executeQuery(one.direct());
        ResultSet actual = ours.executeQuery(one.ours())) {
      for (Method method : DESCRIPTIONS) {
        note(
            one,
            method.getName(),
            zone,
            described(method, expected.getMetaData()),
            described(method, actual.getMetaData()),
            differences);
      }
      for (int row = 0; expected.next(); row++) {
        assertEquals(true, actual.next(), "row " + row);
        for (Getter getter : Getter.ALL) {
          note(
              one,
              getter.name(),
              zone + ", row " + row,
              Outcome.of(getter, expected, 1),
              Outcome.of(getter, actual, 1),
              differences);
        }
      }
      assertEquals(false, actual.next(), "a row too many");
    }
  }

  private static Outcome described(Method method, ResultSetMetaData metaData) {
    return Outcome.of(
        () -> {
          try {
            return method.invoke(metaData, 1);
          } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SQLException cause) {
              throw cause;
            }
            throw new IllegalStateException(e.getCause());
          } catch (IllegalAccessException e) {
            throw new AssertionError(e);
          }
        });
  }

  private void note(
      Case one,
      String getter,
      String where,
      Outcome expected,
      Outcome actual,
      Map<String, List<String>> differences) {
    if (actual.matches(expected)) {
      return;
    }
    for (KnownDifference known : KnownDifferences.of(target)) {
      if (known.covers(one.name(), getter)) {
        needed.add(known);
        return;
      }
    }
    differences
        .computeIfAbsent(one.name() + " " + getter, key -> new ArrayList<>())
        .add(" (" + where + "): expected <" + expected + "> but was <" + actual + ">");
  }
}
