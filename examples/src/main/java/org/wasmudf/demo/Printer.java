package org.wasmudf.demo;

import java.io.PrintStream;
import java.sql.SQLException;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;

/** Where and how the demo prints: colours on a terminal, plain text elsewhere. */
final class Printer {
  private static final int WIDTH = 110;

  private final PrintStream out;
  private final boolean colours;

  Printer(PrintStream out, boolean colours) {
    this.out = out;
    this.colours = colours;
  }

  void heading(String text) {
    out.println();
    out.println(styled(text, Style.bold));
  }

  void sql(String sql) {
    out.println(styled(indented(sql.strip()) + ";", Style.fg_cyan));
  }

  void table(Table table, long rows) {
    out.println(indented(table.render(WIDTH)));
    long more = rows - table.rows().size();
    if (more > 0) {
      out.printf("  ... and %,d more%n", more);
    }
  }

  void line(String text) {
    out.println("  " + text);
  }

  void good(String text) {
    out.println("  " + styled("ok: " + text, Style.fg_green));
  }

  void bad(String text) {
    out.println("  " + styled("FAILED: " + text, Style.fg_red));
  }

  /** An error as a caller sees it. */
  void error(SQLException e) {
    out.println(
        styled(indented("SQLState " + e.getSQLState() + ": " + e.getMessage()), Style.fg_yellow));
  }

  private static String indented(String text) {
    return "  " + text.stripTrailing().replace("\n", "\n  ");
  }

  private String styled(String text, IStyle style) {
    return colours ? style.on() + text + Style.reset.on() : text;
  }
}
