package org.wasmudf.runtime.internal.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
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
final class StopTest {
  private static final Duration LONG = Duration.ofHours(1);

  /** What runs (nearly) for ever: fields of a module whose function $run does it. */
  private static Map<String, String> endless() {
    Map<String, String> kinds = new LinkedHashMap<>();
    kinds.put("br", "(func $run (loop (br 0)))");
    kinds.put("br_if", "(func $run (loop (br_if 0 (i32.const 1))))");
    kinds.put("br_table", "(func $run (loop (br_table 0 0 (i32.const 0))))");
    kinds.put(
        "nested br", "(func $run (loop $out (loop $in (br_if $out (i32.const 1)) (br $in))))");
    kinds.put(
        "tree recursion",
        """
        (func $tree (param i32)
          (if (local.get 0) (then
            (call $tree (i32.sub (local.get 0) (i32.const 1)))
            (call $tree (i32.sub (local.get 0) (i32.const 1))))))
        (func $run (call $tree (i32.const 60)))
        """);
    kinds.put(
        "mutual recursion",
        """
        (func $even (param i32) (result i32)
          (if (result i32) (local.get 0)
            (then (i32.add
              (call $odd (i32.sub (local.get 0) (i32.const 1)))
              (call $odd (i32.sub (local.get 0) (i32.const 1)))))
            (else (i32.const 1))))
        (func $odd (param i32) (result i32)
          (i32.add (i32.const 1) (call $even (local.get 0))))
        (func $run (drop (call $even (i32.const 60))))
        """);
    kinds.put(
        "call_indirect recursion",
        """
        (type $node (func (param i32)))
        (table 1 1 funcref)
        (elem (i32.const 0) $node)
        (func $node (type $node)
          (if (local.get 0) (then
            (call_indirect (type $node) (i32.sub (local.get 0) (i32.const 1)) (i32.const 0))
            (call_indirect (type $node) (i32.sub (local.get 0) (i32.const 1)) (i32.const 0)))))
        (func $run (call $node (i32.const 60)))
        """);
    kinds.put("calls without recursion", doublingCalls());
    kinds.put(
        "memory.fill",
        "(func $run (loop (memory.fill (i32.const 0) (i32.const 7) (i32.const 0x1000000)) (br 0)))");
    kinds.put(
        "memory.copy",
        "(func $run (loop (memory.copy (i32.const 1) (i32.const 0) (i32.const 0xffffff)) (br"
            + " 0)))");
    kinds.put(
        "memory.grow", "(func $run (loop (br_if 0 (i32.eqz (memory.grow (i32.const 0))))(br 0)))");
    kinds.put(
        "table.fill",
        """
        (table 100000 100000 funcref)
        (func $run (loop
          (table.fill (i32.const 0) (ref.null func) (i32.const 100000)) (br 0)))
        """);
    kinds.put(
        "table.copy",
        """
        (table 100000 100000 funcref)
        (func $run (loop
          (table.copy (i32.const 0) (i32.const 1) (i32.const 99999)) (br 0)))
        """);
    kinds.put("host calls", "(func $run (loop (call $running) (br 0)))");
    return kinds;
  }

  /** 50 functions, each of which calls the next one twice: 2^50 calls, no loop, no recursion. */
  private static String doublingCalls() {
    StringBuilder fields = new StringBuilder("(func $f0)\n");
    for (int i = 1; i <= 50; i++) {
      fields.append("(func $f%d (call $f%d) (call $f%d))%n".formatted(i, i - 1, i - 1));
    }
    return fields.append("(func $run (call $f50))").toString();
  }

  private static String module(String fields, String run) {
    return """
        (module
          (import "host" "running" (func $running))
          (memory 256 256)
          %s
          (func $main (call $running) (call $run))
          %s)
        """
        .formatted(fields, run);
  }

