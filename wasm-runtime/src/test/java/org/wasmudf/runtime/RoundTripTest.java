package org.wasmudf.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.wasmudf.store.SqlType;

/** Every type goes through a guest that gives its argument back, and comes out the same. */
class RoundTripTest {
  private static final byte[] ROW_DIRECT =
      Guests.wat(
          """
          (module
            (func (export "i32") (param i32) (result i32) (local.get 0))
            (func (export "i64") (param i64) (result i64) (local.get 0))
            (func (export "f32") (param f32) (result f32) (local.get 0))
            (func (export "f64") (param f64) (result f64) (local.get 0))
            (func (export "bytes") (param i32 i32) (result i64)
              (i64.or (i64.shl (i64.extend_i32_u (local.get 0)) (i64.const 32))
                (i64.extend_i32_u (local.get 1)))))
          """);

  private static final byte[] COLUMNAR =
      Guests.wat(
          """
          (module
            (memory 1)
            (func $argument (param $args i32) (result i32)
              (i32.load (i32.load offset=44 (local.get $args))))
            (func $buffer (param $array i32) (param $n i32) (result i32)
              (i32.load (i32.add (i32.load offset=40 (local.get $array))
                (i32.shl (local.get $n) (i32.const 2)))))
            (func $set (param $array i32) (param $n i32) (param $to i32)
              (i32.store (i32.add (i32.load offset=40 (local.get $array))
                (i32.shl (local.get $n) (i32.const 2))) (local.get $to)))
            (func $valid (param $args i32) (param $rows i32) (param $result i32)
              (local $from i32)
              (local.set $from (call $buffer (call $argument (local.get $args)) (i32.const 0)))
              (if (local.get $from) (then
                (memory.copy (call $buffer (local.get $result) (i32.const 0)) (local.get $from)
                  (i32.shr_u (i32.add (local.get $rows) (i32.const 7)) (i32.const 3))))))
            (func $copy (param $args i32) (param $rows i32) (param $result i32) (param $bytes i32)
              (result i32)
              (call $valid (local.get $args) (local.get $rows) (local.get $result))
              (memory.copy (call $buffer (local.get $result) (i32.const 1))
                (call $buffer (call $argument (local.get $args)) (i32.const 1)) (local.get $bytes))
              (i32.const 0))
            (func (export "bits") (param i32 i32 i32) (result i32)
              (call $copy (local.get 0) (local.get 1) (local.get 2)
                (i32.shr_u (i32.add (local.get 1) (i32.const 7)) (i32.const 3))))
            (func (export "w1") (param i32 i32 i32) (result i32)
              (call $copy (local.get 0) (local.get 1) (local.get 2) (local.get 1)))
            (func (export "w2") (param i32 i32 i32) (result i32)
              (call $copy (local.get 0) (local.get 1) (local.get 2)
                (i32.shl (local.get 1) (i32.const 1))))
            (func (export "w4") (param i32 i32 i32) (result i32)
              (call $copy (local.get 0) (local.get 1) (local.get 2)
                (i32.shl (local.get 1) (i32.const 2))))
            (func (export "w8") (param i32 i32 i32) (result i32)
              (call $copy (local.get 0) (local.get 1) (local.get 2)
                (i32.shl (local.get 1) (i32.const 3))))
            (func (export "w16") (param i32 i32 i32) (result i32)
              (call $copy (local.get 0) (local.get 1) (local.get 2)
                (i32.shl (local.get 1) (i32.const 4))))
            (func (export "w32") (param i32 i32 i32) (result i32)
              (call $copy (local.get 0) (local.get 1) (local.get 2)
                (i32.shl (local.get 1) (i32.const 5))))
            (func (export "bytes") (param $args i32) (param $rows i32) (param $result i32)
              (result i32)
              (call $valid (local.get $args) (local.get $rows) (local.get $result))
              (call $set (local.get $result) (i32.const 1)
                (call $buffer (call $argument (local.get $args)) (i32.const 1)))
              (call $set (local.get $result) (i32.const 2)
                (call $buffer (call $argument (local.get $args)) (i32.const 2)))
              (i32.const 0))
            ;; the elements' struct is the argument's own
            (func (export "list") (param $args i32) (param $rows i32) (param $result i32)
              (result i32)
              (call $valid (local.get $args) (local.get $rows) (local.get $result))
              (call $set (local.get $result) (i32.const 1)
                (call $buffer (call $argument (local.get $args)) (i32.const 1)))
              (i32.store (i32.load offset=44 (local.get $result))
                (i32.load (i32.load offset=44 (call $argument (local.get $args)))))
              (i32.const 0)))
          """);

