package org.wasmudf.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DdlTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          dist     | dist
          Dist_2   | Dist_2
          _a$      | _a$
          größe    | größe
          2nd      | "2nd"
          a b      | "a b"
          a"b      | "a""b"
          a-b      | "a-b"
          from     | "from"
          IF       | "IF"
          ``       | ""
          """)
  void identifiersAreQuotedWhereTheyMustBe(String name, String sql) {
    assertEquals(sql, DdlText.identifier(name));
  }

  @Test
  void literalsDoubleTheirQuotes() {
    assertEquals("'it''s \"x\" \\'", DdlText.literal("it's \"x\" \\"));
  }

  @Test
  void plainFunctionNamesEverythingThatItRestsOn() {
    FunctionDefinition function =
        Fixtures.function("dist", Fixtures.image("geo", "one"), Fixtures.DOUBLE, Fixtures.DOUBLE);
    assertEquals(
        "CREATE FUNCTION dist(DOUBLE PRECISION, DOUBLE PRECISION) LANGUAGE WASM FROM 'geo' :: 'f'"
            + " RETURNS INTEGER ABI ROW_DIRECT DETERMINISTIC RETURNS NULL ON NULL INPUT"
            + " SHA256_HASH '"
            + Fixtures.hash("one")
            + "'",
        DdlText.createFunction(function));
  }

  @Test
  void everyClauseIsWritten() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("max_fuel", "1000");
    settings.put("keep_state", "true");
    settings.put("label", "it's 1");
    FunctionDefinition function =
        new FunctionDefinition(
            "my dist",
            FunctionKind.AGGREGATE,
            new FunctionSignature(
                List.of(
                    new Parameter("from", new SqlType.Text(10)),
                    new Parameter(null, new SqlType.Array(Fixtures.INTEGER))),
                new SqlType.Timestamp(3, true)),
            Abi.COLUMNAR,
            NullHandling.CALLED_ON_NULL_INPUT,
            Volatility.STABLE,
            true,
            true,
            true,
            "o'geo",
            Fixtures.hash("one"),
            "it's",
            settings,
            "What's this?",
            Fixtures.CREATED);
    assertEquals(
        "CREATE TEMPORARY AGGREGATE FUNCTION \"my dist\"(\"from\" VARCHAR(10), INTEGER[])"
            + " OR SHADOW LANGUAGE WASM FROM 'o''geo' :: 'it''s'"
            + " RETURNS TIMESTAMP(3) WITH TIME ZONE ABI COLUMNAR STABLE CALLED ON NULL INPUT"
            + " PARALLEL SAFE SHA256_HASH '"
            + Fixtures.hash("one")
            + "' SETTINGS max_fuel = 1000, keep_state = true, label = 'it''s 1'"
            + " COMMENT 'What''s this?'",
        DdlText.createFunction(function));
  }
}