  static Stream<Arguments> kinds() {
    return Arrays.stream(Engine.values())
        .flatMap(
            engine ->
                endless().entrySet().stream()
                    .map(kind -> Arguments.of(engine, kind.getKey(), kind.getValue())));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("kinds")
  void cancelStopsTheGuest(Engine engine, String kind, String fields) throws Exception {
    assertCancelled(
        engine, module(fields, "(export \"run\" (func $main))"), guest -> guest.call("run"));
  }

  @ParameterizedTest
  @EnumSource
  void cancelStopsTheStartFunction(Engine engine) throws Exception {
    assertCancelled(engine, module("(func $run (loop (br 0)))", "(start $main)"), guest -> 0L);
  }

  private interface Use {
    long run(GuestInstance guest) throws GuestException;
  }

  private static void assertCancelled(Engine engine, String wat, Use use) throws Exception {
    GuestThreads threads = new GuestThreads(Duration.ofMillis(1));
    GuestWatch watch = new GuestWatch(threads, Duration.ofMillis(1));
    CompiledModule module = engine.compile(wat);
    CountDownLatch running = new CountDownLatch(1);
    HostFunction tell =
        new HostFunction(
            "host",
            "running",
            List.of(),
            List.of(),
            (memory, in) -> {
              running.countDown();
              return 0;
            });
    try (GuestWorker worker = new GuestWorker(threads, watch, LONG)) {
      GuestTask<Long> task =
          worker.submit(
              () -> {
                try (GuestInstance guest = module.instantiate(List.of(tell), worker)) {
                  return use.run(guest);
                } finally {
                  assertFalse(Thread.currentThread().isInterrupted());
                }
              });
      assertTrue(running.await(1, TimeUnit.MINUTES));
      worker.cancel();
      GuestException stopped = assertThrows(GuestException.class, task::await);
      assertEquals(Kind.STOPPED, stopped.kind());
      assertEquals("cancelled", stopped.getMessage());
      assertTrue(task.isDone(), "the guest runs on although its caller was told that it stopped");
    }
    assertFalse(Thread.currentThread().isInterrupted());
    module.close();
  }

  @ParameterizedTest
  @EnumSource
  void stoppedInstanceIsDead(Engine engine) throws GuestException {
    try (GuestInstance guest =
        engine.instantiate("(module (func (export \"f\") (result i32) (i32.const 1)))")) {
      guest.snapshot();
      assertEquals(1, guest.call("f"));
      guest.interrupt("enough");
      guest.interrupt("later reasons do not count");
      GuestException failure = Engine.failure(guest, "f");
      assertEquals(Kind.STOPPED, failure.kind());
      assertEquals("enough", failure.getMessage());
      assertFalse(guest.restore());
    }
  }

  @ParameterizedTest
  @EnumSource
  void stoppingOneGuestLeavesTheOthersRunning(Engine engine) throws Exception {
    String wat =
        """
        (module
          (import "host" "running" (func $running))
          (memory (export "memory") 1 1)
          (func (export "run") (result i32)
            (call $running)
            (loop (br_if 0 (i32.eqz (i32.load8_u (i32.const 0)))))
            (i32.const 42)))
        """;
    CompiledModule module = engine.compile(wat);
    CountDownLatch running = new CountDownLatch(2);
    HostFunction tell =
        new HostFunction(
            "host",
            "running",
            List.of(),
            List.of(),
            (memory, in) -> {
              running.countDown();
              return 0;
            });
    try (GuestWorker first = new GuestWorker(LONG);
        GuestWorker second = new GuestWorker(LONG);
        GuestInstance one = module.instantiate(List.of(tell), first);
        GuestInstance other = module.instantiate(List.of(tell), second)) {
      GuestTask<Long> stops = first.submit(() -> one.call("run"));
      ByteBuffer memory = other.memory().view();
      GuestTask<Long> stays = second.submit(() -> other.call("run"));
      assertTrue(running.await(1, TimeUnit.MINUTES));
      first.cancel();
      assertEquals(Kind.STOPPED, assertThrows(GuestException.class, stops::await).kind());
      memory.put(0, (byte) 1);
      assertEquals(42, stays.await());
    }
    module.close();
  }

  @ParameterizedTest
  @EnumSource
  void callWithoutAFinishedRowIsStopped(Engine engine) throws GuestException {
    CompiledModule module = engine.compile("(module (func (export \"run\") (loop (br 0))))");
    try (GuestWorker worker = new GuestWorker(Duration.ofMillis(50))) {
      GuestException stopped =
          assertThrows(
              GuestException.class,
              () ->
                  worker.call(
                      () -> {
                        try (GuestInstance guest = module.instantiate(List.of(), worker)) {
                          return guest.call("run");
                        }
                      }));
      assertEquals(Kind.STOPPED, stopped.kind());
      assertEquals("no row was finished for 50 ms. Set max_call_time higher", stopped.getMessage());
    }
    module.close();
  }

  @ParameterizedTest
  @EnumSource
  void rowCounterCanBeReadWhileTheGuestRuns(Engine engine) throws Exception {
    String wat =
        """
        (module
          (memory (export "memory") 1 1)
          (func (export "run")
            (loop $rows
              (i32.store (i32.const 8) (i32.add (i32.load (i32.const 8)) (i32.const 1)))
              (br $rows))))
        """;
    CompiledModule module = engine.compile(wat);
    try (GuestWorker worker = new GuestWorker(LONG);
        GuestInstance guest = module.instantiate(List.of(), worker)) {
      CountDownLatch counted = new CountDownLatch(3);
      worker.progress(
          () -> {
            int rows = guest.peek(8);
            if (rows != 0) {
              counted.countDown();
            }
            return rows;
          });
      GuestTask<Long> task = worker.submit(() -> guest.call("run"));
      assertTrue(counted.await(1, TimeUnit.MINUTES));
      assertEquals(0, guest.peek(65_533));
      assertEquals(0, guest.peek(-1));
      worker.cancel();
      assertThrows(GuestException.class, task::await);
    }
    module.close();
  }

  @ParameterizedTest
  @EnumSource
  void queryTimeoutStopsTheGuest(Engine engine) throws GuestException {
    CompiledModule module = engine.compile("(module (func (export \"run\") (loop (br 0))))");
    try (GuestWorker worker = new GuestWorker(LONG)) {
      worker.timeout(Duration.ofSeconds(100));
      worker.timeout(Duration.ofMillis(30));
      GuestException stopped =
          assertThrows(
              GuestException.class,
              () ->
                  worker.call(
                      () -> {
                        try (GuestInstance guest = module.instantiate(List.of(), worker)) {
                          return guest.call("run");
                        }
                      }));
      assertEquals(Kind.STOPPED, stopped.kind());
      assertEquals(
          "the query timeout of the statement has passed. Set a longer one", stopped.getMessage());
    }
    module.close();
  }

  @ParameterizedTest
  @EnumSource
  void interruptOfTheCallerStopsTheGuestAndStaysSet(Engine engine) throws GuestException {
    CompiledModule module = engine.compile("(module (func (export \"run\") (loop (br 0))))");
    try (GuestWorker worker = new GuestWorker(LONG)) {
      Thread.currentThread().interrupt();
      GuestException stopped =
          assertThrows(
              GuestException.class,
              () ->
                  worker.call(
                      () -> {
                        try (GuestInstance guest = module.instantiate(List.of(), worker)) {
                          return guest.call("run");
                        }
                      }));
      assertTrue(Thread.interrupted());
      assertEquals(Kind.STOPPED, stopped.kind());
      assertEquals("cancelled: the calling thread was interrupted", stopped.getMessage());
    }
    module.close();
  }

  @ParameterizedTest
  @EnumSource
  void foreignInterruptIsNeitherTakenNorLost(Engine engine) throws GuestException {
    String wat =
        """
        (module
          (func (export "f") (result i32) (local i32)
            (loop
              (br_if 0 (i32.lt_u
                (local.tee 0 (i32.add (local.get 0) (i32.const 1))) (i32.const 1000))))
            (local.get 0)))
        """;
    try (GuestInstance guest = engine.instantiate(wat)) {
      Thread.currentThread().interrupt();
      assertEquals(1000, guest.call("f"));
      assertTrue(Thread.interrupted());
      assertEquals(1000, guest.call("f"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void closeWhileTheGuestRunsStopsItFirst(Engine engine) throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    HostFunction tell =
        new HostFunction(
            "host",
            "running",
            List.of(),
            List.of(),
            (memory, in) -> {
              running.countDown();
              return 0;
            });
    try (GuestWorker worker = new GuestWorker(LONG)) {
      GuestInstance guest =
          engine
              .compile(module("(func $run (loop (br 0)))", "(export \"run\" (func $main))"))
              .instantiate(List.of(tell), worker);
      GuestTask<Long> task = worker.submit(() -> guest.call("run"));
      assertTrue(running.await(1, TimeUnit.MINUTES));
      guest.close();
      assertEquals(Kind.STOPPED, assertThrows(GuestException.class, task::await).kind());
      assertEquals(0, guest.peek(0));
      guest.close();
      guest.interrupt("after close");
    }
  }
}
