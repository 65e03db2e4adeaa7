package org.wasmudf.integration.badinput;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.wasmudf.integration.support.Bench;
import org.wasmudf.integration.support.Engine;

/** Functions that do not fit their module, and calls that do not fit their function. */
@ParameterizedClass
@EnumSource(Engine.class)
final class BindingTest {
  private static final String GEO =
      """
      (module
        (func (export "area") (param f64 f64) (result f64) (f64.mul (local.get 0) (local.get 1)))
        (func (export "len") (param f64) (result f64) (f64.abs (local.get 0)))
        (func (export "nothing") (param f64))
        (func (export "narrow") (param i32) (result i32) (local.get 0))
        (func (export "mixed") (param i32 i32) (result i64) (i64.const 0)))
      """;

  private final Bench bench;

  BindingTest(Engine engine) {
    this.bench = new Bench(engine);
  }

  @AfterEach
  void close() throws SQLException {
    bench.close();
  }

  @Test
  void missingModuleListsThoseThereAre() throws SQLException {
    bench.module("geo", GEO);
    bench
        .refuses("CREATE FUNCTION f(DOUBLE) RETURNS DOUBLE LANGUAGE WASM FROM 'gee'")
        .state("42704")
        .says("No module \"gee\"", "bench_twice, geo", "CREATE MODULE gee FROM");
    bench.refuses("CREATE FUNCTIONS FROM MODULE gee").state("42704").says("\"gee\"");
    bench.refuses("DROP MODULE gee").state("42704").says("\"gee\"");
    bench
        .refuses("ALTER MODULE gee USE SHA256_HASH '" + "0".repeat(64) + "'")
        .state("42704")
        .says("\"gee\"");
  }

  @Test
  void missingExportListsThoseThereAre() throws SQLException {
    bench.module("geo", GEO);
    for (String create :
        List.of(
            "CREATE FUNCTION dist(DOUBLE) RETURNS DOUBLE LANGUAGE WASM FROM 'geo' :: 'dist'",
            "CREATE FUNCTION dist(DOUBLE) RETURNS DOUBLE LANGUAGE WASM FROM 'geo'",
            "CREATE FUNCTION dist LANGUAGE WASM FROM 'geo'")) {
      bench
          .refuses(create)
          .state("39W05")
          .says(
              "Module \"geo\" exports no function \"dist\" (exports: area, len,",
              "Check FROM 'geo' :: '...'");
    }
  }

  @Test
  void missingFunctionIsTheTargetsOwnErrorUnlessItIsCalledOurs() {
    bench.refuses("SELECT no_such(1)").state("90022");
    bench
        .refuses("SELECT wasmudf.no_such(1)")
        .state("42883")
        .says("wasmudf.no_such(1)", "line 1, column 8", "wasmudf.functions");
    bench.refuses("DROP FUNCTION wasmudf.no_such").state("42883").says("no_such");
    bench.refuses("SHOW CREATE FUNCTION wasmudf.no_such").state("42883").says("no_such");
  }

  @Test
  void exportOfAnotherTypeNamesBothTypes() throws SQLException {
    bench.module("geo", GEO);
    bench
        .refuses("CREATE FUNCTION area(BIGINT, BIGINT) RETURNS BIGINT LANGUAGE WASM FROM 'geo'")
        .state("39W05")
        .says(
            "Export \"area\" of module \"geo\"",
            "(f64, f64) -> f64",
            "area(BIGINT, BIGINT) RETURNS BIGINT",
            "(i64, i64) -> i64");
    bench
        .refuses("CREATE FUNCTION area(DOUBLE) RETURNS DOUBLE LANGUAGE WASM FROM 'geo'")
        .state("39W05")
        .says("(f64) -> f64");
    bench
        .refuses("CREATE FUNCTION nothing(DOUBLE) RETURNS DOUBLE LANGUAGE WASM FROM 'geo'")
        .state("39W05")
        .says("nothing");
    bench
        .refuses("CREATE FUNCTION len(DOUBLE) RETURNS VARCHAR LANGUAGE WASM FROM 'geo'")
        .state("39W05")
        .says("RETURNS VARCHAR", "-> i64");
    bench
        .refuses("CREATE FUNCTION len(DOUBLE) RETURNS DOUBLE ABI COLUMNAR LANGUAGE WASM FROM 'geo'")
        .state("39W05")
        .says("COLUMNAR", "(i32, i32, i32) -> i32");
    bench
        .refuses("CREATE FUNCTION nothing LANGUAGE WASM FROM 'geo'")
        .state("39W05")
        .says("Export \"nothing\"", "ARGUMENTS", "RETURNS");
  }

