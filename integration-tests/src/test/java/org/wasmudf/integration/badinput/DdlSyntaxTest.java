package org.wasmudf.integration.badinput;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wasmudf.integration.support.Bench;
import org.wasmudf.integration.support.Engine;

/** Statements of ours that break their grammar: line, column, and what was expected. */
final class DdlSyntaxTest {
  private final Bench bench = new Bench(Engine.ENDIVE);

  @AfterEach
  void close() throws SQLException {
    bench.close();
  }

  @Test
  void errorsSayLineColumnAndWhatWasExpected() {
    bench
        .refuses("CREATE MODULE m FORM FILE 'x'")
        .state("42601")
        .says("CREATE MODULE at line 1, column 17", "expected FROM FILE", "AS WAT", "FORM");
    bench
        .refuses("CREATE FUNCTION f(BIGINT)\n  RETURNS BIGNIT\n  LANGUAGE WASM FROM 'm'")
        .state("42601")
        .says("CREATE FUNCTION at line 2, column 11", "BIGNIT");
    bench
        .refuses("CREATE FUNCTION f(BIGINT) RETURNS BIGINT LANGUAGE WASM")
        .state("42601")
        .says("line 1", "expected FROM 'module', FROM FILE 'path' or AS WAT");
    bench
        .refuses("CREATE FUNCTION f(BIGINT) LANGUAGE WASM FROM 'm' STRICT STRICT")
        .state("42601")
        .says("line 1, column 57", "twice");
    bench
        .refuses("CREATE FUNCTION f(BIGINT LANGUAGE WASM FROM 'm'")
        .state("42601")
        .says("CREATE FUNCTION at line 1");
    bench
        .refuses("DROP MODULE")
        .state("42601")
        .says("DROP MODULE at line 1, column 12", "expected the module's name");
    bench
        .refuses("ALTER MODULE m USE SHA256_HASH 'abc'")
        .state("42601")
        .says("ALTER MODULE at line 1, column 32", "64 hex digits");
    bench
        .refuses("CREATE MODULE m FROM BASE64 '***'")
        .state("42601")
        .says("CREATE MODULE", "line 1");
    bench
        .refuses("CREATE MODULE m FROM X'0'")
        .state("42601")
        .says("line 1, column 22", "pairs of hex digits");
    bench
        .refuses("DROP MODULE m; DROP MODULE n")
        .state("42601")
        .says("line 1, column 16", "one statement at a time");
    bench
        .refuses("EXPLAIN WASM")
        .state("42601")
        .says("EXPLAIN WASM at line 1, column 13", "expected a statement");
    bench
        .refuses("SELECT colour FROM wasmudf.modules")
        .state("42703")
        .says("wasmudf.modules has no column \"colour\"", "name, hash, size_bytes");
  }

  @Test
  void int8IsAmbiguousAndSaysWhatToWrite() {
    for (String type : List.of("INT8", "int8")) {
      bench
          .refuses("CREATE FUNCTION f(" + type + ") RETURNS BIGINT LANGUAGE WASM FROM 'm'")
          .state("42601")
          .says("line 1, column 19", type, "BIGINT", "TINYINT", "PostgreSQL", "ClickHouse");
    }
  }

  @Test
  void int8AsClickHouseWritesItIsTinyint() throws SQLException {
    bench.run(
        """
        CREATE FUNCTION tiny(Int8) RETURNS Int8 LANGUAGE WASM AS WAT $$
          (module (func (export "tiny") (param i32) (result i32) (local.get 0))) $$""");
    assertEquals(
        List.of("TINYINT"),
        bench.rows("SELECT returns FROM wasmudf.functions WHERE name = 'tiny'"));
  }

  @Test
  void preparedStatementChecksTheGrammarWhenItIsPrepared() {
    bench
        .refuses(
            connection -> {
              try (PreparedStatement create =
                  connection.prepareStatement("CREATE MODULE m FROM ? FROM ?")) {
                create.clearParameters();
              }
            })
        .state("42601")
        .says("line 1, column 24");
  }

  @Test
  void parameterOfTheWrongKindNamesItsNumber() {
    bench
        .refuses(
            connection -> {
              try (PreparedStatement insert =
                  connection.prepareStatement(
                      "INSERT INTO wasmudf.modules (name, code) VALUES (?, ?)")) {
                insert.setString(1, "m");
                insert.setString(2, "not bytes");
                insert.executeUpdate();
              }
            })
        .state("22018")
        .says("Module \"m\"", "parameter 2", "String", "byte[]");
    bench
        .refuses(
            connection -> {
              try (PreparedStatement insert =
                  connection.prepareStatement(
                      "INSERT INTO wasmudf.modules (name, code) VALUES (?, ?)")) {
                insert.setInt(1, 5);
                insert.setBytes(2, new byte[8]);
                insert.executeUpdate();
              }
            })
        .state("22018")
        .says("arameter 1", "String");
    bench
        .refuses(
            connection -> {
              try (PreparedStatement insert =
                  connection.prepareStatement(
                      "INSERT INTO wasmudf.modules (name, code, hash) VALUES (?, ?, ?)")) {
                insert.setString(1, "m");
                insert.setBytes(2, new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});
                insert.setString(3, "abc");
                insert.executeUpdate();
              }
            })
        .state("22018")
        .says("Module \"m\"", "64 hex digits");
  }

  @Test
  void parameterWhereANameBelongsIsRefused() {
    bench
        .refuses(
            connection -> {
              try (PreparedStatement create =
                  connection.prepareStatement("CREATE MODULE ? FROM ?")) {
                create.setString(1, "m");
              }
            })
        .state("42601")
        .says("line 1, column 15", "the module's name");
  }

  @Test
  void ddlAsAQueryAndQueriesAsUpdatesAreRefused() {
    bench
        .refuses(
            connection -> {
              try (Statement statement = connection.createStatement()) {
                statement.executeQuery("DROP FUNCTION bench_twice").close();
              }
            })
        .state("07005");
    bench
        .refuses(
            connection -> {
              try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("SELECT name FROM wasmudf.functions");
              }
            })
        .state("07003");
  }

  @Test
  void theErrorsOfTheTargetStayTheTargets() {
    bench.refuses("SELEC 1").state("42001");
    bench.refuses("CREATE FUNCTION f() LANGUAGE plpgsql").state("42001");
    bench.refuses("SELECT bench_twice(nope) FROM SYSTEM_RANGE(1, 2)").state("42S22");
    bench.refuses("DROP FUNCTION nobodys").state("42001");
  }
}
