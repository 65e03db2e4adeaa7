package org.wasmudf.integration.badinput;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wasmudf.integration.support.Bench;
import org.wasmudf.integration.support.Engine;
import org.wasmudf.integration.support.Failure;
import org.wasmudf.integration.support.Leaks;

/** Guests that do not come back by themselves, and everybody who may stop them. */
@ParameterizedClass
@EnumSource(Engine.class)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RunawayGuestTest {
  private static final String RUNAWAYS =
      """
      (module
        (memory (export "memory") 512 512)
        (func (export "loops") (param i64) (result i64)
          (loop $forever (br_if $forever (i64.eqz (local.get 0))))
          (local.get 0))
        (func $tree (param $depth i64) (result i64)
          (if (result i64) (i64.eqz (local.get $depth))
            (then (i64.const 1))
            (else
              (i64.add
                (call $tree (i64.sub (local.get $depth) (i64.const 1)))
                (call $tree (i64.sub (local.get $depth) (i64.const 1)))))))
        (func (export "branches") (param i64) (result i64)
          (call $tree (select (i64.const 3) (i64.const 60) (i32.wrap_i64 (local.get 0)))))
        (func (export "fills") (param i64) (result i64)
          (loop $forever
            (memory.fill (i32.const 0) (i32.const 7) (i32.const 0x2000000))
            (br_if $forever (i64.eqz (local.get 0))))
          (local.get 0))
        (func $down (export "recurses") (param i64) (result i64)
          (if (result i64) (i64.eqz (local.get 0))
            (then (i64.const 0))
            (else (i64.add (i64.const 1) (call $down (i64.sub (local.get 0) (i64.const 1))))))))
      """;

  private final Bench bench;

  RunawayGuestTest(Engine engine) {
    this.bench = new Bench(engine);
  }

  @BeforeEach
  void register() throws SQLException {
    bench.module("runaways", RUNAWAYS);
    for (String name : List.of("loops", "branches", "fills", "recurses")) {
      bench.run(
          "CREATE FUNCTION " + name + "(n BIGINT) RETURNS BIGINT LANGUAGE WASM FROM 'runaways'");
    }
  }

  @AfterEach
  void close() throws SQLException {
    bench.close();
  }

  /** Rows 1, 0 and 2: the second one does not come back. */
  private static String query(String function) {
    return "SELECT " + function + "(v) FROM (VALUES (1, 1), (2, 0), (3, 2)) t(id, v) ORDER BY id";
  }

  @ParameterizedTest
  @ValueSource(strings = {"loops", "branches", "fills"})
  void queryTimeoutStopsIt(String function) {
    bench
        .refuses(
            connection -> {
              try (Statement statement = connection.createStatement()) {
                statement.setQueryTimeout(1);
                try (ResultSet result = statement.executeQuery(query(function))) {
                  Bench.rows(result);
                }
              }
            })
        .state("57014")
        .says("(BIGINT) was stopped", "query timeout", "Set a longer one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"loops", "branches", "fills"})
  void maxCallTimeStopsIt(String function) throws SQLException {
    try (Connection hasty = bench.connect(Map.of("max_call_time", "300 ms"))) {
      bench
          .refuses(given -> Bench.rows(hasty, query(function)))
          .state("57014")
          .says(function + "(BIGINT) was stopped", "300 ms", "Set max_call_time higher");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"loops", "branches", "fills"})
  void cancelStopsIt(String function) throws Exception {
    try (Statement statement = bench.connection().createStatement()) {
      CompletableFuture<SQLException> outcome =
          failing(
              () -> {
                try (ResultSet result = statement.executeQuery(query(function))) {
                  Bench.rows(result);
                }
              });
      Leaks.awaitGuest();
      statement.cancel();
      new Failure(outcome.get()).state("57014").says("cancelled");
      // The statement is as good as before.
      try (ResultSet result =
          statement.executeQuery("SELECT bench_twice(x) FROM SYSTEM_RANGE(1, 1)")) {
        assertEquals(List.of("2"), Bench.rows(result));
      }
    }
    bench.assertUnharmed();
  }

  @Test
  void interruptOfTheCallerStopsItAndStaysSet() throws Exception {
    AtomicBoolean flag = new AtomicBoolean();
    AtomicReference<@Nullable Thread> caller = new AtomicReference<>();
    CompletableFuture<SQLException> outcome =
        failing(
            () -> {
              caller.set(Thread.currentThread());
              try {
                bench.rows(query("loops"));
              } finally {
                flag.set(Thread.currentThread().isInterrupted());
              }
            });
    Leaks.awaitGuest();
    Thread thread = caller.get();
    assertNotNull(thread);
    thread.interrupt();
    // it may also arrive while the instance is made, which names the module and not the function
    new Failure(outcome.get()).state("57014").says("interrupted");
    assertTrue(flag.get(), "the flag of the caller's thread");
    bench.assertUnharmed();
  }

  @Test
  void closeOfTheConnectionStopsIt() throws Exception {
    Connection other = bench.connect(Map.of());
    CompletableFuture<SQLException> outcome = failing(() -> Bench.rows(other, query("loops")));
    Leaks.awaitGuest();
    other.close();
    assertTrue(other.isClosed());
    assertNotNull(outcome.get());
    bench.assertUnharmed();
  }

  @Test
  void abortOfTheConnectionStopsIt() throws Exception {
    Connection other = bench.connect(Map.of());
    CompletableFuture<SQLException> outcome = failing(() -> Bench.rows(other, query("loops")));
    Leaks.awaitGuest();
    other.abort(Runnable::run);
    assertNotNull(outcome.get());
    // H2's own abort does nothing, so its connection is still there.
    other.close();
    bench.assertUnharmed();
  }

  @Test
  void closeOfTheStatementStopsIt() throws Exception {
    Statement statement = bench.connection().createStatement();
    CompletableFuture<SQLException> outcome =
        failing(
            () -> {
              try (ResultSet result = statement.executeQuery(query("loops"))) {
                Bench.rows(result);
              }
            });
    Leaks.awaitGuest();
    statement.close();
    assertNotNull(outcome.get());
    bench.assertUnharmed();
  }

  @Test
  void foldedCallIsStoppedToo() {
    bench
        .refuses(
            connection -> {
              try (PreparedStatement statement =
                  connection.prepareStatement("SELECT loops(?) FROM SYSTEM_RANGE(1, 2)")) {
                statement.setQueryTimeout(1);
                statement.setLong(1, 0);
                statement.executeQuery().close();
              }
            })
        .state("57014")
        .says("(BIGINT) was stopped", "query timeout", "Set a longer one");
  }

  @Test
  void filterIsStoppedToo() {
    bench
        .refuses(
            connection -> {
              try (Statement statement = connection.createStatement()) {
                statement.setQueryTimeout(1);
                try (ResultSet result =
                    statement.executeQuery("SELECT x FROM SYSTEM_RANGE(0, 5) WHERE loops(x) > 2")) {
                  Bench.rows(result);
                }
              }
            })
        .state("57014");
  }

  @Test
  void startFunctionWithoutEndIsStoppedAtCreate() throws SQLException {
    try (Connection hasty = bench.connect(Map.of("max_call_time", "300 ms"))) {
      bench
          .refuses(
              given -> {
                try (Statement statement = hasty.createStatement()) {
                  statement.execute(
                      """
                      CREATE FUNCTION f(BIGINT) RETURNS BIGINT LANGUAGE WASM AS WAT $$
                        (module
                          (func $s (loop $l (br $l)))
                          (start $s)
                          (func (export "f") (param i64) (result i64) (local.get 0))) $$""");
                }
              })
          .state("57014")
          .says("Module \"f\"", "at its start", "300 ms", "max_call_time");
    }
  }

  @Test
  void infiniteRecursionIsAnErrorOfItsRow() {
    bench
        .refuses("SELECT recurses(v) FROM (VALUES (1, 5), (2, -1)) t(id, v) ORDER BY id")
        .state("38W03")
        .says("recurses(BIGINT)", "row 2", "(n = -1)", "stack");
  }

  @Test
  void infiniteRecursionFromASmallStackIsTheSame() throws Exception {
    CompletableFuture<SQLException> outcome = new CompletableFuture<>();
    Thread small =
        new Thread(
            null,
            () ->
                complete(outcome, () -> bench.rows("SELECT recurses(-x) FROM SYSTEM_RANGE(1, 2)")),
            "small-stack",
            256 << 10);
    small.start();
    new Failure(outcome.get()).state("38W03").says("recurses(BIGINT)", "row 1");
    small.join();
    bench.assertUnharmed();
  }

  @Test
  void deepRecursionThatEndsRuns() throws SQLException {
    assertEquals(List.of("500"), bench.rows("SELECT recurses(x) FROM SYSTEM_RANGE(500, 500)"));
    bench.assertUnharmed();
  }

  private interface Work {
    void run() throws SQLException;
  }

  /** The failure of work that another thread does. */
  private static CompletableFuture<SQLException> failing(Work work) {
    CompletableFuture<SQLException> outcome = new CompletableFuture<>();
    Thread thread = new Thread(() -> complete(outcome, work), "caller");
    thread.start();
    return outcome;
  }

  private static void complete(CompletableFuture<SQLException> outcome, Work work) {
    try {
      work.run();
      outcome.completeExceptionally(new AssertionError("it came back"));
    } catch (SQLException e) {
      outcome.complete(e);
    } catch (Throwable e) {
      outcome.completeExceptionally(e);
    }
  }
}
