package org.wasmudf.jdbc.internal.ddl;

import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.BoundParameters;
import org.wasmudf.jdbc.internal.DriverVersion;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;
import org.wasmudf.jdbc.internal.ddl.DdlResult.Column;
import org.wasmudf.jdbc.internal.ddl.DdlResult.ColumnType;
import org.wasmudf.jdbc.internal.options.Setting;
import org.wasmudf.rewriter.ddl.DdlStatement.ReadRelation;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.ModuleInspection;
import org.wasmudf.store.Catalog;
import org.wasmudf.store.DdlText;
import org.wasmudf.store.FunctionDefinition;
import org.wasmudf.store.ModuleEntry;
import org.wasmudf.store.SignatureLine;
import org.wasmudf.store.StoreException;
import org.wasmudf.store.Volatility;

/** The relations that show what is registered. */
final class Relations {
  private static final Map<String, List<Column>> COLUMNS =
      Map.of(
          "modules",
          columns(
              "name",
              "hash",
              "size_bytes:BIGINT",
              "imports",
              "exports",
              "features",
              "created_at:AT",
              "comment"),
          "exports",
          columns("module", "export", "wasm_type", "signature", "create_sql"),
          "functions",
          columns(
              "name",
              "kind",
              "arguments",
              "returns",
              "language",
              "abi",
              "module",
              "export",
              "hash",
              "deterministic:BOOLEAN",
              "null_handling",
              "settings",
              "status",
              "comment",
              "created_at:AT",
              "create_sql"),
          "settings",
          columns("name", "value", "source"),
          "version",
          columns("version", "catalog_hash"));

  private final DdlEnvironment environment;

  Relations(DdlEnvironment environment) {
    this.environment = environment;
  }

  private static List<Column> columns(String... specifications) {
    return Arrays.stream(specifications)
        .map(
            specification -> {
              int colon = specification.indexOf(':');
              String type = colon < 0 ? "TEXT" : specification.substring(colon + 1);
              return new Column(
                  colon < 0 ? specification : specification.substring(0, colon),
                  type.equals("AT")
                      ? ColumnType.TIMESTAMP_WITH_TIME_ZONE
                      : ColumnType.valueOf(type));
            })
        .toList();
  }

  static List<@Nullable Object> row(@Nullable Object... values) {
    return Collections.unmodifiableList(Arrays.asList(values));
  }

  DdlResult read(ReadRelation read, BoundParameters parameters)
      throws SQLException, GuestException, StoreException {
    List<Column> columns = columnsOf(read.relation());
    List<List<@Nullable Object>> rows = new ArrayList<>(rows(read.relation()));
    if (read.name() != null) {
      int name = index(columns, "name", read.relation());
      String wanted = ModuleStatements.text(read.name(), parameters, "the name");
      rows.removeIf(row -> !wanted.equals(row.get(name)));
    }
    sort(rows, columns, read);
    if (read.columns().isEmpty()) {
      return new DdlResult.Rows(columns, rows);
    }
    List<Column> chosen = new ArrayList<>();
    List<Integer> indexes = new ArrayList<>();
    for (ReadRelation.Column column : read.columns()) {
      int index = index(columns, column.name(), read.relation());
      indexes.add(index);
      chosen.add(new Column(column.label(), columns.get(index).type()));
    }
    return new DdlResult.Rows(
        chosen, rows.stream().map(row -> row(indexes.stream().map(row::get).toArray())).toList());
  }

  /** A whole relation. */
  DdlResult.Rows all(String relation) throws SQLException, GuestException, StoreException {
    return new DdlResult.Rows(columnsOf(relation), rows(relation));
  }

  private static List<Column> columnsOf(String relation) {
    List<Column> columns = COLUMNS.get(relation);
    if (columns == null) {
      throw new IllegalArgumentException("no relation " + relation);
    }
    return columns;
  }