  private static final String[] SCALARS = {
    "BOOLEAN i32 bits",
    "TINYINT i32 w1",
    "SMALLINT i32 w2",
    "INTEGER i32 w4",
    "BIGINT i64 w8",
    "UInt8 i32 w1",
    "UInt16 i32 w2",
    "UInt32 i32 w4",
    "UInt64 i64 w8",
    "REAL f32 w4",
    "DOUBLE f64 w8",
    "VARCHAR bytes bytes",
    "VARCHAR(40) bytes bytes",
    "JSON bytes bytes",
    "VARBINARY bytes bytes",
    "DATE i32 w4",
    "TIME(6) i64 w8",
    "TIME(9) i64 w8",
    "TIMESTAMP(3) i64 w8",
    "TIMESTAMP(9) i64 w8",
    "TIMESTAMPTZ i64 w8",
    "DECIMAL(9,2) - w16",
    "DECIMAL(38,10) - w16",
    "DECIMAL(76,5) - w32",
    "UUID - w16",
    "Int128 - w16",
    "UInt128 - w16",
    "INTEGER[] - list",
    "VARCHAR[] - list",
    "BOOLEAN[] - list",
    "BIGINT[][] - list"
  };

  static Stream<Arguments> cases() {
    List<Arguments> cases = new ArrayList<>();
    for (EngineChoice engine : List.of(EngineChoice.ENDIVE, EngineChoice.WASMTIME)) {
      for (String scalar : SCALARS) {
        String[] parts = scalar.split(" ", -1);
        if (!parts[1].equals("-")) {
          cases.add(
              Arguments.of(
                  engine, parts[0], Guests.function(ROW_DIRECT, parts[1], parts[0], parts[0])));
        }
        cases.add(
            Arguments.of(
                engine,
                parts[0],
                Guests.function(COLUMNAR, parts[2], parts[0], parts[0]).columnar()));
        cases.add(
            Arguments.of(
                engine,
                parts[0],
                Guests.function(COLUMNAR, parts[2], parts[0], parts[0]).columnar().calledOnNull()));
      }
    }
    return cases.stream();
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("cases")
  void comesBackAsItWas(EngineChoice engine, String type, Guests.Declared function)
      throws GuestException {
    Random random = new Random(type.hashCode());
    try (Batch batch = new Batch(function, engine)) {
      for (int size : new int[] {0, 1, 7, 64, 1000, 8192}) {
        for (int nulls : new int[] {0, 5, 1}) {
          List<@Nullable Object> values = new ArrayList<>();
          for (int i = 0; i < size; i++) {
            boolean isNull = nulls > 0 && random.nextInt(nulls) == 0;
            values.add(isNull ? null : value(Guests.type(type), random));
          }
          batch.column(0, values);
          assertNull(batch.run());
          assertEquals(values, batch.results());
          if (size > 10) {
            // The second part begins at a row that is no multiple of 8.
            batch.result.clear();
            assertNull(batch.run(0, 5));
            assertNull(batch.run(5, size));
            assertEquals(values, batch.results());
          }
        }
      }
    }
  }

  private static Object value(SqlType type, Random random) {
    if (type instanceof SqlType.Bool) {
      return random.nextBoolean();
    } else if (type instanceof SqlType.Int integer) {
      int unused = 64 - integer.bits();
      long bits = random.nextInt(10) == 0 ? -(random.nextLong() >>> 63) : random.nextLong();
      return integer.signed() ? bits << unused >> unused : bits << unused >>> unused;
    } else if (type instanceof SqlType.FloatingPoint number) {
      double value = random.nextGaussian() * 1e6;
      return number.bits() == 32 ? (Object) (float) value : (Object) value;
    } else if (type instanceof SqlType.Decimal decimal) {
      BigInteger digits =
          new BigInteger(random.nextInt(250) + 1, random)
              .mod(BigInteger.TEN.pow(decimal.precision()));
      return new BigDecimal(random.nextBoolean() ? digits : digits.negate(), decimal.scale());
    } else if (type instanceof SqlType.Int128 integer && integer.signed()) {
      BigInteger digits = new BigInteger(126, random).mod(BigInteger.TEN.pow(38));
      return new BigDecimal(random.nextBoolean() ? digits : digits.negate());
    } else if (type instanceof SqlType.Text || type instanceof SqlType.Json) {
      StringBuilder text = new StringBuilder();
      for (int left = random.nextInt(random.nextInt(20) == 0 ? 40 : 8); left > 0; left--) {
        text.appendCodePoint(
            switch (random.nextInt(8)) {
              case 0 -> 0xe4;
              case 1 -> 0x20ac;
              case 2 -> 0x1f600;
              default -> 'a' + random.nextInt(26);
            });
      }
      return text.toString();
    } else if (type instanceof SqlType.Binary) {
      return bytes(random, random.nextInt(20));
    } else if (type instanceof SqlType.Uuid || type instanceof SqlType.Int128) {
      return bytes(random, 16);
    } else if (type instanceof SqlType.Date) {
      return (long) random.nextInt();
    } else if (type instanceof SqlType.Time time) {
      return (long)
          (random.nextDouble() * (time.precision() > 6 ? 86_400_000_000_000L : 86_400_000_000L));
    } else if (type instanceof SqlType.Timestamp) {
      return random.nextLong();
    } else if (type instanceof SqlType.Array array) {
      List<@Nullable Object> items = new ArrayList<>();
      for (int left = random.nextInt(4); left > 0; left--) {
        items.add(random.nextInt(5) == 0 ? null : value(array.element(), random));
      }
      return items;
    }
    throw new AssertionError(type);
  }

  private static List<Object> bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Values.list(bytes);
  }
}
