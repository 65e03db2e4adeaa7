package org.wasmudf.integration.pushback.lookup;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.rewriter.lookup.CopyLine;
import org.wasmudf.rewriter.lookup.Lookups;
import org.wasmudf.rewriter.lookup.MapColumns;
import org.wasmudf.rewriter.lookup.MapDocument;
import org.wasmudf.rewriter.lookup.MapForm;
import org.wasmudf.rewriter.lookup.MapTable;
import org.wasmudf.rewriter.plan.KeyForm;
import org.wasmudf.rewriter.plan.Piece;
import org.wasmudf.rewriter.plan.ResultMap;
import org.wasmudf.rewriter.plan.TargetColumn;
import org.wasmudf.rewriter.plan.Template;
import org.wasmudf.rewriter.plan.ValueExpr;
import org.wasmudf.store.Abi;
import org.wasmudf.store.FunctionDefinition;
import org.wasmudf.store.FunctionKind;
import org.wasmudf.store.FunctionSignature;
import org.wasmudf.store.Hash;
import org.wasmudf.store.NullHandling;
import org.wasmudf.store.Parameter;
import org.wasmudf.store.SqlTypes;
import org.wasmudf.store.TypeSyntaxException;
import org.wasmudf.store.Volatility;

/** A map of one function's results, with a function written in Java, made as a plan would. */
final class HandMadeMap {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final Pattern MARK = Pattern.compile("<(join|value|lookup)>");

  private final Connection connection;
  private final Lookups lookups;
  private final List<String> arguments;
  private final ResultMap map;
  private MapForm form = new MapForm.Described();
  private @Nullable MapTable table;
  private long longest;

  /** A row that a collection reads. */
  record Row(List<@Nullable Object> keys, List<@Nullable Object> values) {}

  /** The result for arguments as getObject gives them; throws where the guest would fail. */
  interface Function {
    @Nullable Object apply(List<@Nullable Object> arguments);
  }

  private HandMadeMap(
      Connection connection, Lookups lookups, List<String> arguments, ResultMap map) {
    this.connection = connection;
    this.lookups = lookups;
    this.arguments = arguments;
    this.map = map;
  }

