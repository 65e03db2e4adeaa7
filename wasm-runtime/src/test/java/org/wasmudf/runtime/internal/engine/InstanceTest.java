package org.wasmudf.runtime.internal.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.GuestException.Kind;

final class InstanceTest {
  private static final String COUNTER =
      """
      (module
        (memory (export "memory") 1 4)
        (data (i32.const 16) "\\07")
        (data $passive "pq")
        (global $count (mut i32) (i32.const 0))
        (global $ratio (mut f64) (f64.const 0.5))
        (type $number (func (result i32)))
        (table $t 4 8 funcref)
        (elem (i32.const 0) $one)
        (elem $later func $two)
        (elem declare func $two)
        (func $one (result i32) (i32.const 1))
        (func $two (result i32) (i32.const 2))
        (func $start
          (global.set $count (i32.const 100))
          (i32.store (i32.const 0) (i32.const 11)))
        (start $start)
        (func (export "next") (result i32)
          (global.set $count (i32.add (global.get $count) (i32.const 1)))
          (i32.store (i32.const 0) (i32.add (i32.load (i32.const 0)) (i32.const 1)))
          (i32.add (global.get $count) (i32.load (i32.const 0))))
        (func (export "halve") (result f64)
          (global.set $ratio (f64.mul (global.get $ratio) (f64.const 0.5)))
          (global.get $ratio))
        (func (export "grow") (result i32) (memory.grow (i32.const 1)))
        (func (export "size") (result i32) (memory.size))
        (func (export "far") (result i32)
          (i32.store8 (i32.const 65540) (i32.const 9)) (i32.load8_u (i32.const 65540)))
        (func (export "through") (result i32) (call_indirect (type $number) (i32.const 0)))
        (func (export "replace") (table.set (i32.const 0) (ref.func $two)))
        (func (export "initTable")
          (table.init $t $later (i32.const 0) (i32.const 0) (i32.const 1)))
        (func (export "growTable") (result i32) (table.grow (ref.null func) (i32.const 2)))
        (func (export "drop") (data.drop $passive) (elem.drop $later))
        (func (export "init") (result i32)
          (memory.init $passive (i32.const 40) (i32.const 0) (i32.const 2))
          (i32.load16_u (i32.const 40)))
        (func (export "trap") unreachable))
      """;

  /** As the kernels do it: restored where the engine can, else a new instance. */
  private static GuestInstance reset(CompiledModule module, GuestInstance guest)
      throws GuestException {
    if (guest.restore()) {
      return guest;
    }
    guest.close();
    GuestInstance fresh = module.instantiate(List.of(), instance -> {});
    fresh.snapshot();
    return fresh;
  }

  @ParameterizedTest
  @EnumSource
  void resetReturnsToTheStateAfterStart(Engine engine) throws GuestException {
    CompiledModule module = engine.compile(COUNTER);
    GuestInstance guest = module.instantiate(List.of(), instance -> {});
    guest.snapshot();
    for (int i = 0; i < 3; i++) {
      assertEquals(113, guest.call("next"));
      assertEquals(115, guest.call("next"));
      assertEquals(0.25, Double.longBitsToDouble(guest.call("halve")));
      guest.memory().write(16, new byte[] {1, 2}, 0, 2);
      assertEquals(1, guest.call("through"));
      guest.call("replace");
      assertEquals(2, guest.call("through"));
      assertEquals('p' | 'q' << 8, guest.call("init"));
      guest.call("drop");
      assertEquals(1, guest.call("grow"));
      assertEquals(9, guest.call("far"));
      assertEquals(2 << 16, guest.memory().size());

      guest = reset(module, guest);
      assertEquals(1, guest.call("size"));
      assertEquals(1 << 16, guest.memory().size());
      byte[] bytes = new byte[2];
      guest.memory().read(16, bytes, 0, 2);
      assertArrayEquals(new byte[] {7, 0}, bytes);
      assertEquals(1, guest.call("grow"));
      assertEquals(0, guest.memory().view().get(65_540), "grown memory is zero again");
      guest = reset(module, guest);
    }
    guest.call("growTable");
    guest = reset(module, guest);
    assertEquals(4, guest.call("growTable"));
    guest.close();
    module.close();
  }

