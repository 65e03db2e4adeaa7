package org.wasmudf.rewriter.ddl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.ddl.DdlStatement.Cell;
import org.wasmudf.rewriter.ddl.Token.Kind;

/** INSERT and DELETE over {@code wasmudf.modules}, behind the relation's name. */
final class ModuleRowsParser {
  private final TokenCursor cursor;

  ModuleRowsParser(TokenCursor cursor) {
    this.cursor = cursor;
  }

  DdlStatement parseInsert() throws DdlSyntaxException {
    List<String> columns = columns();
    List<DdlStatement.InsertModules.Row> rows = new ArrayList<>();
    if (cursor.takeWord("SELECT")) {
      List<Cell> cells = new ArrayList<>();
      do {
        cells.add(cell());
      } while (cursor.takeSymbol(","));
      rows.add(row(columns, cells));
    } else if (cursor.takeWord("VALUES")) {
      do {
        cursor.expectSymbol("(");
        List<Cell> cells = new ArrayList<>();
        do {
          cells.add(cell());
        } while (cursor.takeSymbol(","));
        cursor.expectSymbol(")");
        rows.add(row(columns, cells));
      } while (cursor.takeSymbol(","));
    } else {
      throw cursor.expected("VALUES or SELECT");
    }
    cursor.expectEnd();
    return new DdlStatement.InsertModules(rows);
  }

  private List<String> columns() throws DdlSyntaxException {
    if (!cursor.takeSymbol("(")) {
      return List.of("name", "code");
    }
    List<String> columns = new ArrayList<>();
    do {
      Token token = cursor.peek();
      String column = cursor.expectName("a column").toLowerCase(Locale.ROOT);
      if (!List.of("name", "code", "hash").contains(column) || columns.contains(column)) {
        throw cursor.error(
            token.start(),
            "expected the columns name, code and hash, each once, found " + column + ".");
      }
      columns.add(column);
    } while (cursor.takeSymbol(","));
    cursor.expectSymbol(")");
    if (!columns.contains("name") || !columns.contains("code")) {
      throw cursor.expected("the columns name and code in the column list");
    }
    return columns;
  }

  private DdlStatement.InsertModules.Row row(List<String> columns, List<Cell> cells)
      throws DdlSyntaxException {
    if (columns.size() != cells.size()) {
      throw cursor.expected(columns.size() + " values for " + String.join(", ", columns));
    }
    int hash = columns.indexOf("hash");
    return new DdlStatement.InsertModules.Row(
        cells.get(columns.indexOf("name")),
        cells.get(columns.indexOf("code")),
        hash < 0 ? null : cells.get(hash));
  }

  DdlStatement parseDelete() throws DdlSyntaxException {
    if (!cursor.takeWord("WHERE")) {
      throw cursor.expected("WHERE name = '..': modules are deleted one by one");
    }
    Cell name = whereName(cursor);
    cursor.expectEnd();
    return new DdlStatement.DeleteModule(name);
  }

  /** {@code name = '..'} or {@code name = ?}. */
  static Cell whereName(TokenCursor cursor) throws DdlSyntaxException {
    Token column = cursor.peek();
    if (!cursor.expectName("name = '..'").equalsIgnoreCase("name")) {
      throw cursor.error(column.start(), "expected the column name, found " + column.found() + ".");
    }
    cursor.expectSymbol("=");
    int parameter = cursor.takeParameter();
    return parameter > 0
        ? new Cell.Parameter(parameter)
        : new Cell.Text(cursor.expectString("a string or a parameter"));
  }

  private Cell cell() throws DdlSyntaxException {
    int parameter = cursor.takeParameter();
    if (parameter > 0) {
      return new Cell.Parameter(parameter);
    }
    Token token = cursor.peek();
    if (token.kind() == Kind.HEX) {
      return new Cell.Bytes(DdlParser.hex(cursor));
    }
    Cell call = decodingCall(token);
    return call != null
        ? call
        : new Cell.Text(
            cursor.expectString("a string, a parameter, X'..', base64Decode('..') or unhex('..')"));
  }

  /** ClickHouse's base64Decode('..') and unhex('..'). */
  private @Nullable Cell decodingCall(Token token) throws DdlSyntaxException {
    boolean base64 = token.isWord("base64Decode");
    if (!base64 && !token.isWord("unhex")) {
      return null;
    }
    cursor.take();
    cursor.expectSymbol("(");
    byte[] bytes;
    if (base64) {
      bytes = DdlParser.base64(cursor);
    } else if (cursor.peek().kind() == Kind.STRING) {
      bytes = DdlParser.hex(cursor);
    } else {
      throw cursor.expected("hex digits in a string");
    }
    cursor.expectSymbol(")");
    return new Cell.Bytes(bytes);
  }
}
