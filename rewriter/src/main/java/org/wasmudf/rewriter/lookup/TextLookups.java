package org.wasmudf.rewriter.lookup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.plan.Binding;
import org.wasmudf.rewriter.plan.KeyForm;
import org.wasmudf.rewriter.plan.Piece;
import org.wasmudf.rewriter.plan.ResultMap;
import org.wasmudf.rewriter.plan.TargetColumn;
import org.wasmudf.rewriter.plan.Template;
import org.wasmudf.store.SqlType;

/** Puts lookups together out of a dialect's words. */
record TextLookups(LookupDialect dialect) implements Lookups {
  private static final String STATUS_MARK = "<status>";

  @Override
  public Optional<String> sessionQuery() {
    return dialect.sessionQuery();
  }

  @Override
  public Lookups forSession(@Nullable String answer) {
    return new TextLookups(dialect.forSession(answer));
  }

  @Override
  public Optional<KeyForm> key(TargetColumn argument) {
    return dialect.key(argument);
  }

  @Override
  public Optional<String> resultType(SqlType type) {
    return dialect.resultType(type);
  }

  @Override
  public boolean exactInSubquery(TargetColumn argument) {
    return dialect.exactInSubquery(argument);
  }

  @Override
  public boolean takesAggregates() {
    return dialect.takesAggregates();
  }

  @Override
  public String tableName(String name) {
    return dialect.tableName(name);
  }

  @Override
  public MapTable table(String name, ResultMap map, MapTable.Use use) {
    return dialect.table(name, MapColumns.of(map), use);
  }

  @Override
  public Optional<String> readOnlyQuery() {
    return dialect.readOnlyQuery();
  }

  @Override
  public Optional<MapDocument> document(ResultMap map) {
    return Optional.ofNullable(dialect.documentTexts()).map(texts -> new MapDocument(map, texts));
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
          value(value.map(), value.alias(), value.arguments());
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

    /**
     * Every branch is the map's result, so that the whole has its type, scale and collation; it is
     * NULL in the second and third.
     */
    private void value(int map, String alias, List<Template> arguments) {
      String status = alias + "." + MapColumns.STATUS;
      String result = alias + "." + MapColumns.RESULT;
      sql.append("CASE WHEN ").append(status).append(" = 0 THEN ").append(result);
      List<ResultMap.Argument> keys = maps.get(map).arguments();
      for (int i = 0; i < keys.size(); i++) {
        if (keys.get(i).strict()) {
          sql.append(" WHEN (");
          write(arguments.get(i));
          sql.append(") IS NULL THEN ").append(result);
        }
      }
      sql.append(" WHEN ");
      raise(map, status, arguments);
      sql.append(" THEN ").append(result);
      collations(map, arguments);
      sql.append(" END");
    }

    private void collations(int map, List<Template> arguments) {
      List<ResultMap.Argument> keys = maps.get(map).arguments();
      SqlType type = maps.get(map).call().function().signature().returns();
      for (int i = 0; i < keys.size(); i++) {
        TargetColumn described = maps.get(map).columns().get(keys.get(i).value());
        Optional<KeyForm.Fetched> collation = dialect.collation(described, type);
        if (collation.isPresent()) {
          sql.append(" WHEN FALSE THEN ").append(collation.get().before());
          write(arguments.get(i));
          sql.append(collation.get().after());
        }
      }
    }

    private void raise(int map, String status, List<Template> arguments) {
      if (arguments.isEmpty()) {
        sql.append(dialect.raise(map, status));
        return;
      }
      List<String> texts = dialect.raiseReading(map, status);
      sql.append(texts.get(0));
      for (String behind : texts.subList(1, texts.size())) {
        write(arguments.get(0));
        sql.append(behind);
      }
    }

    private void lookup(Piece.Lookup lookup) {
      switch (dialect.subquery()) {
        case OF_ONE_ROW -> ofOneRow(lookup);
        case OF_EACH_COLUMN -> ofEachColumn(lookup);
      }
    }

    private void ofOneRow(Piece.Lookup lookup) {
      sql.append("(SELECT ");
      value(lookup.map(), lookup.alias(), lookup.arguments());
      sql.append(" FROM (SELECT 1 AS WASMUDF_ONE) AS ").append(lookup.alias());
      sql.append("_O LEFT JOIN ");
      relation(lookup.map());
      sql.append(" AS ").append(lookup.alias()).append(" ON ");
      match(lookup.map(), lookup.alias(), lookup.arguments());
      sql.append(dialect.evaluatedForEachRow()).append(')');
    }

    private boolean strict(int map) {
      return maps.get(map).arguments().stream().anyMatch(ResultMap.Argument::strict);
    }

    private void ofEachColumn(Piece.Lookup lookup) {
      sql.append("CASE WHEN NOT CASE");
      if (strict(lookup.map())) {
        sql.append(" WHEN ");
        anyNull(lookup.map(), lookup.arguments());
        sql.append(" THEN FALSE");
      }
      String raise = dialect.raise(lookup.map(), STATUS_MARK);
      int mark = raise.indexOf(STATUS_MARK);
      sql.append(strict(lookup.map()) ? " ELSE " : " WHEN TRUE THEN ").append(raise, 0, mark);
      column(lookup, MapColumns.STATUS);
      sql.append(raise.substring(mark + STATUS_MARK.length())).append(" END THEN ");
      column(lookup, MapColumns.RESULT);
      collations(lookup.map(), lookup.arguments());
      sql.append(" END");
    }

    private void column(Piece.Lookup lookup, String name) {
      sql.append("(SELECT ").append(lookup.alias()).append('.').append(name).append(" FROM ");
      relation(lookup.map());
      sql.append(" AS ").append(lookup.alias()).append(" WHERE ");
      match(lookup.map(), lookup.alias(), lookup.arguments());
      sql.append(')');
    }

    /** {@code (a IS NULL OR b IS NULL)} of the arguments that make the result NULL. */
    private void anyNull(int map, List<Template> arguments) {
      List<ResultMap.Argument> keys = maps.get(map).arguments();
      String or = "";
      for (int i = 0; i < keys.size(); i++) {
        if (keys.get(i).strict()) {
          sql.append(or).append('(');
          write(arguments.get(i));
          sql.append(") IS NULL");
          or = " OR ";
        }
      }
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
      } else if (form instanceof MapForm.Document document) {
        sql.append(dialect.document(MapColumns.of(maps.get(map)), document.json()));
      } else {
        sql.append(dialect.described(MapColumns.of(maps.get(map))));
      }
    }
  }
}
