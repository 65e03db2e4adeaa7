package org.wasmudf.rewriter.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wasmudf.rewriter.dialect.Dialect;

class SignChainsTest {
  @ParameterizedTest
  @CsvSource({
    "'SELECT 2 * - + x', 'SELECT 2 * -   x'",
    "'SELECT - - x', 'SELECT +   x'",
    "'SELECT - - - x', 'SELECT -     x'",
    "'SELECT a - - b', 'SELECT a - - b'",
    "'SELECT a - + - b', 'SELECT a - -   b'",
    "'SELECT (a) + + + 5', 'SELECT (a) + +   5'",
    "'SELECT 5 BETWEEN - + 4 AND + - 6', 'SELECT 5 BETWEEN -   4 AND -   6'",
    "'SELECT \"NOT\" - - ?', 'SELECT \"NOT\" - - ?'",
    "'SELECT NOT - + - x', 'SELECT NOT +     x'",
    "'SELECT - /* - */ + 1', 'SELECT - /* - */   1'",
    "'SELECT NULL - + + 1', 'SELECT NULL - +   1'",
  })
  void signsInRowBecomeOne(String sql, String shadow) {
    StringBuilder text = new StringBuilder(sql);
    SignChains.shorten(SqlLexer.of(sql, Dialect.H2.lexical()).tokens(), text);
    assertEquals(shadow, text.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT - + x FROM t",
        "SELECT a * - + b, a - - b, a + + b, a - + - b FROM t WHERE + - + a = - ( - + b )",
        "SELECT a FROM t WHERE a BETWEEN - + 4 AND + - 6 OR NOT - - a IS NULL",
        "SELECT CASE WHEN - - a > + + 1 THEN - - 1 ELSE + - 1 END FROM t",
        "SELECT MAX ( DISTINCT - - a ) / + + ( AVG ( - + b ) ) FROM t GROUP BY + + a HAVING - - a > 1",
        "SELECT x FROM t LIMIT + + 1",
      })
  void textsWithThemAreUnderstood(String sql) {
    assertNull(ParsedStatement.parse(sql, Dialect.H2).failure());
  }
}
