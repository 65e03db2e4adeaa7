package org.wasmudf.rewriter.ddl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wasmudf.rewriter.ddl.DdlStatement.Cell;
import org.wasmudf.rewriter.ddl.DdlStatement.CreateFunction;
import org.wasmudf.rewriter.ddl.DdlStatement.CreateModule;
import org.wasmudf.rewriter.ddl.DdlStatement.ReadRelation;
import org.wasmudf.store.FunctionKind;
import org.wasmudf.store.Hash;
import org.wasmudf.store.NullHandling;
import org.wasmudf.store.Parameter;
import org.wasmudf.store.SqlType;
import org.wasmudf.store.Volatility;

final class DdlParserTest {
  private static final String HEX = "0123456789abcdef".repeat(4);
  private final DdlParser parser = new DdlParser("gcd"::equalsIgnoreCase, false);

  private DdlStatement parse(String sql) throws DdlSyntaxException {
    DdlParser.Parsed parsed = parser.parse(sql);
    assertNotNull(parsed, sql);
    return parsed.statement();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "",
        "-- only a comment",
        "/* never closed",
        "CREATE FUNCTION f(int) RETURNS int AS $$ SELECT 1 $$ LANGUAGE plpgsql",
        "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS 'select ''LANGUAGE WASM'''",
        "CREATE FUNCTION f() RETURNS text AS $$ LANGUAGE WASM $$ LANGUAGE sql",
        "CREATE TABLE module (functions int)",
        "CREATE FUNCTION f AS '{\"a\": 1}'",
        "DROP FUNCTION other",
        "DROP FUNCTION s.gcd",
        "DROP TABLE gcd",
        "SHOW CREATE FUNCTION other",
        "SHOW TABLES",
        "EXPLAIN SELECT gcd(1,2)",
        "EXPLAIN ANALYZE SELECT 1",
        "INSERT INTO modules VALUES ('a', 'b')",
        "INSERT INTO s.modules VALUES ('a', 'b')",
        "DELETE FROM t WHERE name = 'wasmudf.modules'",
        "SELECT wasmudf.gcd(1, 2) FROM t",
        "SELECT 'FROM wasmudf.modules' FROM t",
        "SELECT COUNT(*) FROM wasmudf.modules",
        "SELECT * FROM wasmudf.modules JOIN t ON true",
        "SELECT * FROM t, wasmudf.modules",
        "SELECT x FROM modules",
        "ALTER TABLE module ADD c INT",
        "(SELECT 1)",
      })
  void whatIsNotOursIsLeftAlone(String sql) throws DdlSyntaxException {
    assertNull(parser.parse(sql));
  }

  @Test
  void createModuleFromFileTakesAllItsClauses() throws DdlSyntaxException {
    assertEquals(
        new CreateModule(
            "geo", true, false, new ModuleSource.File("geo.wasm"), new Hash(HEX), true, "it's far"),
        parse(
            "create or replace module geo from file 'geo.wasm' sha256_hash '"
                + HEX
                + "' keep functions comment 'it''s far';"));
    assertEquals(
        new CreateModule("Geo", false, true, new ModuleSource.File("g"), null, false, null),
        parse("CREATE MODULE IF NOT EXISTS \"Geo\" FROM FILE 'g'"));
  }

  @Test
  void createModuleTakesParameterBase64HexAndWat() throws DdlSyntaxException {
    DdlParser.Parsed parsed = parser.parse("CREATE MODULE m FROM ?");
    assertNotNull(parsed);
    assertEquals(1, parsed.parameterCount());
    assertEquals(new ModuleSource.Parameter(1), ((CreateModule) parsed.statement()).source());
    assertArrayEquals(
        new byte[] {0, 'a', 's', 'm'},
        assertInstanceOf(
                ModuleSource.Bytes.class,
                ((CreateModule) parse("CREATE MODULE m FROM BASE64 'AGFzbQ=='")).source())
            .bytes());
    assertArrayEquals(
        new byte[] {0, 'a', 's', 'm'},
        assertInstanceOf(
                ModuleSource.Bytes.class,
                ((CreateModule) parse("CREATE MODULE m FROM X'0061736D'")).source())
            .bytes());
    String sql = "CREATE MODULE m AS WAT $w$ (module (; $$ ;)) $w$";
    assertEquals(
        new ModuleSource.Wat(" (module (; $$ ;)) ", sql.indexOf(" (module")),
        ((CreateModule) parse(sql)).source());
  }

  @Test
  void createFunctionTakesItsClausesInAnyOrder() throws DdlSyntaxException {
    CreateFunction expected =
        new CreateFunction(
            "f",
            FunctionKind.SCALAR,
            true,
            true,
            false,
            true,
            "m",
            null,
            "e",
            List.of(
                new Parameter("a", new SqlType.Int(64, true)),
                new Parameter(null, new SqlType.FloatingPoint(64))),
            new SqlType.Text(10),
            null,
            "COLUMNAR",
            Volatility.VOLATILE,
            NullHandling.CALLED_ON_NULL_INPUT,
            true,
            false,
            new Hash(HEX),
            Map.of("keep_state", "true", "max_memory", "16"),
            "c");
    assertEquals(
        expected,
        parse(
            "CREATE OR REPLACE TEMPORARY FUNCTION f(a BIGINT, DOUBLE PRECISION) OR SHADOW LANGUAGE WASM FROM 'm'"
                + " :: 'e' RETURNS VARCHAR(10) ABI columnar NOT DETERMINISTIC CALLED ON NULL INPUT PARALLEL"
                + " SAFE SHA256_HASH '"
                + HEX
                + "' SETTINGS keep_state = true, max_memory = 16 COMMENT 'c'"));
    assertEquals(
        expected,
        parse(
            "CREATE OR REPLACE TEMP FUNCTION wasmudf.f COMMENT 'c' SETTINGS Keep_State = true, max_memory = 16"
                + " SHA256_HASH '"
                + HEX
                + "' PARALLEL SAFE CALLED ON NULL INPUT VOLATILE ABI COLUMNAR RETURNS CHARACTER VARYING(10)"
                + " ARGUMENTS (a BIGINT, FLOAT8) EXPORT 'e' FROM m LANGUAGE WASM OR SHADOW"));
  }

  @Test
  void argumentsMayBeNamedLikeTypes() throws DdlSyntaxException {
    CreateFunction function =
        (CreateFunction)
            parse(
                "CREATE FUNCTION f(date DATE, time BIGINT, TIMESTAMP WITH TIME ZONE, x INT[]) LANGUAGE WASM FROM m");
    assertEquals(
        List.of("date DATE", "time BIGINT", "TIMESTAMP(6) WITH TIME ZONE", "x INTEGER[]"),
        assertNotNullList(function.parameters()).stream().map(Parameter::sql).toList());
  }

  @Test
  void kindsTableResultsAndForeignAbisParse() throws DdlSyntaxException {
    assertEquals(
        FunctionKind.AGGREGATE,
        ((CreateFunction)
                parse(
                    "CREATE AGGREGATE FUNCTION med(DOUBLE) RETURNS DOUBLE LANGUAGE WASM FROM 's'"))
            .kind());
    assertEquals(
        FunctionKind.WINDOW,
        ((CreateFunction)
                parse("CREATE WINDOW FUNCTION e(DOUBLE) RETURNS DOUBLE LANGUAGE WASM FROM 's'"))
            .kind());
    CreateFunction words =
        (CreateFunction)
            parse(
                "CREATE TABLE FUNCTION w(VARCHAR) RETURNS TABLE (word VARCHAR, pos INTEGER) LANGUAGE WASM FROM 't'");
    assertEquals(FunctionKind.TABLE, words.kind());
    assertEquals(
        List.of("word VARCHAR", "pos INTEGER"),
        assertNotNullList(words.returnsTable()).stream().map(Parameter::sql).toList());
    assertEquals(
        "BUFFERED_V1",
        ((CreateFunction) parse("CREATE FUNCTION c LANGUAGE WASM FROM 'x' ABI BUFFERED_V1")).abi());
    assertEquals(
        new DdlStatement.CreateSeafowlFunction("f", "{\"language\": \"wasm\"}"),
        parse("CREATE FUNCTION f AS '{\"language\": \"wasm\"}'"));
  }

  private static List<Parameter> assertNotNullList(
      @org.jspecify.annotations.Nullable List<Parameter> list) {
    assertNotNull(list);
    return list;
  }

  @Test
  void remainingStatementsParse() throws DdlSyntaxException {
    assertEquals(
        new DdlStatement.AlterModule("m", new Hash(HEX)),
        parse("ALTER MODULE m USE SHA256_HASH '" + HEX.toUpperCase(java.util.Locale.ROOT) + "'"));
    assertEquals(new DdlStatement.DropModule("m", true), parse("DROP MODULE IF EXISTS m"));
    assertEquals(
        new DdlStatement.CreateFunctions("m", true, false),
        parse("CREATE OR REPLACE FUNCTIONS FROM MODULE m"));
    assertEquals(
        new DdlStatement.CreateFunctions("m", false, true),
        parse("CREATE FUNCTIONS FROM MODULE 'm' OR SHADOW;"));
    assertEquals(new DdlStatement.DropFunction("GCD", false, null), parse("DROP FUNCTION GCD"));
    assertEquals(
        new DdlStatement.DropFunction(
            "x", true, List.of(new SqlType.Int(32, true), new SqlType.Bool())),
        parse("DROP FUNCTION IF EXISTS wasmudf.x (int, bool)"));
    assertEquals(new DdlStatement.ShowCreateFunction("gcd"), parse("SHOW CREATE FUNCTION gcd"));
    assertEquals(
        new DdlStatement.Explain(true, "SELECT gcd(?, 2)", 21),
        parse("EXPLAIN ANALYZE WASM SELECT gcd(?, 2)"));
  }

  @Test
  void moduleRowsParse() throws DdlSyntaxException {
    DdlParser.Parsed parsed =
        parser.parse(
            "INSERT INTO wasmudf.modules (code, name, hash) VALUES (?, 'a', ?), (?, ?, '"
                + HEX
                + "')");
    assertNotNull(parsed);
    assertEquals(4, parsed.parameterCount());
    assertEquals(
        new DdlStatement.InsertModules(
            List.of(
                new DdlStatement.InsertModules.Row(
                    new Cell.Text("a"), new Cell.Parameter(1), new Cell.Parameter(2)),
                new DdlStatement.InsertModules.Row(
                    new Cell.Parameter(4), new Cell.Parameter(3), new Cell.Text(HEX)))),
        parsed.statement());
    DdlStatement.InsertModules select =
        (DdlStatement.InsertModules)
            parse("INSERT INTO system.webassembly_modules SELECT 'n', base64Decode('AGFzbQ==')");
    assertEquals(new Cell.Text("n"), select.rows().get(0).name());
    assertInstanceOf(Cell.Bytes.class, select.rows().get(0).code());
    assertEquals(
        new DdlStatement.DeleteModule(new Cell.Parameter(1)),
        parse("DELETE FROM wasmudf.modules WHERE name = ?"));
    assertNull(
        new DdlParser(name -> false, true)
            .parse("DELETE FROM system.webassembly_modules WHERE name = 'x'"));
  }

  @Test
  void relationsAreReadWithColumnsNameAndOrder() throws DdlSyntaxException {
    assertEquals(
        new ReadRelation("modules", List.of(), null, List.of()),
        parse("SELECT * FROM wasmudf.modules"));
    assertEquals(
        new ReadRelation(
            "functions",
            List.of(new ReadRelation.Column("name", "n"), new ReadRelation.Column("hash", "HASH")),
            new Cell.Text("gcd"),
            List.of(new ReadRelation.Order("name", true), new ReadRelation.Order("kind", false))),
        parse(
            "SELECT f.name AS n, HASH FROM wasmudf.functions f WHERE name = 'gcd' ORDER BY name DESC, f.kind"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          CREATE MODULE m                                     | 1 | 16 | expected FROM FILE, FROM ?, FROM BASE64, FROM X'..' or AS WAT, found the end of the statement.
          CREATE MODULE m FROM FILE geo.wasm                  | 1 | 27 | expected the file's path as a string, found "geo".
          CREATE MODULE m FROM FILE 'x' SHA256_HASH 'abc'     | 1 | 43 | expected 64 hex digits, found 3 characters.
          CREATE MODULE m FROM X'0'                           | 1 | 22 | X'..' takes pairs of hex digits
          CREATE MODULE m FROM FILE 'x' KEEP FUNCTIONS        | 1 | 31 | KEEP FUNCTIONS goes with CREATE OR REPLACE MODULE.
          CREATE FUNCTION f(a FOO) LANGUAGE WASM FROM m       | 1 | 21 | FOO
          CREATE FUNCTION f(INT8) LANGUAGE WASM FROM m        | 1 | 19 | write BIGINT or TINYINT
          CREATE FUNCTION f(INT LANGUAGE WASM FROM m          | 1 | 23 | LANGUAGE
          CREATE FUNCTION f(INT) LANGUAGE WASM                | 1 | 37 | expected FROM 'module', FROM FILE 'path' or AS WAT
          CREATE FUNCTION f(INT) LANGUAGE WASM FROM m FROM n  | 1 | 45 | stands twice
          CREATE FUNCTION f(INT) LANGUAGE WASM FROM m BOGUS   | 1 | 45 | found "BOGUS".
          CREATE FUNCTION s.f(INT) LANGUAGE WASM FROM m       | 1 | 17 | write wasmudf.name
          CREATE FUNCTION f(INT) LANGUAGE WASM FROM m; SELECT | 1 | 46 | one statement at a time
          CREATE FUNCTION f(INT) LANGUAGE WASM AS WAT $$ (    | 1 | 45 | unterminated string $$
          DROP FUNCTION gcd(INT                               | 1 | 22 | expected ")", found the end of the statement.
          ALTER MODULE m USE 'x'                              | 1 | 20 | expected SHA256_HASH, found a string.
          DELETE FROM wasmudf.modules                         | 1 | 28 | WHERE name = '..'
          INSERT INTO wasmudf.modules (name) VALUES ('x')     | 1 | 36 | name and code
          """)
  void errorNamesLineColumnAndWhatWasExpected(String sql, int line, int column, String part) {
    DdlSyntaxException e = assertThrows(DdlSyntaxException.class, () -> parser.parse(sql));
    assertTrue(String.valueOf(e.getMessage()).contains(part), e.getMessage());
    assertEquals(line + ":" + column, e.line() + ":" + e.column(), e.getMessage());
  }

  @Test
  void errorPlaceCountsLines() {
    DdlSyntaxException e =
        assertThrows(
            DdlSyntaxException.class,
            () -> parser.parse("CREATE MODULE m -- a comment\r\n  FROM\r\n   FILE 7"));
    assertEquals("3:9", e.line() + ":" + e.column());
    assertEquals(
        "Syntax error in CREATE MODULE at line 3, column 9: expected the file's path as a string, found \"7\".",
        e.getMessage());
  }

  @Test
  void anyMutationOfAStatementIsParsedRefusedOrLeftAlone() throws DdlSyntaxException {
    List<String> seeds =
        List.of(
            "CREATE OR REPLACE TEMPORARY FUNCTION f(a BIGINT, b DECIMAL(10,2)) LANGUAGE WASM FROM 'm'::'e' RETURNS INT",
            "CREATE MODULE m FROM X'0061' SHA256_HASH '" + HEX + "'",
            "INSERT INTO wasmudf.modules (name, code) VALUES ('a', ?)",
            "SELECT name, hash FROM wasmudf.functions f WHERE name = 'x' ORDER BY name DESC");
    Random random = new Random(42);
    int parsed = 0;
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder(seeds.get(random.nextInt(seeds.size())));
      for (int change = random.nextInt(4); change >= 0 && text.length() > 1; change--) {
        int at = random.nextInt(Math.max(1, text.length() - 1));
        switch (random.nextInt(3)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.insert(at, " '\"$(),;?:-*/xX0\n\u00e9\uD83D".charAt(random.nextInt(19)));
          default -> text.setLength(at + 1);
        }
      }
      try {
        if (parser.parse(text.toString()) != null) {
          parsed++;
        }
      } catch (DdlSyntaxException e) {
        assertTrue(e.column() >= 1 && e.line() >= 1);
      }
    }
    assertTrue(parsed > 100, "mutations that still parse: " + parsed);
  }
}
