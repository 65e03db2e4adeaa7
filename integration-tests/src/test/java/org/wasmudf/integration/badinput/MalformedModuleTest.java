package org.wasmudf.integration.badinput;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.wasmudf.integration.support.Wasm.bytes;
import static org.wasmudf.integration.support.Wasm.join;
import static org.wasmudf.integration.support.Wasm.number;
import static org.wasmudf.integration.support.Wasm.section;
import static org.wasmudf.integration.support.Wasm.text;
import static org.wasmudf.integration.support.Wasm.vector;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wasmudf.integration.support.Bench;
import org.wasmudf.integration.support.Engine;
import org.wasmudf.integration.support.Failure;
import org.wasmudf.integration.support.Guests;
import org.wasmudf.integration.support.Wasm;

/**
 * Bytes that are no module, and modules that the specification does not allow. They are refused
 * before an engine sees them, so one engine is enough.
 */
final class MalformedModuleTest {
  private static final String NOTHING = "0".repeat(64);

  private final Bench bench = new Bench(Engine.ENDIVE);

  @AfterEach
  void close() throws SQLException {
    bench.close();
  }

  @Test
  void bytesOfAnotherKindAreRefused() {
    for (byte[] other :
        List.of(
            new byte[0],
            "SELECT 1".getBytes(StandardCharsets.UTF_8),
            bytes(0x7f, 'E', 'L', 'F', 2, 1, 1, 0),
            bytes(0, 'a', 's'),
            bytes(0, 'a', 's', 'm'))) {
      bench.refusesModule("other", other).state("39W01").says("Module \"other\"");
    }
  }

  @Test
  void anotherVersionOfTheFormatIsRefused() {
    bench
        .refusesModule("component", bytes(0, 'a', 's', 'm', 0x0d, 0, 1, 0))
        .state("39W01")
        .says("Module \"component\"", "component", "wasm32");
    bench
        .refusesModule("newer", bytes(0, 'a', 's', 'm', 2, 0, 0, 0))
        .state("39W01")
        .says("Module \"newer\"", "unknown binary version", "byte 4");
  }