  @ParameterizedTest
  @EnumSource
  void instancesShareNothing(Engine engine) throws GuestException {
    CompiledModule module = engine.compile(COUNTER);
    try (GuestInstance one = module.instantiate(List.of(), instance -> {});
        GuestInstance other = module.instantiate(List.of(), instance -> {})) {
      assertEquals(113, one.call("next"));
      one.call("replace");
      one.call("drop");
      assertEquals(1, one.call("grow"));
      assertEquals(4, one.call("growTable"));
      assertEquals(113, other.call("next"));
      assertEquals(1, other.call("through"));
      assertEquals('p' | 'q' << 8, other.call("init"));
      assertEquals(1, other.call("grow"));
      assertEquals(4, other.call("growTable"));
    }
    try (GuestInstance later = module.instantiate(List.of(), instance -> {})) {
      assertEquals(4, later.call("growTable"));
      assertEquals(6, later.call("growTable"));
      assertEquals(-1, (int) later.call("growTable"));
    }
    module.close();
  }

  @Test
  void trappedInstanceOfEndiveIsNotRestored() throws GuestException {
    try (GuestInstance guest = Engine.ENDIVE.instantiate(COUNTER)) {
      guest.snapshot();
      assertTrue(guest.restore());
      assertEquals(Kind.TRAP, Engine.failure(guest, "trap").kind());
      assertEquals(false, guest.restore());
    }
  }

  @ParameterizedTest
  @EnumSource
  void memoryIsOneLittleEndianView(Engine engine) throws GuestException {
    try (GuestInstance guest = engine.instantiate(COUNTER)) {
      ByteBuffer view = guest.memory().view();
      assertEquals(ByteOrder.LITTLE_ENDIAN, view.order());
      assertEquals(0, view.position());
      assertEquals(1 << 16, view.limit());
      assertEquals(11, view.getInt(0));
      view.putInt(0, 41);
      assertEquals(101 + 42, guest.call("next"));
      assertEquals(1, guest.memory().grow(2));
      assertEquals(3 << 16, guest.memory().view().limit());
      assertEquals(-1, guest.memory().grow(2));
      assertEquals(-1, guest.memory().grow(Integer.MAX_VALUE));
      assertEquals(3, guest.call("size"));
      assertEquals(42, guest.memory().view().getInt(0));
      guest.memory().view().position(100);
      assertEquals(0, guest.memory().view().position());
    }
  }

