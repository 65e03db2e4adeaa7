package org.wasmudf.integration.badinput;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.wasmudf.integration.support.Wasm.bytes;
import static org.wasmudf.integration.support.Wasm.join;
import static org.wasmudf.integration.support.Wasm.number;
import static org.wasmudf.integration.support.Wasm.section;
import static org.wasmudf.integration.support.Wasm.text;
import static org.wasmudf.integration.support.Wasm.vector;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.wasmudf.integration.support.Bench;
import org.wasmudf.integration.support.Engine;
import org.wasmudf.integration.support.Wasm;

/** WebAssembly beyond what both engines run right: refused by name and place, on both alike. */
@ParameterizedClass
@EnumSource(Engine.class)
final class RefusedFeatureTest {
  private final Engine engine;
  private final Bench bench;

  RefusedFeatureTest(Engine engine) {
    this.engine = engine;
    this.bench = new Bench(engine);
  }

  @AfterEach
  void close() throws SQLException {
    bench.close();
  }

  /**
   * A module that uses a feature.
   *
   * @param remedy a part of what the message tells to do
   */
  private record Case(String what, String feature, String remedy, byte[] module) {
    @Override
    public String toString() {
      return what;
    }
  }

  private static byte[] memory(int... limits) {
    return section(Wasm.MEMORY, vector(bytes(limits)));
  }

  private static byte[] type(int... type) {
    return Wasm.module(section(Wasm.TYPE, vector(bytes(type))));
  }