  @Test
  void typesThatTheAbiDoesNotTakeAreRefused() throws SQLException {
    bench.module("geo", GEO);
    bench
        .refuses("CREATE FUNCTION len(DECIMAL(10, 2)) RETURNS DOUBLE LANGUAGE WASM FROM 'geo'")
        .state("39W05")
        .says("len(DECIMAL(10,2))", "ROW_DIRECT", "DECIMAL", "COLUMNAR");
    bench
        .refuses("CREATE FUNCTION len(UUID) RETURNS DOUBLE LANGUAGE WASM FROM 'geo'")
        .state("39W05")
        .says("UUID", "COLUMNAR");
  }

  @Test
  void textWithoutAWayToItsBytesIsRefused() throws SQLException {
    bench.module("geo", GEO);
    // mixed has the type that a text function has, over a module without a memory of its own
    bench.run("CREATE FUNCTION mixed(VARCHAR) RETURNS VARCHAR LANGUAGE WASM FROM 'geo'");
    assertEquals(
        List.of(""), bench.rows("SELECT mixed(CAST(x AS VARCHAR)) FROM SYSTEM_RANGE(1, 1)"));
    bench.assertUnharmed();
  }

  @Test
  void callWithWrongArgumentsListsTheOverloads() throws SQLException {
    bench.module("geo", GEO);
    bench.run("CREATE FUNCTION area(DOUBLE, DOUBLE) RETURNS DOUBLE LANGUAGE WASM FROM 'geo'");
    String overloads = "(registered: area(DOUBLE PRECISION, DOUBLE PRECISION))";
    bench
        .refuses("SELECT area(x) FROM SYSTEM_RANGE(1, 2)")
        .state("42883")
        .says("area(x) at line 1, column 8", "1 argument", overloads);
    bench
        .refuses("SELECT x,\n  area(x, x, x)\nFROM SYSTEM_RANGE(1, 2)")
        .state("42883")
        .says("at line 2, column 3", "3 arguments", overloads);
    bench
        .refuses("SELECT area('one', x) FROM SYSTEM_RANGE(1, 2)")
        .state("42883")
        .says("area('one', x)", overloads, "CAST");
    bench
        .refuses("SELECT area(DATE '2020-01-01', x) FROM SYSTEM_RANGE(1, 2)")
        .state("42883")
        .says(overloads, "CAST");
  }

  @Test
  void tieBetweenOverloadsListsThem() throws SQLException {
    bench.run(
        """
        CREATE FUNCTION pair(INTEGER, DOUBLE) RETURNS INTEGER LANGUAGE WASM AS WAT $$
          (module (func (export "pair") (param i32 f64) (result i32) (local.get 0))) $$""",
        """
        CREATE FUNCTION pair(DOUBLE, INTEGER) RETURNS INTEGER LANGUAGE WASM AS WAT $$
          (module (func (export "pair") (param f64 i32) (result i32) (local.get 1))) $$""");
    bench
        .refuses("SELECT pair(CAST(x AS INTEGER), CAST(x AS INTEGER)) FROM SYSTEM_RANGE(1, 2)")
        .state("42725")
        .says("pair(INTEGER, DOUBLE PRECISION)", "pair(DOUBLE PRECISION, INTEGER)", "CAST");
    bench.refuses("DROP FUNCTION pair").state("42725").says("pair(INTEGER, DOUBLE PRECISION)");
    bench
        .refuses(
            connection -> {
              try (PreparedStatement query = connection.prepareStatement("SELECT pair(?, ?)")) {
                query.setInt(1, 1);
              }
            })
        .state("42725")
        .says("CAST(? AS type)");
  }

  @Test
  void nullIsRefusedWhereTheAbiHasNoPlaceForIt() throws SQLException {
    bench.module("geo", GEO);
    bench
        .refuses(
            "CREATE FUNCTION len(DOUBLE) RETURNS DOUBLE CALLED ON NULL INPUT LANGUAGE WASM FROM"
                + " 'geo'")
        .state("39W05")
        .says(
            "len(DOUBLE PRECISION)",
            "CALLED ON NULL INPUT",
            "RETURNS NULL ON NULL INPUT",
            "COLUMNAR");
  }

