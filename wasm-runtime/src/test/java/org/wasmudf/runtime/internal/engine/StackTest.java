package org.wasmudf.runtime.internal.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.GuestException.Kind;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class StackTest {
  private static final long SMALL_STACK = 256 << 10;

  private static final List<String> ENDLESS =
      List.of(
          """
          (func $run (result i64) (i64.add (call $run) (i64.const 1)))
          """,
          """
          (func $a (param i64) (result i64) (i64.add (call $b (local.get 0)) (i64.const 1)))
          (func $b (param i64) (result i64) (i64.mul (call $a (local.get 0)) (i64.const 3)))
          (func $run (result i64) (call $a (i64.const 1)))
          """,
          """
          (type $t (func (result i64)))
          (table 1 funcref)
          (elem (i32.const 0) $run)
          (func $run (type $t)
            (i64.add (call_indirect (type $t) (i32.const 0)) (i64.const 1)))
          """,
          """
          (func $run (result i64) (call $host) (i64.add (call $run) (i64.const 1)))
          """,
          // Touches memory at every depth, so that the stack can end in any of its operations.
          """
          (func $run (result i64)
            (i64.store (i32.const 8) (i64.add (i64.load (i32.const 8)) (i64.const 1)))
            (f32.store (i32.const 16) (f32.load (i32.const 16)))
            (i32.store16 (i32.const 24) (i32.load8_u (i32.const 24)))
            (memory.fill (i32.const 32) (i32.const 1) (i32.const 8))
            (memory.copy (i32.const 40) (i32.const 32) (i32.const 8))
            (drop (i32.div_s (i32.const 7) (i32.load (i32.const 32))))
            (i64.add (call $run) (i64.const 1)))
          """);

  static Stream<Arguments> endless() {
    return Arrays.stream(Engine.values())
        .flatMap(engine -> ENDLESS.stream().map(fields -> Arguments.of(engine, fields)));
  }

  private static GuestInstance instantiate(Engine engine, String fields) throws GuestException {
    HostFunction host =
        new HostFunction("host", "host", List.of(), List.of(), (memory, in) -> memory.size());
    return engine.instantiate(
        """
        (module
          (import "host" "host" (func $host))
          (memory 1)
          %s
          (func (export "run") (result i64) (call $run))
          (func (export "fine") (result i64) (i64.load (i32.const 0))))
        """
            .formatted(fields),
        host);
  }

  @ParameterizedTest
  @MethodSource("endless")
  void endlessRecursionIsAnErrorOfTheGuest(Engine engine, String fields) throws GuestException {
    try (GuestWorker worker = new GuestWorker(Duration.ofMinutes(1))) {
      GuestException failure =
          worker.call(
              () -> {
                try (GuestInstance guest = instantiate(engine, fields)) {
                  return Engine.failure(guest, "run");
                }
              });
      assertEquals(Kind.STACK, failure.kind(), failure.getMessage());
      assertEquals("call stack exhausted", failure.getMessage());
    }
  }

  @ParameterizedTest
  @MethodSource("endless")
  void threadWithASmallStackSurvivesToo(Engine engine, String fields) throws Exception {
    // Twice: what the first time interrupts may not be broken for the second.
    for (int i = 0; i < 2; i++) {
      FutureTask<GuestException> run =
          new FutureTask<>(
              () -> {
                try (GuestInstance guest = instantiate(engine, fields)) {
                  return Engine.failure(guest, "run");
                }
              });
      Thread thread = new Thread(null, run, "small", SMALL_STACK);
      thread.start();
      assertEquals(Kind.STACK, run.get().kind());
    }
    try (GuestInstance guest = instantiate(engine, ENDLESS.get(0))) {
      assertEquals(0, guest.call("fine"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void guestThreadsHaveRoomForOrdinaryRecursion(Engine engine) throws GuestException {
    String wat =
        """
        (module
          (func $sum (export "sum") (param i64) (result i64)
            (if (result i64) (i64.eqz (local.get 0))
              (then (i64.const 0))
              (else (i64.add
                (local.get 0) (call $sum (i64.sub (local.get 0) (i64.const 1))))))))
        """;
    try (GuestWorker worker = new GuestWorker(Duration.ofMinutes(1))) {
      long sum =
          worker.call(
              () -> {
                try (GuestInstance guest = engine.instantiate(wat)) {
                  return guest.call("sum", 1000);
                }
              });
      assertEquals(500_500, sum);
    }
  }
}