  static Lookups lookups(Connection connection) throws SQLException {
    Lookups lookups = Lookups.of(Dialect.of(connection.getMetaData())).orElseThrow();
    String query = lookups.sessionQuery().orElse("");
    if (query.isEmpty()) {
      return lookups;
    }
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return lookups.forSession(row.getString(1));
    }
  }

  /**
   * A map without rows.
   *
   * @param returns the function's type
   * @param from the collection's FROM clause and what follows
   * @param strict whether NULL arguments give NULL
   */
  static HandMadeMap of(
      Connection connection, String returns, String from, boolean strict, String... arguments)
      throws SQLException {
    Lookups lookups = lookups(connection);
    List<Piece> collected = new ArrayList<>();
    List<ResultMap.Argument> keys = new ArrayList<>();
    List<Parameter> parameters = new ArrayList<>();
    List<ValueExpr> pushed = new ArrayList<>();
    int columns = 0;
    for (String argument : arguments) {
      TargetColumn described = describe(connection, "SELECT " + argument + " " + from).get(0);
      KeyForm key =
          lookups.key(described).orElseThrow(() -> new AssertionError("no key for " + described));
      collected.add(new Piece.Sql(columns == 0 ? "SELECT DISTINCT " : ", "));
      collected.add(new Piece.Key(key, Template.of(argument)));
      int value = columns;
      if (!key.isArgument()) {
        value++;
        String fetched = key.fetched().before() + argument + key.fetched().after();
        collected.add(new Piece.Sql(", " + fetched));
      }
      keys.add(new ResultMap.Argument(columns, value, key, strict));
      pushed.add(new ValueExpr.Pushed(value));
      parameters.add(new Parameter(null, type("VARCHAR")));
      columns = value + 1;
    }
    collected.add(new Piece.Sql(" " + from));
    Template collection = new Template(collected);
    String sql = lookups.render(collection, List.of(), List.of()).sql();
    ValueExpr.Call call = new ValueExpr.Call(definition(parameters, returns), pushed, false, 0, 0);
    ResultMap map =
        new ResultMap(
            call,
            keys,
            collection,
            collection,
            describe(connection, sql),
            lookups
                .resultType(type(returns))
                .orElseThrow(() -> new AssertionError("no column type for " + returns)),
            "f(..)");
    return new HandMadeMap(connection, lookups, List.of(arguments), map);
  }

  private static org.wasmudf.store.SqlType type(String sql) {
    try {
      return SqlTypes.parse(sql);
    } catch (TypeSyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static FunctionDefinition definition(List<Parameter> parameters, String returns) {
    return new FunctionDefinition(
        "f",
        FunctionKind.SCALAR,
        new FunctionSignature(parameters, type(returns)),
        Abi.ROW_DIRECT,
        NullHandling.CALLED_ON_NULL_INPUT,
        Volatility.DETERMINISTIC,
        true,
        false,
        false,
        "f",
        Hash.of(new byte[0]),
        "f",
        Map.of(),
        null,
        Instant.EPOCH);
  }

  /** The columns of a query, by preparing it. */
  static List<TargetColumn> describe(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      return columns(statement.getMetaData());
    }
  }

  static List<TargetColumn> columns(ResultSetMetaData metaData) throws SQLException {
    List<TargetColumn> columns = new ArrayList<>();
    for (int i = 1; i <= metaData.getColumnCount(); i++) {
      columns.add(
          new TargetColumn(
              metaData.getColumnLabel(i),
              metaData.getColumnType(i),
              metaData.getColumnTypeName(i),
              metaData.getPrecision(i),
              metaData.getScale(i),
              metaData.isSigned(i),
              metaData.isNullable(i)));
    }
    return columns;
  }

  ResultMap map() {
    return map;
  }

  Lookups lookups() {
    return lookups;
  }

  /** What the collection reads. */
  List<Row> collect() throws SQLException {
    String sql = lookups.render(map.collection(), List.of(), List.of()).sql();
    List<Row> collected = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        List<@Nullable Object> keys = new ArrayList<>();
        List<@Nullable Object> values = new ArrayList<>();
        for (ResultMap.Argument argument : map.arguments()) {
          keys.add(key(rows, argument));
          values.add(read(rows, argument.value() + 1));
        }
        collected.add(new Row(keys, values));
      }
    }
    return collected;
  }

  /** A column's value as a guest sees it: numbers, bytes, and the text of all others. */
  static @Nullable Object read(ResultSet rows, int column) throws SQLException {
    Object value = rows.getObject(column);
    if (value instanceof Blob) {
      return rows.getBytes(column);
    }
    boolean plain = value == null || value instanceof Number || value instanceof byte[];
    return plain ? value : rows.getString(column);
  }

  private static @Nullable Object key(ResultSet rows, ResultMap.Argument argument)
      throws SQLException {
    int column = argument.key() + 1;
    return switch (argument.form().kind()) {
      case LONG -> {
        long value = rows.getLong(column);
        yield rows.wasNull() ? null : value;
      }
      case TEXT -> rows.getString(column);
      case BYTES -> rows.getBytes(column);
      case DATE -> rows.getObject(column, LocalDate.class);
    };
  }

  /** Collects, evaluates and uploads into a temporary table, in the caller's transaction. */
  HandMadeMap upload(Function function) throws SQLException {
    return upload(function, false);
  }

  /**
   * Collects, evaluates and uploads into a temporary table.
   *
   * @param copy by PostgreSQL's COPY
   */
  HandMadeMap upload(Function function, boolean copy) throws SQLException {
    List<List<@Nullable Object>> rows = evaluate(function);
    String name = lookups.tableName("wasmudf_test_" + NUMBER.incrementAndGet());
    MapTable made =
        lookups.table(name, map, new MapTable.Use(!connection.getAutoCommit(), longest));
    run(made.create());
    if (copy) {
      copy(made.copy().orElseThrow(), rows);
    } else {
      insert(made.insert(), rows);
    }
    run(made.finish());
    form = new MapForm.Table(name);
    table = made;
    return this;
  }

  private List<List<@Nullable Object>> evaluate(Function function) throws SQLException {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    longest = 0;
    int failures = 0;
    for (Row row : collect()) {
      List<@Nullable Object> cells = new ArrayList<>();
      boolean stays = true;
      long length = 0;
      for (int i = 0; i < map.arguments().size(); i++) {
        Object key = row.keys().get(i);
        cells.add(key);
        length += key instanceof byte[] bytes ? bytes.length : String.valueOf(key).length() * 4L;
        if (!map.arguments().get(i).strict()) {
          cells.add(key == null ? 1 : 0);
        } else if (key == null) {
          stays = false;
        }
      }
      if (stays) {
        longest = Math.max(longest, length);
        try {
          Object result = function.apply(row.values());
          cells.add(0);
          cells.add(result);
        } catch (ArithmeticException e) {
          cells.add(++failures);
          cells.add(null);
        }
        rows.add(cells);
      }
    }
    return rows;
  }

  /** Collects and evaluates; the rows stand in the text. */
  void inText(Function function) throws SQLException {
    MapDocument document = lookups.document(map).orElseThrow();
    evaluate(function).forEach(document::add);
    form = document.form();
  }

  private void insert(String sql, List<List<@Nullable Object>> rows) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (List<@Nullable Object> cells : rows) {
        for (int i = 0; i < cells.size(); i++) {
          Object cell = cells.get(i);
          if (cell == null) {
            insert.setNull(i + 1, Types.NULL);
          } else if (cell instanceof byte[] bytes) {
            insert.setBytes(i + 1, bytes);
          } else {
            insert.setObject(i + 1, cell);
          }
        }
        insert.addBatch();
      }
      if (!rows.isEmpty()) {
        insert.executeBatch();
      }
    }
  }

  private void copy(String sql, List<List<@Nullable Object>> rows) throws SQLException {
    StringBuilder lines = new StringBuilder();
    rows.forEach(row -> CopyLine.append(lines, MapColumns.of(map), row));
    try {
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(sql, new StringReader(lines.toString()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Removes the table. */
  void drop() throws SQLException {
    run(table == null ? List.of() : table.drop());
  }

  private void run(List<String> statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The join of the map, under an alias. */
  Piece join(String alias) {
    return new Piece.Join(0, alias, templates());
  }

  /** The joined value. */
  Piece value(String alias) {
    return new Piece.JoinedValue(0, alias, templates());
  }

  /** The lookup as a scalar subquery. */
  Piece lookup(String alias) {
    return new Piece.Lookup(0, alias, templates());
  }

  private List<Template> templates() {
    return arguments.stream().map(Template::of).toList();
  }

  /**
   * The statement: {@code <join>}, {@code <value>} and {@code <lookup>} stand for the pieces over
   * this map.
   */
  String sql(String text) {
    return sql(text, form);
  }

  /** The same over a map without rows. */
  String described(String text) {
    return sql(text, new MapForm.Described());
  }

  private String sql(String text, MapForm used) {
    List<Piece> pieces = new ArrayList<>();
    Matcher mark = MARK.matcher(text);
    int at = 0;
    while (mark.find()) {
      pieces.add(new Piece.Sql(text.substring(at, mark.start())));
      pieces.add(
          switch (mark.group(1)) {
            case "join" -> join("wasmudf_m1");
            case "value" -> value("wasmudf_m1");
            default -> lookup("wasmudf_m2");
          });
      at = mark.end();
    }
    pieces.add(new Piece.Sql(text.substring(at)));
    return lookups.render(new Template(pieces), List.of(map), List.of(used)).sql();
  }

  /** The rows of a query, columns separated by bars. */
  List<String> rows(String text) throws SQLException {
    return query(connection, sql(text));
  }

  static List<String> query(Connection connection, String sql) throws SQLException {
    List<String> result = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          cells.add(String.valueOf(rows.getString(i)));
        }
        result.add(String.join("|", cells));
      }
    } catch (SQLException e) {
      e.addSuppressed(new IllegalStateException(sql));
      throw e;
    }
    return result;
  }

  int update(String text) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql(text));
    }
  }
}
