package org.wasmudf.runtime.internal.engine.endive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.GuestException.Kind;
import org.wasmudf.runtime.internal.engine.Engine;
import org.wasmudf.runtime.internal.engine.GuestInstance;

final class EndiveEngineTest {
  /** A function of more than 64 KiB of JVM bytecode, the most that a method may have. */
  private static String large() {
    return "(module (func $big (export \"big\") (param i64) (result i64) (local.get 0)"
        + " (i64.const 123456789) i64.add (i64.const 987654321) i64.xor".repeat(9000)
        + "))";
  }

  @Test
  void functionBeyondTheLimitsOfTheJvmIsRefusedByName() {
    GuestException refused =
        assertThrows(GuestException.class, () -> Engine.ENDIVE.compile(large()));
    assertEquals(Kind.ENGINE, refused.kind());
    assertEquals(
        "The engine endive cannot run this module: function 0 (name: big) becomes more than 64 KiB"
            + " of JVM bytecode, the most that a method may have. Use engine=wasmtime, or split the"
            + " function.",
        refused.getMessage());
  }

  @Test
  void wasmtimeTakesFunctionsOfAnySize() throws GuestException {
    try (GuestInstance guest = Engine.WASMTIME.instantiate(large())) {
      long expected = 5;
      for (int i = 0; i < 9000; i++) {
        expected = (expected + 123_456_789) ^ 987_654_321;
      }
      assertEquals(expected, guest.call("big", 5));
    }
  }

  @ParameterizedTest
  @EnumSource
  void damagedNameSectionDoesNotMatter(Engine engine) throws GuestException {
    byte[] module = Engine.assemble("(module (func (export \"f\") (result i32) (i32.const 7)))");
    ByteArrayOutputStream damaged = new ByteArrayOutputStream();
    damaged.writeBytes(module);
    byte[] name = "name".getBytes(StandardCharsets.US_ASCII);
    damaged.write(0);
    damaged.write(1 + name.length + 3);
    damaged.write(name.length);
    damaged.writeBytes(name);
    damaged.writeBytes(new byte[] {1, 100, 50});
    try (GuestInstance guest =
        engine.get().compile(damaged.toByteArray()).instantiate(List.of(), instance -> {})) {
      assertEquals(7, guest.call("f"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void manyFunctionsAndParametersWork(Engine engine) throws GuestException {
    StringBuilder wat = new StringBuilder("(module ");
    for (int i = 0; i < 3000; i++) {
      wat.append("(func $f%d (result i32) ".formatted(i));
      wat.append(
          i == 0 ? "(i32.const 1))" : "(i32.add (i32.const 1) (call $f%d)))".formatted(i - 1));
    }
    wat.append("(func $wide")
        .append(" (param i64)".repeat(300))
        .append(" (result i64) (local i64)");
    wat.append("(local.set 300 (local.get 299)) (i64.add (local.get 0) (local.get 300)))");
    wat.append("(func (export \"depth\") (result i32) (call $f%d))".formatted(500));
    wat.append("(func (export \"wide\") (result i64) (call $wide ");
    for (int i = 0; i < 300; i++) {
      wat.append("(i64.const ").append(i + 1).append(')');
    }
    wat.append(")))");
    try (GuestInstance guest = engine.instantiate(wat.toString())) {
      assertEquals(501, guest.call("depth"));
      assertEquals(301, guest.call("wide"));
    }
  }
}
