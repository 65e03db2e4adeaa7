package org.wasmudf.rewriter.ddl;

/** A statement of ours that breaks its grammar (SQLState 42601), with its place. */
public final class DdlSyntaxException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int offset;
  private final int line;
  private final int column;

  DdlSyntaxException(String statement, String sql, int offset, String problem) {
    super(
        "Syntax error in "
            + statement
            + " at line "
            + line(sql, offset)
            + ", column "
            + column(sql, offset)
            + ": "
            + problem);
    this.offset = offset;
    this.line = line(sql, offset);
    this.column = column(sql, offset);
  }

  /** From 0. */
  public int offset() {
    return offset;
  }

  /** From 1. */
  public int line() {
    return line;
  }

  /** From 1, in UTF-16 units. */
  public int column() {
    return column;
  }

  private static int line(String sql, int offset) {
    return 1 + (int) sql.substring(0, offset).chars().filter(c -> c == '\n').count();
  }

  private static int column(String sql, int offset) {
    return offset - (offset == 0 ? -1 : sql.lastIndexOf('\n', offset - 1));
  }
}
