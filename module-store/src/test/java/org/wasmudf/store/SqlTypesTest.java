package org.wasmudf.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wasmudf.store.SqlTypes.Parsed;

class SqlTypesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          BOOLEAN                        | BOOLEAN
          bool                           | BOOLEAN
          TINYINT                        | TINYINT
          Int8                           | TINYINT
          SMALLINT                       | SMALLINT
          INT2                           | SMALLINT
          Int16                          | SMALLINT
          int16                          | SMALLINT
          INTEGER                        | INTEGER
          Int                            | INTEGER
          INT4                           | INTEGER
          Int32                          | INTEGER
          bigint                         | BIGINT
          INT64                          | BIGINT
          UInt8                          | UInt8
          UINT8                          | UInt8
          UInt16                         | UInt16
          uint32                         | UInt32
          UInt64                         | UInt64
          Int128                         | Int128
          UINT128                        | UInt128
          REAL                           | REAL
          FLOAT4                         | REAL
          Float32                        | REAL
          DOUBLE                         | DOUBLE PRECISION
          double   precision             | DOUBLE PRECISION
          DOUBLE /* both words */ PRECISION | DOUBLE PRECISION
          FLOAT8                         | DOUBLE PRECISION
          Float64                        | DOUBLE PRECISION
          FLOAT                          | DOUBLE PRECISION
          FLOAT(1)                       | REAL
          FLOAT(24)                      | REAL
          FLOAT(25)                      | DOUBLE PRECISION
          FLOAT(53)                      | DOUBLE PRECISION
          DECIMAL                        | DECIMAL(38,0)
          DECIMAL(9)                     | DECIMAL(9,0)
          DECIMAL( 9 , 2 )               | DECIMAL(9,2)
          DEC(9,2)                       | DECIMAL(9,2)
          NUMERIC(76,76)                 | DECIMAL(76,76)
          NUMBER                         | DECIMAL(38,0)
          NUMBER(10,2)                   | DECIMAL(10,2)
          CHAR                           | VARCHAR
          CHAR(10)                       | VARCHAR(10)
          CHARACTER                      | VARCHAR
          CHARACTER(3)                   | VARCHAR(3)
          CHARACTER VARYING              | VARCHAR
          CHARACTER VARYING(255)         | VARCHAR(255)
          char varying(2)                | VARCHAR(2)
          CHARACTER LARGE OBJECT         | VARCHAR
          VARCHAR                        | VARCHAR
          VARCHAR(1)                     | VARCHAR(1)
          VARCHAR2(20)                   | VARCHAR(20)
          NVARCHAR                       | VARCHAR
          NVARCHAR(30)                   | VARCHAR(30)
          NCHAR(3)                       | VARCHAR(3)
          TEXT                           | VARCHAR
          String                         | VARCHAR
          CLOB                           | VARCHAR
          BINARY                         | VARBINARY
          BINARY(16)                     | VARBINARY(16)
          BINARY VARYING(16)             | VARBINARY(16)
          BINARY LARGE OBJECT            | VARBINARY
          VARBINARY                      | VARBINARY
          VARBINARY(8)                   | VARBINARY(8)
          BYTEA                          | VARBINARY
          BLOB                           | VARBINARY
          DATE                           | DATE
          TIME                           | TIME(6)
          TIME(0)                        | TIME(0)
          TIME(9) WITHOUT TIME ZONE      | TIME(9)
          TIMESTAMP                      | TIMESTAMP(6)
          TIMESTAMP(3)                   | TIMESTAMP(3)
          TIMESTAMP WITHOUT TIME ZONE    | TIMESTAMP(6)
          TIMESTAMP WITH TIME ZONE       | TIMESTAMP(6) WITH TIME ZONE
          TIMESTAMP(9) with time zone    | TIMESTAMP(9) WITH TIME ZONE
          TIMESTAMPTZ                    | TIMESTAMP(6) WITH TIME ZONE
          TIMESTAMPTZ(0)                 | TIMESTAMP(0) WITH TIME ZONE
          DATETIME                       | TIMESTAMP(6)
          DATETIME(3)                    | TIMESTAMP(3)
          UUID                           | UUID
          JSON                           | JSON
          INTEGER[]                      | INTEGER[]
          INTEGER [ ] []                 | INTEGER[][]
          ARRAY(VARCHAR(3))              | VARCHAR(3)[]
          array(Array(Int8))             | TINYINT[][]
          TIMESTAMPTZ[]                  | TIMESTAMP(6) WITH TIME ZONE[]
          """)
  void everySpellingHasItsType(String spelling, String canonical) throws TypeSyntaxException {
    SqlType type = SqlTypes.parse(spelling);
    assertEquals(canonical, type.sql());
    assertEquals(type, SqlTypes.parse(type.sql()));
  }

  @Test
  void canonicalSpellingOfAnyTypeReadsBackEqual() throws TypeSyntaxException {
    Random random = new Random(20260101);
    for (int i = 0; i < 20_000; i++) {
      SqlType type = RandomTypes.next(random, 3);
      assertEquals(type, SqlTypes.parse(type.sql()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT8", "int8", "iNT8", "InT8"})
  void eightIsAmbiguousUnlessWrittenAsClickHouseDoes(String spelling) {
    TypeSyntaxException e = refused(spelling);
    assertEquals(
        spelling + " is 64 bits in PostgreSQL and 8 in ClickHouse; write BIGINT or TINYINT.",
        e.getMessage());
    assertEquals(0, e.offset());
    assertEquals("BIGINT or TINYINT", e.expected());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                        | 0  | Expected a type, found the end of the text.
          42                        | 0  | Expected a type, found "42".
          INTEGR                    | 0  | "INTEGR" is no type of a WASM function. Did you mean INTEGER?
          DECIMAL(0)                | 8  | The precision of DECIMAL is a number from 1 to 76, not 0.
          DECIMAL(77,2)             | 8  | The precision of DECIMAL is a number from 1 to 76, not 77.
          DECIMAL(5,6)              | 10 | The scale of DECIMAL(5,s) is a number from 0 to 5, not 6.
          DECIMAL(5,-2)             | 10 | Expected a number from 0 to 5, found "-".
          DECIMAL(5;2)              | 9  | Expected ")", found ";".
          VARCHAR(0)                | 8  | A length is a number at least 1, not 0.
          VARCHAR(10                | 10 | Expected ")", found the end of the text.
          VARCHAR(10K)              | 8  | Expected a number at least 1, found "10K".
          FLOAT(54)                 | 6  | The p of FLOAT(p) is a number from 1 to 53, not 54.
          TIME(10)                  | 5  | The p of TIME(p) is a number from 0 to 9, not 10.
          TIMESTAMP(10)             | 10 | The p of TIMESTAMP(p) is a number from 0 to 9, not 10.
          TIMESTAMP WITH TIME       | 10 | Expected the end of the type, found "WITH".
          TIME WITH TIME ZONE       | 0  | TIME WITH TIME ZONE is not taken: without a date its zone has no offset. Write TIME or TIMESTAMP WITH TIME ZONE.
          INTEGER[3]                | 8  | Expected "]", found "3".
          ARRAY                     | 5  | Expected "(", found the end of the text.
          ARRAY(INT8)               | 6  | INT8 is 64 bits in PostgreSQL and 8 in ClickHouse; write BIGINT or TINYINT.
          INTEGER INTEGER           | 8  | Expected the end of the type, found "INTEGER".
          """)
  void whatIsNoTypeIsRefusedAtItsPlace(String spelling, int offset, String message) {
    TypeSyntaxException e = refused(spelling);
    assertEquals(message, e.getMessage());
    assertEquals(offset, e.offset());
  }

  @Test
  void unknownTypeWithoutANearNameListsTheNames() {
    assertTrue(refused("geometry").getMessage().contains("Write one of BOOLEAN, TINYINT, "));
  }

  @Test
  void deepArraysAreRefusedBeforeTheStackEnds() {
    assertTrue(refused("INT" + "[]".repeat(100_000)).getMessage().contains("at most 16 deep"));
    assertTrue(refused("ARRAY(".repeat(100_000)).getMessage().contains("at most 16 deep"));
  }

  @Test
  void typeInsideALongerTextEndsWhereTheNextClauseStarts() throws TypeSyntaxException {
    String text = "RETURNS  DOUBLE PRECISION ABI COLUMNAR";
    Parsed<SqlType> parsed = SqlTypes.typeAt(text, 7);
    assertEquals(new SqlType.FloatingPoint(64), parsed.value());
    assertEquals(" ABI COLUMNAR", text.substring(parsed.end()));
    assertEquals(6, SqlTypes.typeAt("DOUBLE TROUBLE", 0).end());
    assertEquals(9, SqlTypes.typeAt("TIMESTAMP WITH ROLE x", 0).end());
    assertEquals(30, assertThrows(TypeSyntaxException.class, () -> at("x".repeat(30))).offset());
  }

  private static Parsed<SqlType> at(String prefix) throws TypeSyntaxException {
    return SqlTypes.typeAt(prefix + "?", prefix.length());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ()                               | ()
          (INTEGER)                        | (INTEGER)
          (a INTEGER, b VARCHAR(3))        | (a INTEGER, b VARCHAR(3))
          (date DATE, text, text TEXT)     | (date DATE, VARCHAR, text VARCHAR)
          (double precision)               | (DOUBLE PRECISION)
          (double double precision)        | (double DOUBLE PRECISION)
          (array int)                      | (array INTEGER)
          (array array(int), int[])        | (array INTEGER[], INTEGER[])
          (timestamp timestamp with time zone) | (timestamp TIMESTAMP(6) WITH TIME ZONE)
          (int8 Int8)                      | (int8 TINYINT)
          ("a b" INT, "from" INT)          | ("a b" INTEGER, "from" INTEGER)
          ("a""b" INT)                     | ("a""b" INTEGER)
          (a /* , */ INT, b INT)           | (a INTEGER, b INTEGER)
          """)
  void argumentListsTakeNamesAndTypes(String list, String canonical) throws TypeSyntaxException {
    Parsed<List<Parameter>> parsed = SqlTypes.parametersAt("f" + list + " RETURNS", 1);
    FunctionSignature signature = new FunctionSignature(parsed.value(), new SqlType.Bool());
    assertEquals(canonical, signature.argumentsSql());
    assertEquals(1 + list.length(), parsed.end());
    assertEquals(
        parsed.value(), SqlTypes.parametersAt(signature.argumentsSql(), 0).value(), canonical);
  }

  @Test
  void lineCommentHidesWhatLooksLikeTheEnd() throws TypeSyntaxException {
    assertEquals(2, SqlTypes.parametersAt("(INT -- )\n, INT)", 0).value().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          (                  | 1  | Expected an argument, found the end of the text.
          (a)                | 1  | "a" is no type of a WASM function. Write one of BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, UInt8, UInt16, UInt32, UInt64, Int128, UInt128, REAL, DOUBLE, DECIMAL, VARCHAR, TEXT, STRING, VARBINARY, BLOB, DATE, TIME, TIMESTAMP, TIMESTAMPTZ, UUID, JSON, ARRAY.
          (x INT8)           | 3  | INT8 is 64 bits in PostgreSQL and 8 in ClickHouse; write BIGINT or TINYINT.
          (INT8)             | 1  | INT8 is 64 bits in PostgreSQL and 8 in ClickHouse; write BIGINT or TINYINT.
          (a INT b)          | 7  | Expected "," or ")", found "b".
          (a INT,)           | 7  | Expected an argument, found ")".
          (a INT, A INT)     | 8  | Two arguments have the name "A".
          (a INT             | 6  | Expected "," or ")", found the end of the text.
          ("a INT)           | 1  | The quote (") is never closed.
          INT                | 0  | Expected "(", found "INT".
          """)
  void brokenArgumentListsAreRefusedAtTheirPlace(String list, int offset, String message) {
    TypeSyntaxException e =
        assertThrows(TypeSyntaxException.class, () -> SqlTypes.parametersAt(list, 0));
    assertEquals(message, e.getMessage());
    assertEquals(offset, e.offset());
  }

  private static TypeSyntaxException refused(String spelling) {
    return assertThrows(TypeSyntaxException.class, () -> SqlTypes.parse(spelling));
  }
}
