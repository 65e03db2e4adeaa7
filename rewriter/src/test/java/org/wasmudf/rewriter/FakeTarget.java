package org.wasmudf.rewriter;

import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.SelectItem;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.plan.TargetColumn;
import org.wasmudf.rewriter.plan.TargetProbe;

/**
 * A target that is not here: it answers for each SELECT item by the first letter of its expression
 * (i BIGINT, d DOUBLE, n DECIMAL, s VARCHAR, b BOOLEAN).
 */
final class FakeTarget implements TargetProbe {
  private final Dialect dialect;
  private final @Nullable String setting;

  FakeTarget(Dialect dialect, @Nullable String setting) {
    this.dialect = dialect;
    this.setting = setting;
  }

  @Override
  public List<TargetColumn> columns(String sql) throws SQLException {
    if (!(ParsedStatement.parse(sql, dialect).statement() instanceof PlainSelect select)) {
      throw new SQLException("no query: " + sql, "42601");
    }
    List<TargetColumn> columns = new ArrayList<>();
    for (SelectItem<?> item : select.getSelectItems()) {
      String text = String.valueOf(item.getExpression());
      String label = item.getAlias() == null ? text : item.getAlias().getName();
      columns.add(column(label, text));
    }
    return columns;
  }

  private static TargetColumn column(String label, String text) {
    return switch (text.charAt(0)) {
      case 'd' -> new TargetColumn(label, Types.DOUBLE, "float8", 17, 17, true, 1);
      case 'n' -> new TargetColumn(label, Types.NUMERIC, "numeric", 0, 0, true, 1);
      case 's' -> new TargetColumn(label, Types.VARCHAR, "varchar", 40, 0, false, 1);
      case 'b' -> new TargetColumn(label, Types.BOOLEAN, "bool", 1, 0, false, 1);
      default -> new TargetColumn(label, Types.BIGINT, "int8", 19, 0, true, 1);
    };
  }

  @Override
  public @Nullable String setting(String query) {
    return setting;
  }
}
