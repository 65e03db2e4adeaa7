package org.wasmudf.integration.badinput;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.wasmudf.integration.support.Wasm.bytes;
import static org.wasmudf.integration.support.Wasm.section;
import static org.wasmudf.integration.support.Wasm.vector;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.wasmudf.integration.support.Bench;
import org.wasmudf.integration.support.Engine;
import org.wasmudf.integration.support.Wasm;

/** Memories of every form: what cannot run is refused at CREATE, the rest gives right answers. */
@ParameterizedClass
@EnumSource(Engine.class)
final class MemoryRuleTest {
  private final Bench bench;

  MemoryRuleTest(Engine engine) {
    // 4 MiB: 64 pages
    this.bench = new Bench(engine, Map.of("max_memory", "4 MiB"));
  }

  @AfterEach
  void close() throws SQLException {
    bench.close();
  }

  private static String create(String wat) {
    return "CREATE FUNCTION f(BIGINT) RETURNS BIGINT LANGUAGE WASM AS WAT $$" + wat + "$$";
  }

  private void assertAddsSeven() throws SQLException {
    assertEquals(
        List.of("8", "9", "10"), bench.rows("SELECT f(x) FROM SYSTEM_RANGE(1, 3) ORDER BY x"));
    bench.assertUnharmed();
  }

  private static final String ADD_SEVEN =
      "(func (export \"f\") (param i64) (result i64) (i64.add (local.get 0) (i64.const 7)))";

  @Test
  void memoryThatStartsAboveTheCapIsRefused() throws SQLException {
    bench
        .refuses(create("(module (memory (export \"memory\") 65) " + ADD_SEVEN + ")"))
        .state("53200")
        .says("Module \"f\"", "4259840 bytes", "max_memory", "4194304", "Set max_memory higher");
    // The cap itself leaves no room for columns, which is an error of its own.
    bench.run(create("(module (memory (export \"memory\") 32) " + ADD_SEVEN + ")"));
    assertAddsSeven();
  }

  @Test
  void memoryThatStartsAtTheCapSaysThatThereIsNoRoom() {
    bench
        .refuses(create("(module (memory (export \"memory\") 64) " + ADD_SEVEN + ")"))
        .state("53200")
        .says("max_memory");
  }

  @Test
  void tableThatStartsAboveTheCapIsRefused() {
    bench
        .refuses(create("(module (table 600000 funcref) " + ADD_SEVEN + ")"))
        .state("53200")
        .says("Module \"f\"", "4800000 bytes", "max_memory");
  }

  @Test
  void moduleWithoutMemoryRuns() throws SQLException {
    bench.run(create("(module " + ADD_SEVEN + ")"));
    assertAddsSeven();
  }

  @Test
  void memoryWithoutAnExportRuns() throws SQLException {
    bench.run(create("(module (memory 1) " + ADD_SEVEN + ")"));
    assertAddsSeven();
  }

  @Test
  void importedMemoryIsRefused() {
    bench
        .refuses(create("(module (import \"env\" \"memory\" (memory 1)) " + ADD_SEVEN + ")"))
        .state("39W04")
        .says("Module \"f\"", "memory", "env.memory", "--import-memory");
    bench
        .refuses(create("(module (import \"env\" \"t\" (table 1 funcref)) " + ADD_SEVEN + ")"))
        .state("39W04")
        .says("Module \"f\"", "table", "env.t");
    bench
        .refuses(create("(module (import \"env\" \"g\" (global i32)) " + ADD_SEVEN + ")"))
        .state("39W04")
        .says("Module \"f\"", "global", "env.g");
  }

  @Test
  void memoryWhoseMaximumIsItsInitialSizeRuns() throws SQLException {
    bench.run(
        create(
            """
            (module
              (memory (export "memory") 1 1)
              (func (export "f") (param i64) (result i64)
                (i64.store (i32.const 65528) (local.get 0))
                (i64.add (i64.load (i32.const 65528)) (i64.const 7))))
            """));
    assertAddsSeven();
  }

