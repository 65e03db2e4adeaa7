package org.wasmudf.rewriter.ddl;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wasmudf.store.FunctionKind;
import org.wasmudf.store.Hash;
import org.wasmudf.store.NullHandling;
import org.wasmudf.store.Parameter;
import org.wasmudf.store.SqlType;
import org.wasmudf.store.Volatility;

/** A statement of ours, as parsed: nothing is looked up or checked against the catalog yet. */
public sealed interface DdlStatement {

  /** {@code CREATE MODULE}. */
  record CreateModule(
      String name,
      boolean orReplace,
      boolean ifNotExists,
      ModuleSource source,
      @Nullable Hash expectedHash,
      boolean keepFunctions,
      @Nullable String comment)
      implements DdlStatement {}

  /** {@code ALTER MODULE name USE SHA256_HASH '..'}. */
  record AlterModule(String name, Hash hash) implements DdlStatement {}

  /** {@code DROP MODULE}. */
  record DropModule(String name, boolean ifExists) implements DdlStatement {}

  /**
   * {@code INSERT INTO wasmudf.modules}.
   *
   * @param rows name, code and hash of each; hash null where the column is not given
   */
  record InsertModules(List<Row> rows) implements DdlStatement {
    public InsertModules {
      rows = List.copyOf(rows);
    }

    /** One row of VALUES or SELECT. */
    public record Row(Cell name, Cell code, @Nullable Cell hash) {}
  }

  /** A value of {@link InsertModules}. */
  sealed interface Cell {
    record Text(String text) implements Cell {}

    record Bytes(byte[] bytes) implements Cell {}

    record Parameter(int ordinal) implements Cell {}
  }

  /** {@code DELETE FROM wasmudf.modules WHERE name = ..}. */
  record DeleteModule(Cell name) implements DdlStatement {}

  /**
   * {@code CREATE FUNCTION .. LANGUAGE WASM}.
   *
   * @param module of FROM 'module'; null where {@code source} brings the bytes along
   * @param source FROM FILE or AS WAT; null where {@code module} names a registered one
   * @param export null where it is the function's name
   * @param parameters null where the signature is the module's own
   * @param returns null where the signature is the module's own, or with {@code returnsTable}
   * @param abi as written, in upper case; null where not said
   */
  record CreateFunction(
      String name,
      FunctionKind kind,
      boolean orReplace,
      boolean temporary,
      boolean ifNotExists,
      boolean orShadow,
      @Nullable String module,
      @Nullable ModuleSource source,
      @Nullable String export,
      @Nullable List<Parameter> parameters,
      @Nullable SqlType returns,
      @Nullable List<Parameter> returnsTable,
      @Nullable String abi,
      @Nullable Volatility volatility,
      @Nullable NullHandling nullHandling,
      boolean parallelSafe,
      boolean invertible,
      @Nullable Hash expectedHash,
      Map<String, String> settings,
      @Nullable String comment)
      implements DdlStatement {}

  /** {@code CREATE FUNCTIONS FROM MODULE name [OR SHADOW]}. */
  record CreateFunctions(String module, boolean orReplace, boolean orShadow)
      implements DdlStatement {}

  /** {@code CREATE FUNCTION name AS '{json}'}: Seafowl's form. */
  record CreateSeafowlFunction(String name, String json) implements DdlStatement {}

  /** {@code SHOW CREATE FUNCTION name}. */
  record ShowCreateFunction(String name) implements DdlStatement {}

  /**
   * {@code DROP FUNCTION}.
   *
   * @param types null where no argument list is given
   */
  record DropFunction(String name, boolean ifExists, @Nullable List<SqlType> types)
      implements DdlStatement {}

  /**
   * {@code EXPLAIN [ANALYZE] WASM statement}.
   *
   * @param offset where the statement begins in the text
   */
  record Explain(boolean analyze, String statement, int offset) implements DdlStatement {}

  /**
   * A simple SELECT over one of our relations.
   *
   * @param relation in lower case, without the schema
   * @param columns in lower case with their labels; empty for {@code *}
   * @param name of {@code WHERE name = ..}, null without WHERE
   */
  record ReadRelation(
      String relation, List<Column> columns, @Nullable Cell name, List<Order> orderBy)
      implements DdlStatement {
    public ReadRelation {
      columns = List.copyOf(columns);
      orderBy = List.copyOf(orderBy);
    }

    /** One column of the SELECT list. */
    public record Column(String name, String label) {}

    /** One key of ORDER BY. */
    public record Order(String column, boolean descending) {}
  }
}