  @Test
  void everyBeginningOfAModuleIsRefusedUnlessItIsAModule() throws SQLException {
    byte[] whole = Guests.bytes("wat/collatz.wasm");
    int refused = 0;
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      try (PreparedStatement create =
          bench.connection().prepareStatement("CREATE MODULE part FROM ?")) {
        create.setBytes(1, part);
        create.execute();
        // What ends between two sections is a module of its own, if it misses nothing.
        bench.run("DROP MODULE part");
      } catch (SQLException e) {
        new Failure(e).fits("Module \"part\".*").says("byte");
        assertEquals("39W0", e.getSQLState().substring(0, 4));
        refused++;
      }
    }
    assertEquals(whole.length - 2, refused, "all but the empty module and the one with types");
    bench.assertUnharmed();
  }

  @Test
  void aModuleThatEndsTooEarlyIsRefused() {
    byte[] whole = Guests.bytes("rust/words.wasm");
    for (int cut : new int[] {1, 100, whole.length / 2, whole.length - 20}) {
      bench
          .refusesModule("words", Arrays.copyOf(whole, whole.length - cut))
          .fits("Module \"words\".*")
          .says("byte");
    }
  }

  @Test
  void aGlobalThatOnlyTheRewrittenModuleWouldHaveIsRefused() {
    byte[] oneGlobal = section(Wasm.GLOBAL, vector(bytes(Wasm.I64, 1, 0x42, 0, 0x0b)));
    bench
        .refusesModule("fuel", Wasm.withSections(oneGlobal, 0x42, 1, 0x24, 1, 0x20, 0))
        .state("39W02")
        .says("Module \"fuel\"", "unknown global 1", "byte");
    bench
        .refusesModule("fuel", Wasm.withSections(oneGlobal, 0x23, 1))
        .state("39W02")
        .says("unknown global 1");
  }

  @Test
  void aFunctionThatOnlyTheRewrittenModuleWouldHaveIsRefused() {
    bench
        .refusesModule("loop", Wasm.withBody(0x20, 0, 0x10, 1))
        .state("39W02")
        .says("Module \"loop\"", "unknown function 1", "byte");
    byte[] elements =
        join(
            section(Wasm.TABLE, vector(bytes(0x70, 0, 1))),
            Wasm.exported("f"),
            section(Wasm.ELEMENT, vector(bytes(0, 0x41, 0, 0x0b, 1, 1))));
    bench
        .refusesModule(
            "elements",
            Wasm.module(Wasm.longToLong(), Wasm.oneFunction(), elements, Wasm.code(0x20, 0)))
        .state("39W02")
        .says("unknown function 1");
    bench
        .refusesModule("reference", Wasm.withBody(0xd2, 1, 0x1a, 0x20, 0))
        .state("39W02")
        .says("unknown function 1");
    bench
        .refusesModule(
            "start",
            Wasm.module(
                Wasm.longToLong(),
                Wasm.oneFunction(),
                section(Wasm.START, bytes(1)),
                Wasm.code(0x20, 0)))
        .state("39W02")
        .says("unknown start function 1");
    bench
        .refusesModule(
            "export",
            Wasm.module(
                Wasm.longToLong(),
                Wasm.oneFunction(),
                section(Wasm.EXPORT, vector(join(text("g"), bytes(0, 1)))),
                Wasm.code(0x20, 0)))
        .state("39W02")
        .says("export \"g\"", "unknown function 1");
  }

  @Test
  void aTypeThatOnlyTheRewrittenModuleWouldHaveIsRefused() {
    bench
        .refusesModule(
            "type",
            Wasm.module(
                Wasm.longToLong(),
                section(Wasm.FUNCTION, vector(bytes(1))),
                Wasm.exported("f"),
                Wasm.code(0x20, 0)))
        .state("39W02")
        .says("Module \"type\"", "unknown type 1", "byte");
    bench
        .refusesModule(
            "indirect",
            Wasm.withSections(
                section(Wasm.TABLE, vector(bytes(0x70, 0, 1))), 0x20, 0, 0x41, 0, 0x11, 1, 0))
        .state("39W02")
        .says("unknown type 1");
    bench
        .refusesModule("block", Wasm.withBody(0x02, 1, 0x0b, 0x20, 0))
        .state("39W02")
        .says("unknown type 1");
  }

  @Test
  void aMemoryThatOnlyTheHostWouldAddIsRefused() {
    bench
        .refusesModule("peek", Wasm.withBody(0x41, 0, 0x29, 3, 0))
        .state("39W02")
        .says("Module \"peek\"", "unknown memory 0", "byte");
    bench
        .refusesModule(
            "data",
            Wasm.module(
                Wasm.longToLong(),
                Wasm.oneFunction(),
                Wasm.exported("f"),
                Wasm.code(0x20, 0),
                section(11, vector(bytes(0, 0x41, 0, 0x0b, 1, 'a')))))
        .state("39W02")
        .says("unknown memory 0");
  }

  @Test
  void codeOfTheWrongTypeIsRefused() {
    bench
        .refusesModule("wrong", Wasm.withBody(0x41, 7))
        .state("39W02")
        .says("Module \"wrong\"", "i32", "i64", "byte");
    bench.refusesModule("empty", Wasm.withBody()).state("39W02").says("Module \"empty\"");
    bench.refusesModule("local", Wasm.withBody(0x20, 1)).state("39W02").says("unknown local 1");
    bench.refusesModule("branch", Wasm.withBody(0x0c, 5)).state("39W02").says("unknown label 5");
  }

  @Test
  void sectionsThatLieAboutTheirSizeAreRefused() {
    byte[] types = join(bytes(Wasm.TYPE), number(1000), bytes(1, 0x60, 0, 0));
    bench.refusesModule("size", Wasm.module(types)).state("39W01").says("Module \"size\"", "byte");
    byte[] count = section(Wasm.TYPE, number(0xffff_ffffL));
    bench.refusesModule("count", Wasm.module(count)).says("Module \"count\"", "byte");
    byte[] locals =
        section(
            Wasm.CODE,
            vector(join(number(9), bytes(1), number(0xffff_ffffL), bytes(Wasm.I64, 0x0b, 0x0b))));
    bench
        .refusesModule(
            "locals",
            Wasm.module(Wasm.longToLong(), Wasm.oneFunction(), Wasm.exported("f"), locals))
        .says("Module \"locals\"", "byte");
  }

  @Test
  void bytesWithAnotherHashAreNotStored() {
    String rule = "Nothing was stored";
    bench
        .refuses("CREATE MODULE m AS WAT $$(module)$$ SHA256_HASH '" + NOTHING + "'")
        .state("22W01")
        .says("Module \"m\"", NOTHING, rule);
    bench
        .refuses(
            "CREATE FUNCTION f(BIGINT) RETURNS BIGINT LANGUAGE WASM FROM FILE 'wat/collatz.wasm'"
                + " EXPORT 'collatz_steps' SHA256_HASH '"
                + NOTHING
                + "'")
        .state("22W01")
        .says("Module \"f\"", NOTHING, rule);
    bench
        .refuses(
            "INSERT INTO wasmudf.modules (name, code, hash) VALUES ('m', X'0061736d01000000', '"
                + NOTHING
                + "')")
        .state("22W01")
        .says("Module \"m\"", NOTHING, rule);
    bench
        .refuses(
            "CREATE FUNCTION g(BIGINT) RETURNS BIGINT LANGUAGE WASM FROM 'bench_twice' ::"
                + " 'bench_twice' SHA256_HASH '"
                + NOTHING
                + "'")
        .state("22W01")
        .says("Module \"bench_twice\"", NOTHING, rule);
  }

  @Test
  void otherBytesUnderTheSameNameNeedOrReplace() {
    bench
        .refusesModule("bench_twice", "(module)")
        .state("42710")
        .says("Module \"bench_twice\"", "other bytes", "CREATE OR REPLACE MODULE");
  }

  @Test
  void aParameterThatHoldsNoBytesIsRefused() {
    bench
        .refuses(
            connection -> {
              try (PreparedStatement create =
                  connection.prepareStatement("CREATE MODULE m FROM ?")) {
                create.setInt(1, 7);
                create.execute();
              }
            })
        .state("22018")
        .says("Module \"m\"", "parameter 1", "byte[]", "InputStream", "Blob");
    bench
        .refuses(
            connection -> {
              try (PreparedStatement create =
                  connection.prepareStatement("CREATE MODULE m FROM ?")) {
                create.setNull(1, java.sql.Types.BLOB);
                create.execute();
              }
            })
        .state("22018")
        .says("Module \"m\"", "NULL", "byte[]");
    bench
        .refuses(
            connection -> {
              try (PreparedStatement create =
                  connection.prepareStatement("CREATE MODULE m FROM ?")) {
                create.execute();
              }
            })
        .state("07001")
        .says("1");
    bench
        .refuses(
            connection -> {
              try (PreparedStatement create =
                  connection.prepareStatement("CREATE MODULE m FROM ?")) {
                create.setBytes(2, new byte[0]);
              }
            })
        .state("07009")
        .says("2");
  }

  @Test
  void aStreamThatBreaksStoresNothing() {
    InputStream broken =
        new InputStream() {
          private final InputStream start =
              new ByteArrayInputStream(Guests.bytes("wat/collatz.wasm"), 0, 20);

          @Override
          public int read() throws IOException {
            int next = start.read();
            if (next < 0) {
              throw new IOException("the line is dead");
            }
            return next;
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            target[offset] = (byte) read();
            return 1;
          }
        };
    bench
        .refuses(
            connection -> {
              try (PreparedStatement create =
                  connection.prepareStatement("CREATE MODULE m FROM ?")) {
                create.setBinaryStream(1, broken);
                create.execute();
              }
            })
        .state("58030")
        .says("parameter's stream", "the line is dead");
  }

  @Test
  void textThatIsNoAssemblyNamesLineAndColumn() {
    bench
        .refusesModule("m", "(module\n  (func (result i32)\n    (i32.cons 1)))")
        .state("42601")
        .says("Module \"m\"", "line 3", "i32.const");
  }
}