  @Test
  void guestCannotReachTheAreaOfTheHost() throws SQLException {
    // The page that the module declares is all it may assume; the host's pages lie behind it.
    bench.run(
        create(
            """
            (module
              (memory (export "memory") 1 1)
              (func (export "f") (param i64) (result i64)
                (i64.store (i32.wrap_i64 (local.get 0)) (i64.const -1))
                (i64.load (i32.wrap_i64 (local.get 0)))))
            """));
    assertEquals(List.of("-1"), bench.rows("SELECT f(x) FROM SYSTEM_RANGE(65528, 65528)"));
    bench
        .refuses("SELECT f(x * 1000000000) FROM SYSTEM_RANGE(2, 2)")
        .state("38W01")
        .says("f(BIGINT)", "row 1", "2000000000", "out of bounds");
  }

  @Test
  void memoryOfNoPagesRuns() throws SQLException {
    bench.run(create("(module (memory (export \"memory\") 0 0) " + ADD_SEVEN + ")"));
    assertAddsSeven();
  }

  @Test
  void moduleThatExportsNothingHasNoFunction() throws SQLException {
    bench.module("silent", Wasm.module(Wasm.longToLong(), Wasm.oneFunction(), Wasm.code(0x20, 0)));
    bench
        .refuses("CREATE FUNCTION f(BIGINT) RETURNS BIGINT LANGUAGE WASM FROM 'silent'")
        .state("39W05")
        .says("Module \"silent\" exports no function \"f\" (exports: none)", "Check FROM 'silent'");
  }

  @Test
  void exportsUnderTheNamesOfTheHostAreRefused() {
    for (String name : List.of("wasmudf:rows", "wasmudf:f", "wasmudf:")) {
      bench
          .refuses(create("(module (func (export \"" + name + "\")) " + ADD_SEVEN + ")"))
          .state("39W03")
          .says("Module \"f\"", "exports \"" + name + "\"", "belong to the host", "Rename");
    }
  }

  @Test
  void namesOfTheHostAsPlainExportsWork() throws SQLException {
    bench.run(
        create(
            """
            (module
              (func (export "batch"))
              (func (export "loop"))
              (global (export "fuel") (mut i64) (i64.const 3))
            """
                + ADD_SEVEN
                + ")"));
    assertAddsSeven();
  }

  @Test
  void reactorModulesAreInitializedOnceForEachInstance() throws SQLException {
    bench.run(
        create(
            """
            (module
              (global $seven (mut i64) (i64.const 0))
              (func (export "_initialize")
                (global.set $seven (i64.add (global.get $seven) (i64.const 7))))
              (func (export "f") (param i64) (result i64)
                (i64.add (local.get 0) (global.get $seven))))
            """));
    assertAddsSeven();
  }

  @Test
  void reactorModuleWhoseInitializationFailsIsRefused() {
    bench
        .refuses(create("(module (func (export \"_initialize\") unreachable) " + ADD_SEVEN + ")"))
        .state("38W01")
        .says("Module \"f\"", "at its start", "unreachable");
  }

  @Test
  void startFunctionThatTrapsIsRefused() {
    bench
        .refuses(create("(module (func $s unreachable) (start $s) " + ADD_SEVEN + ")"))
        .state("38W01")
        .says("Module \"f\"", "at its start", "unreachable");
  }

  @Test
  void segmentBehindTheMemoryIsRefused() {
    bench
        .refuses(
            create(
                "(module (memory (export \"memory\") 1 1) (data (i32.const 65535) \"ab\") "
                    + ADD_SEVEN
                    + ")"))
        .state("38W01")
        .says("Module \"f\"", "at its start", "out of bounds");
  }

  @Test
  void heapWithoutAnAllocatorIsRefused() {
    bench
        .refuses(
            create(
                """
                (module
                  (memory (export "memory") 1)
                  (global (export "__heap_base") i32 (i32.const 1024))
                  (func (export "f") (param i64) (result i64)
                    (drop (memory.grow (i32.const 1)))
                    (i64.add (local.get 0) (i64.const 7))))
                """))
        .state("39W05")
        .says(
            "Module \"f\" manages its own heap but exports no allocator.",
            "Export malloc and free, or wasmudf_alloc.");
    bench
        .refuses(
            create(
                """
                (module
                  (memory (export "memory") 1)
                  (func (export "f") (param i64) (result i64)
                    (i64.extend_i32_u (memory.size))))
                """))
        .state("39W05")
        .says("exports no allocator");
  }