  private static int index(List<Column> columns, String name, String relation) throws SQLException {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).label().equals(name)) {
        return i;
      }
    }
    throw SqlErrors.of(
        SqlState.NO_SUCH_COLUMN,
        "wasmudf.%s has no column \"%s\". Its columns are %s."
            .formatted(
                relation,
                name,
                columns.stream().map(Column::label).collect(Collectors.joining(", "))));
  }

  private static void sort(
      List<List<@Nullable Object>> rows, List<Column> columns, ReadRelation read)
      throws SQLException {
    Comparator<List<@Nullable Object>> order = null;
    for (ReadRelation.Order key : read.orderBy()) {
      int index = index(columns, key.column(), read.relation());
      Comparator<List<@Nullable Object>> by =
          Comparator.comparing(row -> row.get(index), Comparator.nullsLast(Relations::compare));
      by = key.descending() ? by.reversed() : by;
      order = order == null ? by : order.thenComparing(by);
    }
    if (order != null) {
      rows.sort(order);
    }
  }

  /** Two values of one column. */
  private static int compare(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return x.compareTo(y);
    } else if (a instanceof Boolean x && b instanceof Boolean y) {
      return x.compareTo(y);
    } else if (a instanceof OffsetDateTime x && b instanceof OffsetDateTime y) {
      return x.compareTo(y);
    }
    return a.toString().compareTo(b.toString());
  }

  private List<List<@Nullable Object>> rows(String relation)
      throws SQLException, GuestException, StoreException {
    Catalog catalog = environment.catalog().snapshot();
    return switch (relation) {
      case "modules" -> catalog.modules().stream().map(Relations::module).toList();
      case "functions" -> catalog.functions().stream().map(Relations::function).toList();
      case "exports" -> exports(catalog);
      case "settings" -> environment.options().settings().stream().map(Relations::setting).toList();
      case "version" -> List.of(row(DriverVersion.VERSION, catalog.catalogHash().hex()));
      default -> throw new IllegalArgumentException("no relation " + relation);
    };
  }

  private static List<@Nullable Object> module(ModuleEntry module) {
    return row(
        module.name(),
        module.hash().hex(),
        module.sizeBytes(),
        String.join(", ", module.imports()),
        String.join(", ", module.exports()),
        String.join(", ", module.features()),
        at(module.createdAt()),
        module.comment());
  }

  private static List<@Nullable Object> function(FunctionDefinition function) {
    return row(
        function.name(),
        function.kind().name(),
        function.signature().argumentsSql(),
        function.signature().returns().sql(),
        "WASM",
        function.abi().name(),
        function.module(),
        function.export(),
        function.moduleHash().hex(),
        function.volatility() == Volatility.DETERMINISTIC,
        switch (function.nullHandling()) {
          case RETURNS_NULL_ON_NULL_INPUT -> "RETURNS NULL ON NULL INPUT";
          case CALLED_ON_NULL_INPUT -> "CALLED ON NULL INPUT";
        },
        function.settings().entrySet().stream()
            .map(setting -> setting.getKey() + " = " + setting.getValue())
            .collect(Collectors.joining(", ")),
        function.temporary() ? "TEMPORARY" : "PERMANENT",
        function.comment(),
        at(function.createdAt()),
        DdlText.createFunction(function));
  }

  private static List<@Nullable Object> setting(Setting setting) {
    return row(setting.name().toLowerCase(Locale.ROOT), setting.value(), setting.source());
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /** One row per exported function; create_sql where its signature can be told. */
  private List<List<@Nullable Object>> exports(Catalog catalog)
      throws SQLException, GuestException, StoreException {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (ModuleEntry entry : catalog.modules()) {
      byte[] bytes = environment.catalog().bytes(entry.hash());
      ModuleInspection module = environment.runtime().inspect(entry.name(), bytes);
      List<SignatureLine> lines = FunctionBuilder.signatures(module);
      for (ModuleInspection.ExportedFunction export : module.functions()) {
        SignatureLine line =
            lines.stream()
                .filter(candidate -> candidate.export().equals(export.name()))
                .findFirst()
                .orElseGet(() -> numeric(module, export.name()));
        rows.add(
            row(
                entry.name(),
                export.name(),
                export.wasmType(),
                line == null ? null : line.sql(),
                line == null ? null : DdlText.createFunction(line, entry.name())));
      }
    }
    return rows;
  }

  private @Nullable SignatureLine numeric(ModuleInspection module, String export) {
    try {
      return new SignatureLine(
          export,
          environment.runtime().deriveSignature(module, export),
          export,
          null,
          null,
          null,
          1);
    } catch (GuestException e) {
      // No signature can be told from the export's type: the columns are NULL.
      return null;
    }
  }
}
