package org.wasmudf.jdbc.internal.ddl;

import java.sql.SQLException;
import org.wasmudf.jdbc.internal.BoundParameters;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;
import org.wasmudf.rewriter.ddl.DdlStatement;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.store.StoreException;

/**
 * Executes our own statements. Everything that can be checked is checked before anything is stored,
 * and a statement that fails leaves the catalog as it was.
 */
public final class DdlExecutor {
  private final ModuleStatements modules;
  private final FunctionStatements functions;
  private final Relations relations;

  public DdlExecutor(DdlEnvironment environment) {
    DdlRules rules = new DdlRules(environment);
    modules = new ModuleStatements(environment, rules);
    functions = new FunctionStatements(environment, rules);
    relations = new Relations(environment);
  }

  /** All rows of one of our relations. */
  public DdlResult.Rows rows(String relation) throws SQLException {
    try {
      return relations.all(relation);
    } catch (GuestException e) {
      throw SqlErrors.of(e);
    } catch (StoreException e) {
      throw SqlErrors.of(e);
    }
  }

  /**
   * Executes one statement.
   *
   * @param statement any but EXPLAIN, which the caller plans
   * @throws SQLException with the state that the failure has in {@link SqlState}
   */
  public DdlResult execute(DdlStatement statement, BoundParameters parameters) throws SQLException {
    try {
      if (statement instanceof DdlStatement.CreateModule create) {
        return modules.create(create, parameters);
      } else if (statement instanceof DdlStatement.AlterModule alter) {
        return modules.alter(alter);
      } else if (statement instanceof DdlStatement.DropModule drop) {
        return modules.drop(drop);
      } else if (statement instanceof DdlStatement.InsertModules insert) {
        return modules.insert(insert, parameters);
      } else if (statement instanceof DdlStatement.DeleteModule delete) {
        return modules.delete(delete, parameters);
      } else if (statement instanceof DdlStatement.CreateFunction create) {
        return functions.create(create, parameters);
      } else if (statement instanceof DdlStatement.CreateFunctions create) {
        return functions.createAll(create);
      } else if (statement instanceof DdlStatement.CreateSeafowlFunction seafowl) {
        throw SqlErrors.of(
            SqlState.REFUSED_STATEMENT,
            "Function \"%s\" is declared in Seafowl's form, which this version does not take. Write CREATE FUNCTION %s (...) LANGUAGE WASM FROM 'module'."
                .formatted(seafowl.name(), seafowl.name()));
      } else if (statement instanceof DdlStatement.DropFunction drop) {
        return functions.drop(drop);
      } else if (statement instanceof DdlStatement.ShowCreateFunction show) {
        return functions.showCreate(show);
      } else if (statement instanceof DdlStatement.ReadRelation read) {
        return relations.read(read, parameters);
      }
      throw new IllegalArgumentException("EXPLAIN is planned by the caller");
    } catch (GuestException e) {
      throw SqlErrors.of(e);
    } catch (StoreException e) {
      throw SqlErrors.of(e);
    }
  }
}
