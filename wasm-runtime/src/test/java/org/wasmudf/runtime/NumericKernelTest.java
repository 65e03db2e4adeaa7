package org.wasmudf.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Row functions over numbers. */
class NumericKernelTest {
  private static final byte[] ADD =
      Guests.wat(
          "(module (func (export \"add\") (param i64 i64) (result i64)"
              + " (i64.add (local.get 0) (local.get 1))))");

  private static final byte[] CHECKED =
      Guests.wat(
          """
          (module (func $check (export "check") (param $x i64) (result i64)
            (if (i64.lt_s (local.get $x) (i64.const 0)) (then unreachable))
            (i64.mul (local.get $x) (i64.const 2))))
          """);

  @ParameterizedTest
  @EnumSource(names = {"ENDIVE", "WASMTIME"})
  void addsColumns(EngineChoice engine) throws GuestException {
    try (Batch batch =
        new Batch(Guests.function(ADD, "add", "BIGINT", "BIGINT", "BIGINT"), engine)) {
      batch.column(0, 1L, 2L, 3L).column(1, 10L, 20L, 30L);
      assertNull(batch.run());
      assertEquals(List.of(11L, 22L, 33L), batch.results());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ENDIVE", "WASMTIME"})
  void nullArgumentsSkipTheGuest(EngineChoice engine) throws GuestException {
    try (Batch batch =
        new Batch(Guests.function(ADD, "add", "BIGINT", "BIGINT", "BIGINT"), engine)) {
      batch.column(0, null, 2L, 3L, null, 5L).column(1, 10L, null, 30L, null, 50L);
      assertNull(batch.run());
      assertEquals(Arrays.asList(null, null, 33L, null, 55L), batch.results());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ENDIVE", "WASMTIME"})
  void aTrapBelongsToItsRowAndTheRestCanGoOn(EngineChoice engine) throws GuestException {
    try (Batch batch = new Batch(Guests.function(CHECKED, "check", "x BIGINT", "BIGINT"), engine)) {
      batch.column(0, 1L, null, 2L, -1L, 4L);
      RowFailure failure = Objects.requireNonNull(batch.run());
      assertEquals(3, failure.row());
      assertEquals(Arrays.asList(2L, null, 4L), batch.results());
      assertEquals(GuestException.Kind.TRAP, failure.cause().kind());
      assertEquals(
          "Function check(BIGINT) trapped at row 12 with (x = -1): unreachable"
              + (engine == EngineChoice.ENDIVE ? " [in $check]." : "."),
          failure.at(12).getMessage());
      assertNull(batch.run(4, 5));
      batch.result.setNull(3);
      assertEquals(Arrays.asList(2L, null, 4L, null, 8L), batch.results());
    }
  }
}
