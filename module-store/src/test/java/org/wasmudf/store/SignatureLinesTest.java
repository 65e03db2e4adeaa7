package org.wasmudf.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureLinesTest {

  @Test
  void linesBecomeSignaturesAndBlankLinesAreSkipped() throws TypeSyntaxException {
    List<SignatureLine> lines =
        SignatureLines.parse(
            """

            area(w DOUBLE, h DOUBLE) RETURNS DOUBLE
            -- a comment
            len(text) RETURNS INTEGER EXPORT 'text_length' ABI COLUMNAR CALLED ON NULL INPUT STABLE\r

            """);
    assertEquals(2, lines.size());
    SignatureLine area = lines.get(0);
    assertEquals("area", area.name());
    assertEquals("area", area.export());
    assertEquals("(w DOUBLE PRECISION, h DOUBLE PRECISION)", area.signature().argumentsSql());
    assertEquals(new SqlType.FloatingPoint(64), area.signature().returns());
    assertNull(area.abi());
    assertNull(area.nullHandling());
    assertNull(area.volatility());
    assertEquals(2, area.line());
    SignatureLine len = lines.get(1);
    assertEquals("text_length", len.export());
    assertEquals(Abi.COLUMNAR, len.abi());
    assertEquals(NullHandling.CALLED_ON_NULL_INPUT, len.nullHandling());
    assertEquals(Volatility.STABLE, len.volatility());
    assertEquals(4, len.line());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          f() RETURNS INT                        | f() RETURNS INTEGER
          f(INT) RETURNS INT EXPORT 'f'          | f(INTEGER) RETURNS INTEGER
          f(INT) RETURNS INT EXPORT 'it''s'      | f(INTEGER) RETURNS INTEGER EXPORT 'it''s'
          f(INT) RETURNS INT abi row_direct      | f(INTEGER) RETURNS INTEGER ABI ROW_DIRECT
          f(INT) RETURNS INT STRICT              | f(INTEGER) RETURNS INTEGER RETURNS NULL ON NULL INPUT
          f(INT) RETURNS INT RETURNS NULL ON NULL INPUT | f(INTEGER) RETURNS INTEGER RETURNS NULL ON NULL INPUT
          f(INT) RETURNS INT CALLED ON NULL INPUT| f(INTEGER) RETURNS INTEGER CALLED ON NULL INPUT
          f(INT) RETURNS INT IMMUTABLE           | f(INTEGER) RETURNS INTEGER DETERMINISTIC
          f(INT) RETURNS INT DETERMINISTIC       | f(INTEGER) RETURNS INTEGER DETERMINISTIC
          f(INT) RETURNS INT NOT DETERMINISTIC   | f(INTEGER) RETURNS INTEGER VOLATILE
          f(INT) RETURNS INT VOLATILE            | f(INTEGER) RETURNS INTEGER VOLATILE
          f(INT) RETURNS INT STABLE STRICT ABI COLUMNAR; | f(INTEGER) RETURNS INTEGER ABI COLUMNAR STABLE RETURNS NULL ON NULL INPUT
          "my f"(INT) RETURNS INT                | "my f"(INTEGER) RETURNS INTEGER EXPORT 'my f'
          """)
  void everyClauseIsRead(String line, String canonical) throws TypeSyntaxException {
    SignatureLine read = SignatureLines.parse(line).get(0);
    assertEquals(canonical.replace(" EXPORT 'my f'", ""), read.sql());
    assertEquals(read, SignatureLines.parse(read.sql()).get(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          (INT) RETURNS INT                     | 1  | Expected a function name, found "(".
          f RETURNS INT                         | 3  | Expected "(", found "RETURNS".
          f(INT)                                | 7  | Expected RETURNS, found the end of the text.
          f(INT) RETURNS                        | 15 | Expected a type, found the end of the text.
          f(INT) RETURNS INT8                   | 16 | INT8 is 64 bits in PostgreSQL and 8 in ClickHouse; write BIGINT or TINYINT.
          f(INT) RETURNS INT EXPORT f           | 27 | Expected the export in single quotes, found "f".
          f(INT) RETURNS INT EXPORT 'f          | 27 | The quote (') is never closed.
          f(INT) RETURNS INT ABI C              | 24 | Expected ROW_DIRECT or COLUMNAR, found "C".
          f(INT) RETURNS INT STRICT STRICT      | 27 | The clause for NULL input is given twice.
          f(INT) RETURNS INT STABLE VOLATILE    | 27 | The clause for volatility is given twice.
          f(INT) RETURNS INT ABI COLUMNAR ABI COLUMNAR | 33 | ABI is given twice.
          f(INT) RETURNS INT NOT NULL           | 20 | Expected EXPORT, ABI, STRICT, RETURNS NULL ON NULL INPUT, CALLED ON NULL INPUT, DETERMINISTIC, NOT DETERMINISTIC, IMMUTABLE, STABLE, VOLATILE or the end of the line, found "NOT".
          """)
  void brokenLineIsRefusedWithLineAndColumn(String line, int column, String message) {
    TypeSyntaxException e =
        assertThrows(
            TypeSyntaxException.class,
            () -> SignatureLines.parse("ok() RETURNS INT\n\n" + line + "\n"));
    assertEquals("Section \"wasm_udf\", line 3, column " + column + ": " + message, e.getMessage());
    assertEquals("ok() RETURNS INT\n\n".length() + column - 1, e.offset());
  }

  @Test
  void sectionThatIsNotUtf8IsRefused() {
    TypeSyntaxException e =
        assertThrows(
            TypeSyntaxException.class, () -> SignatureLines.parse(new byte[] {'f', (byte) 0xff}));
    assertEquals("Section \"wasm_udf\" is not UTF-8.", e.getMessage());
  }

  @Test
  void bytesOfTheSectionAreReadAsUtf8() throws TypeSyntaxException {
    byte[] section = "größe(INT) RETURNS INT".getBytes(StandardCharsets.UTF_8);
    assertEquals("größe", SignatureLines.parse(section).get(0).name());
  }

  @Test
  void lineBecomesTheStatementThatRegistersIt() throws TypeSyntaxException {
    SignatureLine line =
        SignatureLines.parse("len(t TEXT) RETURNS INT EXPORT 'text_len' STRICT").get(0);
    assertEquals(
        "CREATE FUNCTION len(t VARCHAR) LANGUAGE WASM FROM 'it''s' :: 'text_len' RETURNS INTEGER"
            + " RETURNS NULL ON NULL INPUT",
        DdlText.createFunction(line, "it's"));
  }
}