  @ParameterizedTest
  @EnumSource
  void accessBeyondTheMemoryIsRefused(Engine engine) throws GuestException {
    try (GuestInstance guest = engine.instantiate(COUNTER)) {
      byte[] two = new byte[2];
      for (long address : new long[] {-1, 65_535, 65_537, 1L << 32, Long.MAX_VALUE}) {
        assertThrows(
            IndexOutOfBoundsException.class, () -> guest.memory().read(address, two, 0, 2));
        assertThrows(
            IndexOutOfBoundsException.class, () -> guest.memory().write(address, two, 0, 2));
      }
      guest.memory().write(65_534, two, 0, 2);
      guest.memory().read(65_536, two, 0, 0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void guestWithoutMemoryHasAnEmptyOne(Engine engine) throws GuestException {
    try (GuestInstance guest =
        engine.instantiate("(module (func (export \"f\") (result i64) (i64.const -5)))")) {
      assertEquals(-5, guest.call("f"));
      assertEquals(0, guest.memory().size());
      assertEquals(0, guest.memory().view().limit());
      assertEquals(0, guest.peek(0));
      assertThrows(
          IndexOutOfBoundsException.class, () -> guest.memory().read(0, new byte[1], 0, 1));
      guest.snapshot();
      reset(engine.compile("(module)"), guest).close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void valuesCrossAsRawBits(Engine engine) throws GuestException {
    String wat =
        """
        (module
          (func (export "i32") (param i32) (result i32) (local.get 0))
          (func (export "i64") (param i64) (result i64) (local.get 0))
          (func (export "f32") (param f32) (result f32) (local.get 0))
          (func (export "f64") (param f64) (result f64) (local.get 0))
          (func (export "none") (param i32 i64 f32 f64)))
        """;
    try (GuestInstance guest = engine.instantiate(wat)) {
      assertEquals(-7, guest.call("i32", -7));
      assertEquals(Long.MIN_VALUE, guest.call("i64", Long.MIN_VALUE));
      for (float value : new float[] {1.5f, -0.0f, Float.NEGATIVE_INFINITY}) {
        int bits = Float.floatToRawIntBits(value);
        assertEquals(bits, (int) guest.call("f32", bits));
      }
      for (double value : new double[] {Math.PI, -0.0, Double.MIN_VALUE}) {
        long bits = Double.doubleToRawLongBits(value);
        assertEquals(bits, guest.call("f64", bits));
      }
      assertEquals(0, guest.call("none", 1, 2, 3, 4));
    }
  }

  @ParameterizedTest
  @EnumSource
  void hostFunctionsSeeMemoryAndArgumentsEvenFromTheStartFunction(Engine engine)
      throws GuestException {
    List<String> seen = new ArrayList<>();
    HostFunction note =
        new HostFunction(
            "host",
            "note",
            List.of(ValType.I32, ValType.I64, ValType.F32, ValType.F64),
            List.of(ValType.I64),
            (memory, in) -> {
              seen.add(
                  (int) in[0]
                      + " "
                      + in[1]
                      + " "
                      + Float.intBitsToFloat((int) in[2])
                      + " "
                      + Double.longBitsToDouble(in[3])
                      + " "
                      + memory.view().get(0)
                      + " "
                      + memory.size());
              memory.write(1, new byte[] {55}, 0, 1);
              return in[1] * 2;
            });
    String wat =
        """
        (module
          (import "host" "note" (func $note (param i32 i64 f32 f64) (result i64)))
          (memory 1 2)
          (data (i32.const 0) "!")
          (func $start
            (drop (call $note (i32.const -1) (i64.const 1) (f32.const 0.5) (f64.const -2))))
          (start $start)
          (func (export "run") (result i64)
            (drop (memory.grow (i32.const 1)))
            (i64.add
              (call $note (i32.const 3) (i64.const -4) (f32.const inf) (f64.const 1e300))
              (i64.load8_u (i32.const 1)))))
        """;
    try (GuestInstance guest = engine.instantiate(wat, note)) {
      assertEquals(-8 + 55, guest.call("run"));
    }
    assertEquals(List.of("-1 1 0.5 -2.0 33 65536", "3 -4 Infinity 1.0E300 33 131072"), seen);
  }

  @ParameterizedTest
  @EnumSource
  void memoryBytesCountsWhatIsHeld(Engine engine) throws GuestException {
    try (GuestInstance guest = engine.instantiate(COUNTER)) {
      assertTrue(guest.memoryBytes() >= (1 << 16) + 4 * 8, "one page and four table entries");
      guest.call("grow");
      assertTrue(guest.memoryBytes() >= 2 << 16);
    }
  }

  @ParameterizedTest
  @EnumSource
  void tenThousandInstancesLeaveNothing(Engine engine) throws GuestException {
    // 16,380 live native instances would exhaust the address space.
    CompiledModule module = engine.compile(COUNTER);
    Set<Interruptible> live = new HashSet<>();
    InstanceWatch watch =
        new InstanceWatch() {
          @Override
          public void created(Interruptible instance) {
            live.add(instance);
          }

          @Override
          public void closed(Interruptible instance) {
            live.remove(instance);
          }
        };
    for (int i = 0; i < 10_000; i++) {
      GuestInstance guest = module.instantiate(List.of(), watch);
      if (i % 1000 == 0) {
        assertEquals(113, guest.call("next"));
        assertEquals(1, live.size());
      }
      guest.close();
      guest.close();
    }
    assertTrue(live.isEmpty());
    module.close();
  }

  @ParameterizedTest
  @EnumSource
  void failedStartIsClosed(Engine engine) throws GuestException {
    CompiledModule module = engine.compile("(module (memory 1) (func $f unreachable) (start $f))");
    List<Interruptible> created = new ArrayList<>();
    List<Interruptible> closed = new ArrayList<>();
    InstanceWatch watch =
        new InstanceWatch() {
          @Override
          public void created(Interruptible instance) {
            created.add(instance);
          }

          @Override
          public void closed(Interruptible instance) {
            closed.add(instance);
          }
        };
    for (int i = 0; i < 100; i++) {
      assertThrows(GuestException.class, () -> module.instantiate(List.of(), watch));
    }
    assertEquals(100, created.size());
    assertEquals(created, closed);
    module.close();
  }

  @ParameterizedTest
  @EnumSource
  void closedModuleLetsItsInstancesLive(Engine engine) throws GuestException {
    CompiledModule module = engine.compile(COUNTER);
    GuestInstance guest = module.instantiate(List.of(), instance -> {});
    module.close();
    module.close();
    assertEquals(113, guest.call("next"));
    guest.close();
  }

  @Test
  void classesOfAnEndiveModuleAreUnloaded() throws GuestException {
    ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
    long before = classes.getUnloadedClassCount();
    try (GuestInstance guest = Engine.ENDIVE.instantiate(COUNTER)) {
      assertEquals(113, guest.call("next"));
    }
    for (int i = 0; i < 50 && classes.getUnloadedClassCount() == before; i++) {
      System.gc();
    }
    assertTrue(classes.getUnloadedClassCount() > before);
  }
}
