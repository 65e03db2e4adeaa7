package org.wasmudf.rewriter.parse;

import java.util.ArrayList;
import java.util.List;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.rewriter.dialect.Lexical;

/** Cuts a script into its statements. */
public final class SqlScript {
  private SqlScript() {}

  /**
   * The statements between semicolons, as written but for the blanks and comments around them. A
   * semicolon within a string, name, comment or dollar quotes ends nothing; dollar quotes count for
   * every dialect, since our DDL has them.
   */
  public static List<String> split(String script, Dialect dialect) {
    List<String> statements = new ArrayList<>();
    int start = -1;
    int end = -1;
    for (SqlToken token : SqlLexer.of(script, withDollarQuotes(dialect.lexical())).tokens()) {
      if (token.isSymbol(";")) {
        if (start >= 0) {
          statements.add(script.substring(start, end));
        }
        start = -1;
      } else {
        start = start < 0 ? token.start() : start;
        end = token.end();
      }
    }
    if (start >= 0) {
      statements.add(script.substring(start, end));
    }
    return statements;
  }

  private static Lexical withDollarQuotes(Lexical rules) {
    return new Lexical(
        rules.backslashEscapes(),
        rules.doubleQuotedStrings(),
        rules.backticks(),
        rules.squareBrackets(),
        true,
        rules.hashComments(),
        rules.nestedComments(),
        rules.doubledQuestionMarks(),
        rules.executableComments());
  }
}