  @Test
  void allocatorThatIsFullIsRefused() {
    bench
        .refuses(
            create(
                """
                (module
                  (memory (export "memory") 1)
                  (func (export "wasmudf_alloc") (param i32) (result i32) (i32.const 0))
                  (func (export "wasmudf_free") (param i32 i32))
                """
                    + ADD_SEVEN
                    + ")"))
        .state("53200")
        .says("module \"f\"", "no room", "max_memory");
  }

  @Test
  void allocatorThatLiesIsFound() {
    // It hands out memory that is not there.
    bench
        .refuses(
            create(
                """
                (module
                  (memory (export "memory") 1)
                  (func (export "wasmudf_alloc") (param i32) (result i32) (i32.const -8))
                  (func (export "wasmudf_free") (param i32 i32))
                """
                    + ADD_SEVEN
                    + ")"))
        .state("39W06")
        .says("f", "wasmudf_alloc");
  }

  @Test
  void growingBeyondTheCapFailsInTheGuest() throws SQLException {
    String grow =
        """
        CREATE FUNCTION pages(n BIGINT) RETURNS BIGINT LANGUAGE WASM AS WAT $$
        (module
          (memory (export "memory") 1)
          (global $top (mut i32) (i32.const 1024))
          (func (export "wasmudf_alloc") (param i32) (result i32)
            (local $at i32)
            (local.set $at (global.get $top))
            (global.set $top (i32.add (global.get $top) (local.get 0)))
            (loop $more
              (if (i32.gt_u (global.get $top) (i32.shl (memory.size) (i32.const 16)))
                (then
                  (if (i32.eq (memory.grow (i32.const 1)) (i32.const -1))
                    (then (return (i32.const 0))))
                  (br $more))))
            (local.get $at))
          (func (export "wasmudf_free") (param i32 i32))
          (func (export "pages") (param i64) (result i64)
            (i64.extend_i32_s (memory.grow (i32.wrap_i64 (local.get 0))))))
        $$""";
    bench.run(grow);
    assertEquals(List.of("-1"), bench.rows("SELECT pages(x) FROM SYSTEM_RANGE(64, 64)"));
    assertEquals(List.of("-1"), bench.rows("SELECT pages(x) FROM SYSTEM_RANGE(65535, 65535)"));
    bench.assertUnharmed();
  }

  @Test
  void allInstancesTogetherStayUnderTheTotal() throws SQLException {
    bench.module("big", "(module (memory (export \"memory\") 16) " + ADD_SEVEN + ")");
    for (int i = 1; i <= 3; i++) {
      bench.run(
          "CREATE FUNCTION f" + i + "(BIGINT) RETURNS BIGINT LANGUAGE WASM FROM 'big' :: 'f'");
    }
    assertEquals(List.of("8|9"), bench.rows("SELECT f1(x), f2(x + 1) FROM SYSTEM_RANGE(1, 1)"));
    try (var small = bench.connect(Map.of("max_total_memory", "3 MiB"))) {
      assertEquals(List.of("8"), Bench.rows(small, "SELECT f1(x) FROM SYSTEM_RANGE(1, 1)"));
      bench
          .refuses(given -> Bench.rows(small, "SELECT f1(x), f2(x), f3(x) FROM SYSTEM_RANGE(1, 1)"))
          .state("53200")
          .says("max_total_memory");
    }
  }

  @Test
  void fourGigabytesAreNotAsked() {
    bench
        .refusesModule(
            "huge",
            Wasm.withSections(section(Wasm.MEMORY, vector(bytes(0, 0x81, 0x80, 4))), 0x20, 0))
        .state("39W02")
        .says("Module \"huge\"", "65536 pages");
    bench
        .refuses(create("(module (memory (export \"memory\") 65536) " + ADD_SEVEN + ")"))
        .state("53200")
        .says("max_memory");
  }
}