  @Test
  void numbersOutsideTheDeclaredTypeNameTheRow() throws SQLException {
    bench.run(
        """
        CREATE FUNCTION same(SMALLINT) RETURNS TINYINT LANGUAGE WASM AS WAT $$
          (module (func (export "same") (param i32) (result i32) (local.get 0))) $$""",
        "CREATE TABLE numbers(id INT PRIMARY KEY, n INT, b BIGINT, d DOUBLE, p DECIMAL(20, 4))",
        "INSERT INTO numbers VALUES (1, 7, 7, 7, 7), (2, NULL, NULL, NULL, NULL)");
    assertEquals(
        List.of("7", "null"),
        bench.rows("SELECT same(CAST(n AS SMALLINT)) FROM numbers ORDER BY id"));
    bench.run("INSERT INTO numbers VALUES (3, 128, 128, 1.5, 1.5)");
    bench
        .refuses("SELECT id, same(CAST(n AS SMALLINT)) FROM numbers ORDER BY id")
        .state("22003")
        .says("same(SMALLINT)", "row 3", "128", "TINYINT");
  }

  @Test
  void parametersThatDoNotFitTheDeclaredTypeAreRefused() throws SQLException {
    bench.run(
        """
        CREATE FUNCTION small(SMALLINT) RETURNS SMALLINT LANGUAGE WASM AS WAT $$
          (module (func (export "small") (param i32) (result i32) (local.get 0))) $$""");
    try (PreparedStatement query =
        bench.connection().prepareStatement("SELECT small(?) FROM SYSTEM_RANGE(1, 2)")) {
      query.setInt(1, 32767);
      assertEquals(List.of("32767", "32767"), rows(query));
      query.setNull(1, Types.SMALLINT);
      assertEquals(List.of("null", "null"), rows(query));
    }
    bench
        .refuses(given -> bound("SELECT small(?) FROM SYSTEM_RANGE(1, 2)", 32768))
        .state("22003")
        .says("32768", "SMALLINT");
    bench
        .refuses(given -> bound("SELECT small(?) FROM SYSTEM_RANGE(1, 2)", 1.5))
        .state("22003")
        .says("1.5", "SMALLINT");
    bench
        .refuses(given -> bound("SELECT small(?) FROM SYSTEM_RANGE(1, 2)", "many"))
        .says("many", "SMALLINT");
    bench
        .refuses(
            given -> {
              try (PreparedStatement query =
                  given.prepareStatement("SELECT small(?) FROM SYSTEM_RANGE(1, 2)")) {
                query.executeQuery();
              }
            })
        .state("07001")
        .says("1");
  }

  private void bound(String sql, Object value) throws SQLException {
    try (PreparedStatement query = bench.connection().prepareStatement(sql)) {
      query.setObject(1, value);
      rows(query);
    }
  }

  private static List<String> rows(PreparedStatement query) throws SQLException {
    try (ResultSet result = query.executeQuery()) {
      return Bench.rows(result);
    }
  }

  @Test
  void unknownImportsAreRefusedByName() {
    bench
        .refusesModule("m", "(module (import \"env\" \"fopen\" (func (param i32) (result i32))))")
        .state("39W04")
        .says("Module \"m\" imports env.fopen", "abort", "without that import");
    bench
        .refusesModule("m", "(module (import \"mysql\" \"query\" (func)))")
        .state("39W04")
        .says("mysql.query", "env", "wasi_snapshot_preview1");
    bench
        .refusesModule("m", "(module (import \"wasi_snapshot_preview1\" \"sock_open\" (func)))")
        .state("39W04")
        .says("wasi_snapshot_preview1.sock_open");
    bench
        .refusesModule("m", "(module (import \"env\" \"abort\" (func (param i64))))")
        .state("39W04")
        .says("env.abort", "(i64)", "(i32, i32, i32, i32)");
  }

  @Test
  void settingsThatAreNotKnownAreRefused() throws SQLException {
    bench.module("geo", GEO);
    String create = "CREATE FUNCTION len(DOUBLE) RETURNS DOUBLE LANGUAGE WASM FROM 'geo' SETTINGS ";
    bench.refuses(create + "colour = 'red'").state("39W05").says("colour", "keep_state");
    bench.refuses(create + "keep_state = 7").state("39W05").says("keep_state", "true or false");
  }

