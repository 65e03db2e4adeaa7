package org.wasmudf.rewriter.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wasmudf.rewriter.dialect.Dialect;

class SqlScriptTest {
  @Test
  void semicolonsEndStatementsOnlyOutsideOfQuotesAndComments() {
    assertEquals(
        List.of(
            "SELECT ';', \"a;b\" /* ; */ FROM t -- ; no end\n WHERE x = 1",
            "CREATE MODULE m AS WAT $$ (module) ;; comment; $$",
            "SELECT 2"),
        SqlScript.split(
            " ; SELECT ';', \"a;b\" /* ; */ FROM t -- ; no end\n WHERE x = 1;\n"
                + "-- nothing; here\n"
                + "CREATE MODULE m AS WAT $$ (module) ;; comment; $$;;SELECT 2 -- end",
            Dialect.H2));
  }

  @Test
  void dollarQuotesCountWhereTheTargetHasNone() {
    assertEquals(
        List.of("CREATE MODULE m AS WAT $$;;$$", "SELECT `a;b`"),
        SqlScript.split("CREATE MODULE m AS WAT $$;;$$; SELECT `a;b`", Dialect.MYSQL));
  }

  @Test
  void anEmptyScriptHasNoStatements() {
    assertEquals(List.of(), SqlScript.split(" -- only this\n;", Dialect.GENERIC));
  }
}