  static Stream<Case> refused() {
    String threads = "-pthread";
    String exceptions = "panic=abort";
    String gc = "linear memory";
    byte[] twoMemories = section(Wasm.MEMORY, vector(bytes(0, 1), bytes(0, 1)));
    return Stream.of(
        new Case("a struct type", "GC", gc, type(0x5f, 1, 0x7f, 0)),
        new Case("an array type", "GC", gc, type(0x5e, 0x7f, 0)),
        new Case("a recursive group", "GC", gc, type(0x4e, 1, 0x60, 0, 0)),
        new Case("a subtype", "GC", gc, type(0x50, 0, 0x60, 0, 0)),
        new Case("i31", "GC", gc, Wasm.withBody(0x41, 1, 0xfb, 0x1c, 0x1a, 0x20, 0)),
        new Case(
            "a tag",
            "exceptions",
            exceptions,
            Wasm.module(Wasm.longToLong(), section(Wasm.TAG, vector(bytes(0, 0))))),
        new Case("throw", "exceptions", exceptions, Wasm.withBody(0x08, 0)),
        new Case(
            "try_table", "exceptions", exceptions, Wasm.withBody(0x1f, 0x40, 0, 0x0b, 0x20, 0)),
        new Case("try", "exceptions", exceptions, Wasm.withBody(0x06, 0x40, 0x0b, 0x20, 0)),
        new Case("return_call", "tail calls", "musttail", Wasm.withBody(0x20, 0, 0x12, 0)),
        new Case(
            "return_call_indirect",
            "tail calls",
            "musttail",
            Wasm.withSections(
                section(Wasm.TABLE, vector(bytes(0x70, 0, 1))), 0x20, 0, 0x41, 0, 0x13, 0, 0)),
        new Case(
            "a shared memory", "threads", threads, Wasm.withSections(memory(3, 1, 2), 0x20, 0)),
        new Case(
            "an atomic load",
            "threads",
            threads,
            Wasm.withSections(memory(0, 1), 0x41, 0, 0xfe, 0x11, 3, 0)),
        new Case("a fence", "threads", threads, Wasm.withBody(0xfe, 3, 0, 0x20, 0)),
        new Case("memory64", "memory64", "wasm32", Wasm.withSections(memory(4, 1), 0x20, 0)),
        new Case("a second memory", "several memories", "one memory", Wasm.module(twoMemories)),
        new Case(
            "an operation on memory 1",
            "several memories",
            "one memory",
            Wasm.withSections(memory(0, 1), 0x3f, 1, 0x1a, 0x20, 0)),
        new Case(
            "relaxed SIMD",
            "relaxed SIMD",
            "-mno-relaxed-simd",
            Wasm.withBody(
                0x20, 0, 0xfd, 0x12, 0x20, 0, 0xfd, 0x12, 0xfd, 0x80, 0x02, 0x1a, 0x20, 0)),
        new Case(
            "call_ref",
            "typed function references",
            "typed function references",
            Wasm.withBody(0x20, 0, 0xd2, 0, 0x14, 0)),
        new Case(
            "a reference to a type",
            "typed function references",
            "typed function references",
            type(0x60, 1, 0x64, 0x70, 0)),
        new Case(
            "custom page sizes",
            "custom page sizes",
            "custom page sizes",
            Wasm.withSections(memory(8, 1, 0), 0x20, 0)),
        new Case(
            "wide arithmetic",
            "wide arithmetic",
            "-mno-wide-arithmetic",
            Wasm.withBody(0x20, 0, 0x42, 0, 0x20, 0, 0x42, 0, 0xfc, 0x13, 0x1a)));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void isRefusedByNameAndPlace(Case refused) {
    bench
        .refusesModule("modern", refused.module)
        .state("39W03")
        .says("Module \"modern\"", refused.feature, refused.remedy)
        .fits(".*byte \\d+.*");
  }

  /** {@code f(i64) -> i64}: the argument in both lanes, the lanes added, the second one taken. */
  private static byte[] simd() {
    return Wasm.withBody(0x20, 0, 0xfd, 0x12, 0x20, 0, 0xfd, 0x12, 0xfd, 0xce, 0x01, 0xfd, 0x1d, 1);
  }

  @Test
  void simdRunsOnWasmtimeAlone() throws SQLException {
    bench.module("lanes", simd());
    String create = "CREATE FUNCTION f(BIGINT) RETURNS BIGINT LANGUAGE WASM FROM 'lanes'";
    if (engine == Engine.WASMTIME) {
      bench.run(create);
      assertEquals(
          List.of("42", "-2"),
          bench.rows("SELECT f(v) FROM (VALUES (1, 21), (2, -1)) t(i, v) ORDER BY i"));
      bench.assertUnharmed();
    } else {
      bench
          .refuses(create)
          .state("39W07")
          .says("Module \"lanes\"", "SIMD", "-mno-simd128", "engine=wasmtime")
          .fits(".*byte \\d+.*");
    }
  }

  @Test
  void acceptedFeaturesRun() throws SQLException {
    // sign extension, saturating conversion, bulk memory, multi-value, reference types
    bench.module(
        "accepted",
        """
        (module
          (memory (export "memory") 1)
          (table $t 4 externref)
          (global (export "g") (mut i64) (i64.const 5))
          (func $two (param i64) (result i64 i64) (local.get 0) (i64.const 1))
          (func (export "f") (param i64) (result i64)
            (memory.fill (i32.const 0) (i32.const 1) (i32.const 8))
            (table.set $t (i32.const 1) (ref.null extern))
            (i64.add
              (i64.add (call $two (local.get 0)))
              (i64.add
                (i64.extend8_s (i64.const 255))
                (i64.add
                  (i64.trunc_sat_f64_s (f64.const nan))
                  (i64.add (global.get 0) (i64.load8_u (i32.const 7))))))))
        """);
    bench.run("CREATE FUNCTION f(BIGINT) RETURNS BIGINT LANGUAGE WASM FROM 'accepted'");
    assertEquals(List.of("46"), bench.rows("SELECT f(x) FROM SYSTEM_RANGE(40, 40)"));
    assertEquals(
        List.of(
            "bulk memory",
            "multi-value",
            "mutable globals",
            "reference types",
            "saturating conversion",
            "sign extension"),
        Stream.of(
                bench
                    .rows("SELECT features FROM wasmudf.modules WHERE name = 'accepted'")
                    .get(0)
                    .split(", ", -1))
            .sorted()
            .toList());
    bench.assertUnharmed();
  }

  @Test
  void extendedConstantsRunOnEndiveAndAreNamedOnWasmtime() throws SQLException {
    byte[] global = section(Wasm.GLOBAL, vector(bytes(Wasm.I64, 0, 0x42, 40, 0x42, 2, 0x7c, 0x0b)));
    bench.module("extended", Wasm.withSections(global, 0x23, 0, 0x20, 0, 0x7c));
    String create = "CREATE FUNCTION f(BIGINT) RETURNS BIGINT LANGUAGE WASM FROM 'extended'";
    if (engine == Engine.ENDIVE) {
      bench.run(create);
      assertEquals(List.of("142"), bench.rows("SELECT f(x) FROM SYSTEM_RANGE(100, 100)"));
      bench.assertUnharmed();
    } else {
      bench.refuses(create).state("39W07").says("extended", "engine=endive");
    }
  }

  @Test
  void aTableWithNumbersIsMalformed() {
    byte[] table = section(Wasm.TABLE, join(number(1), bytes(Wasm.I32, 0, 1)));
    bench.refusesModule("numbers", Wasm.module(table)).state("39W01").says("Module \"numbers\"");
    bench
        .refusesModule(
            "twice",
            Wasm.module(
                Wasm.longToLong(),
                Wasm.oneFunction(),
                section(
                    Wasm.EXPORT,
                    vector(join(text("f"), bytes(0, 0)), join(text("f"), bytes(0, 0)))),
                Wasm.code(0x20, 0)))
        .state("39W02")
        .says("export \"f\"", "twice");
  }
}
