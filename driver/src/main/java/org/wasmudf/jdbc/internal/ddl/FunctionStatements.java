package org.wasmudf.jdbc.internal.ddl;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.wasmudf.jdbc.internal.BoundParameters;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;
import org.wasmudf.rewriter.ddl.DdlStatement;
import org.wasmudf.rewriter.ddl.DdlStatement.CreateFunction;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.ModuleInspection;
import org.wasmudf.store.CatalogDraft;
import org.wasmudf.store.CatalogEdit;
import org.wasmudf.store.DdlText;
import org.wasmudf.store.FunctionDefinition;
import org.wasmudf.store.FunctionKind;
import org.wasmudf.store.NameList;
import org.wasmudf.store.SessionCatalog;
import org.wasmudf.store.SignatureLine;
import org.wasmudf.store.StoreException;

/** The statements over functions. */
final class FunctionStatements {
  private static final Boolean DONE = true;

  private final DdlEnvironment environment;
  private final DdlRules rules;
  private final FunctionBuilder builder;

  FunctionStatements(DdlEnvironment environment, DdlRules rules) {
    this.environment = environment;
    this.rules = rules;
    this.builder = new FunctionBuilder(environment);
  }

  DdlResult create(CreateFunction create, BoundParameters parameters)
      throws SQLException, GuestException, StoreException {
    rules.permit(create.temporary(), "CREATE FUNCTION");
    refuseKind(create.name(), create.kind());
    rules.checkName(create.name(), create.orShadow());
    BoundModule module = builder.module(create, parameters);
    FunctionDefinition function = builder.function(create, module);
    environment.runtime().checkBinding(function, module.bytes(), environment.runtimeOptions());
    edit(
        create.temporary(),
        draft -> {
          boolean exists = draft.function(function.name(), function.signature().types()) != null;
          if (exists && create.ifNotExists()) {
            return DONE;
          }
          module.putInto(draft, create.orReplace());
          put(draft, function, create.orReplace());
          return DONE;
        });
    return new DdlResult.Count(0);
  }

  private static void put(CatalogDraft draft, FunctionDefinition function, boolean orReplace)
      throws StoreException {
    if (orReplace) {
      draft.replaceFunction(function);
    } else {
      draft.putFunction(function);
    }
  }

  private static void refuseKind(String name, FunctionKind kind) throws SQLException {
    String what =
        switch (kind) {
          case SCALAR -> null;
          case AGGREGATE -> "an AGGREGATE function";
          case TABLE -> "a TABLE function";
          case WINDOW -> "a WINDOW function";
        };
    if (what != null) {
      throw SqlErrors.of(
          SqlState.REFUSED_STATEMENT,
          "Function \"%s\" is %s, which this version does not run. Declare a scalar function."
              .formatted(name, what));
    }
  }

  DdlResult createAll(DdlStatement.CreateFunctions create)
      throws SQLException, GuestException, StoreException {
    rules.permit(false, "CREATE FUNCTIONS");
    BoundModule module = builder.registered(create.module(), null);
    ModuleInspection inspection = module.inspection();
    List<SignatureLine> lines = FunctionBuilder.signatures(inspection);
    if (lines.isEmpty()) {
      throw SqlErrors.of(
          SqlState.SIGNATURE_MISMATCH,
          "Module \"%s\" carries no signatures: it has no section wasm_udf. Register its functions one by one with CREATE FUNCTION (exports: %s)."
              .formatted(module.name(), NameList.of(inspection.functionNames())));
    }
    List<FunctionDefinition> functions = new ArrayList<>();
    for (SignatureLine line : lines) {
      rules.checkName(line.name(), create.orShadow());
      FunctionDefinition function = builder.function(line, module, create.orShadow());
      environment.runtime().checkBinding(function, module.bytes(), environment.runtimeOptions());
      functions.add(function);
    }
    environment
        .catalog()
        .update(
            draft -> {
              for (FunctionDefinition function : functions) {
                put(draft, function, create.orReplace());
              }
              return DONE;
            });
    return new DdlResult.Count(0);
  }

  DdlResult drop(DdlStatement.DropFunction drop) throws SQLException, StoreException {
    SessionCatalog catalog = environment.catalog();
    boolean temporary = catalog.updateTemporary(draft -> dropFrom(draft, drop));
    if (!temporary) {
      boolean permanent =
          catalog
                  .store()
                  .snapshot(environment.options().caseSensitive())
                  .functions(drop.name())
                  .size()
              > 0;
      if (permanent || !drop.ifExists()) {
        rules.permit(false, "DROP FUNCTION");
      }
      boolean dropped = permanent && catalog.update(draft -> dropFrom(draft, drop));
      if (!dropped && !drop.ifExists()) {
        throw notFound(drop);
      }
    }
    return new DdlResult.Count(0);
  }

  /** Whether the function was among those that the draft can change. */
  private boolean dropFrom(CatalogDraft draft, DdlStatement.DropFunction drop)
      throws SQLException, StoreException {
    List<FunctionDefinition> overloads =
        draft.functions(drop.name()).stream()
            .filter(
                function ->
                    drop.types() == null || function.signature().types().equals(drop.types()))
            .toList();
    if (overloads.size() > 1) {
      throw SqlErrors.of(
          SqlState.AMBIGUOUS_FUNCTION,
          "DROP FUNCTION \"%s\" fits %s. Name the argument types, as in DROP FUNCTION %s."
              .formatted(
                  drop.name(),
                  overloads.stream()
                      .map(FunctionDefinition::display)
                      .collect(Collectors.joining(", ")),
                  overloads.get(0).display()));
    }
    for (FunctionDefinition function : overloads) {
      draft.dropFunction(function.name(), function.signature().types());
    }
    return !overloads.isEmpty();
  }

  private SQLException notFound(DdlStatement.DropFunction drop) throws StoreException {
    List<FunctionDefinition> overloads = environment.catalog().snapshot().functions(drop.name());
    return SqlErrors.of(
        SqlState.UNDEFINED_FUNCTION,
        "No function \"%s\" with these argument types is registered (%s). See wasmudf.functions, or write IF EXISTS."
            .formatted(
                drop.name(),
                overloads.isEmpty()
                    ? "no function has the name"
                    : "registered: "
                        + overloads.stream()
                            .map(FunctionDefinition::display)
                            .collect(Collectors.joining(", "))));
  }

  DdlResult showCreate(DdlStatement.ShowCreateFunction show) throws SQLException, StoreException {
    List<FunctionDefinition> overloads = environment.catalog().snapshot().functions(show.name());
    if (overloads.isEmpty()) {
      throw SqlErrors.of(
          SqlState.UNDEFINED_FUNCTION,
          "No function \"%s\" is registered. See wasmudf.functions.".formatted(show.name()));
    }
    return new DdlResult.Rows(
        List.of(
            new DdlResult.Column("FUNCTION", DdlResult.ColumnType.TEXT),
            new DdlResult.Column("CREATE_SQL", DdlResult.ColumnType.TEXT)),
        overloads.stream()
            .map(function -> Relations.row(function.display(), DdlText.createFunction(function)))
            .toList());
  }

  private <R, X extends Exception> R edit(boolean temporary, CatalogEdit<R, X> edit)
      throws StoreException, X {
    return temporary
        ? environment.catalog().updateTemporary(edit)
        : environment.catalog().update(edit);
  }
}
