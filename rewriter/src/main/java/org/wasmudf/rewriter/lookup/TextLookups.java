package org.wasmudf.rewriter.lookup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.rewriter.plan.Binding;
import org.wasmudf.rewriter.plan.KeyForm;
import org.wasmudf.rewriter.plan.Piece;
import org.wasmudf.rewriter.plan.ResultMap;
import org.wasmudf.rewriter.plan.TargetColumn;
import org.wasmudf.rewriter.plan.Template;
import org.wasmudf.store.SqlType;

/**
 * Lookups as text.
 *
 * @param raise an expression that fails on the target, with {@code wasmudf:} and the status (or
 *     {@code miss}) in its message; {@code %s} is the status
 */
record TextLookups(Dialect dialect, String raise, Function<TargetColumn, Optional<KeyForm>> keys)
    implements Lookups {
  @Override
  public Optional<KeyForm> key(TargetColumn argument) {
    return keys.apply(argument);
  }

  @Override
  public Optional<String> resultType(SqlType type) {
    return dialect.castTypes().name(type);
  }

  @Override
  public RenderedSql render(
      Template template, List<ResultMap> maps, List<? extends MapForm> forms) {
    Writer writer = new Writer(maps, forms);
    writer.write(template);
    return new RenderedSql(writer.sql.toString(), writer.bindings);
  }

  private final class Writer {
    private final List<ResultMap> maps;
    private final List<? extends MapForm> forms;
    private final StringBuilder sql = new StringBuilder();
    private final List<Binding> bindings = new ArrayList<>();

    Writer(List<ResultMap> maps, List<? extends MapForm> forms) {
      this.maps = maps;
      this.forms = forms;
    }

    void write(Template template) {
      for (Piece piece : template.pieces()) {
        if (piece instanceof Piece.Sql text) {
          sql.append(text.text());
        } else if (piece instanceof Piece.Parameter parameter) {
          sql.append('?');
          bindings.add(parameter.binding());
        } else if (piece instanceof Piece.Key key) {
          key(key.form(), key.argument());
        } else if (piece instanceof Piece.Join join) {
          sql.append(" LEFT JOIN ");
          relation(join.map());
          sql.append(" AS ").append(join.alias()).append(" ON ");
          match(join.map(), join.alias(), join.arguments());
        } else if (piece instanceof Piece.JoinedValue value) {
          sql.append("CASE WHEN ").append(value.alias()).append('.').append(MapColumns.STATUS);
          sql.append(" = 0 THEN ").append(value.alias()).append('.').append(MapColumns.RESULT);
          ifNull(value.map(), value.arguments());
          raise(value.alias());
          sql.append(" END");
        } else if (piece instanceof Piece.Lookup lookup) {
          lookup(lookup);
        }
      }
    }

    private void key(KeyForm form, Template argument) {
      sql.append(form.before());
      write(argument);
      sql.append(form.after());
    }

    private void ifNull(int map, List<Template> arguments) {
      List<ResultMap.Argument> keys = maps.get(map).arguments();
      for (int i = 0; i < keys.size(); i++) {
        if (keys.get(i).strict()) {
          sql.append(" WHEN (");
          write(arguments.get(i));
          sql.append(") IS NULL THEN NULL");
        }
      }
    }

    private void raise(String alias) {
      String status = alias + "." + MapColumns.STATUS;
      sql.append(" WHEN ").append(raise.formatted(status)).append(" IS NULL THEN ");
      sql.append(alias).append('.').append(MapColumns.RESULT);
    }

    private void lookup(Piece.Lookup lookup) {
      String alias = lookup.alias();
      boolean strict = maps.get(lookup.map()).arguments().stream().anyMatch(a -> a.strict());
      sql.append('(');
      if (strict) {
        sql.append("CASE");
        ifNull(lookup.map(), lookup.arguments());
        sql.append(" ELSE (");
      }
      sql.append("SELECT CASE WHEN ").append(alias).append('.').append(MapColumns.STATUS);
      sql.append(" = 0 THEN ").append(alias).append('.').append(MapColumns.RESULT);
      raise(alias);
      sql.append(" END FROM (SELECT 1 AS WASMUDF_ONE) AS ").append(alias).append("_O LEFT JOIN ");
      relation(lookup.map());
      sql.append(" AS ").append(alias).append(" ON ");
      match(lookup.map(), alias, lookup.arguments());
      sql.append(strict ? ") END)" : ")");
    }

    private void match(int map, String alias, List<Template> arguments) {
      List<ResultMap.Argument> keys = maps.get(map).arguments();
      for (int i = 0; i < keys.size(); i++) {
        KeyForm form = keys.get(i).form();
        sql.append(i == 0 ? "" : " AND ").append(alias).append('.').append(MapColumns.key(i));
        sql.append(" = ");
        if (keys.get(i).strict()) {
          key(form, arguments.get(i));
        } else {
          sql.append("COALESCE(");
          key(form, arguments.get(i));
          sql.append(", ").append(form.neutral()).append(") AND ").append(alias).append('.');
          sql.append(MapColumns.flag(i)).append(" = CASE WHEN (");
          write(arguments.get(i));
          sql.append(") IS NULL THEN 1 ELSE 0 END");
        }
      }
      if (keys.isEmpty()) {
        sql.append("1 = 1");
      }
    }

    private void relation(int map) {
      MapForm form = forms.get(map);
      if (form instanceof MapForm.Table table) {
        sql.append(table.name());
      } else {
        sql.append(
            MapColumns.of(maps.get(map)).stream()
                .map(column -> "CAST(NULL AS " + column.type() + ") AS " + column.name())
                .collect(Collectors.joining(", ", "(SELECT ", " WHERE 1 = 0)")));
      }
    }
  }
}