  @Test
  void whatThisVersionDoesNotRunIsRefusedByName() throws SQLException {
    bench.module("geo", GEO);
    String rest = " len(DOUBLE) RETURNS DOUBLE LANGUAGE WASM FROM 'geo'";
    bench.refuses("CREATE AGGREGATE FUNCTION" + rest).state("42W01").says("\"len\"", "AGGREGATE");
    bench.refuses("CREATE WINDOW FUNCTION" + rest).state("42W01").says("\"len\"", "WINDOW");
    bench
        .refuses(
            "CREATE TABLE FUNCTION len(DOUBLE) RETURNS TABLE (a DOUBLE) LANGUAGE WASM FROM 'geo'")
        .state("42W01")
        .says("\"len\"", "TABLE");
    bench.refuses("CREATE FUNCTION" + rest + " ABI BUFFERED_V1").state("42W01").says("BUFFERED_V1");
    bench.refuses("CREATE FUNCTION" + rest + " ABI NONSENSE").state("42W01").says("NONSENSE");
    bench
        .refuses(
            "CREATE FUNCTION len AS '{\"entrypoint\": \"len\", \"language\": \"wasmMessagePack\"}'")
        .state("42W01")
        .says("\"len\"", "Seafowl", "LANGUAGE WASM");
  }

  @Test
  void namesThatSqlHasAlreadyNeedOrShadowOrAnotherName() throws SQLException {
    bench.module("geo", GEO);
    String rest = "(DOUBLE) RETURNS DOUBLE LANGUAGE WASM FROM 'geo' :: 'len'";
    bench.refuses("CREATE FUNCTION abs" + rest).state("42723").says("\"abs\"", "OR SHADOW");
    // A function of H2 that is in no standard, and one of the user's
    bench.refuses("CREATE FUNCTION zero" + rest).state("42723").says("\"zero\"", "OR SHADOW");
    bench.run("CREATE ALIAS mine FOR 'java.lang.Math.cbrt'");
    bench.refuses("CREATE FUNCTION Mine" + rest).state("42723").says("\"Mine\"", "OR SHADOW");
    for (String word : List.of("count", "cast", "coalesce", "trim", "extract", "\"COUNT\"")) {
      bench
          .refuses("CREATE FUNCTION " + word + rest)
          .state("42723")
          .says(word.replace("\"", ""), "another name");
      bench
          .refuses("CREATE FUNCTION " + word + rest.replace("LANGUAGE", "OR SHADOW LANGUAGE"))
          .state("42723");
    }
    assertEquals(List.of("8.0"), bench.rows("SELECT mine(512)"));
    bench.run(
        "CREATE FUNCTION mine(DOUBLE) RETURNS DOUBLE OR SHADOW LANGUAGE WASM FROM 'geo' :: 'len'");
    assertEquals(List.of("512.0"), bench.rows("SELECT mine(-512)"));
    bench.run("DROP FUNCTION mine");
    assertEquals(List.of("8.0"), bench.rows("SELECT mine(512)"));
  }

  @Test
  void theSameFunctionTwiceNeedsOrReplace() {
    bench
        .refuses(
            "CREATE FUNCTION Bench_Twice(BIGINT) RETURNS BIGINT LANGUAGE WASM FROM 'bench_twice' ::"
                + " 'bench_twice'")
        .state("42723")
        .says("bench_twice(BIGINT)", "OR REPLACE");
  }

  @Test
  void aModuleInUseIsNotDropped() {
    for (String drop :
        List.of(
            "DROP MODULE bench_twice", "DELETE FROM wasmudf.modules WHERE name = 'bench_twice'")) {
      bench
          .refuses(drop)
          .state("2BP01")
          .says("Module \"bench_twice\"", "bench_twice(BIGINT)", "Drop that function first");
    }
  }

  @Test
  void aReplacementThatDoesNotFitMovesNothing() throws SQLException {
    bench.module("geo", GEO);
    bench.run(
        "CREATE FUNCTION area(DOUBLE, DOUBLE) RETURNS DOUBLE LANGUAGE WASM FROM 'geo'",
        "CREATE FUNCTION len(DOUBLE) RETURNS DOUBLE LANGUAGE WASM FROM 'geo'",
        "CREATE FUNCTION size(INTEGER) RETURNS INTEGER LANGUAGE WASM FROM 'geo' :: 'narrow'");
    bench
        .refuses(
            """
            CREATE OR REPLACE MODULE geo AS WAT $$
              (module (func (export "len") (param f64) (result f64) (f64.neg (local.get 0)))
                      (func (export "narrow") (param f64) (result f64) (local.get 0))) $$""")
        .state("39W05")
        .says(
            "Module \"geo\" does not fit 2 of its 3 functions",
            "area(DOUBLE PRECISION, DOUBLE PRECISION)",
            "size(INTEGER)",
            "KEEP FUNCTIONS");
    assertEquals(List.of("3.0"), bench.rows("SELECT len(x) FROM SYSTEM_RANGE(3, 3)"));
  }
}
