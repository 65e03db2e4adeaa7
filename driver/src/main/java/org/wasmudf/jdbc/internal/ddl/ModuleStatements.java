package org.wasmudf.jdbc.internal.ddl;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.BoundParameters;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;
import org.wasmudf.rewriter.ddl.DdlStatement;
import org.wasmudf.rewriter.ddl.DdlStatement.Cell;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.ModuleInspection;
import org.wasmudf.store.Catalog;
import org.wasmudf.store.FunctionDefinition;
import org.wasmudf.store.Hash;
import org.wasmudf.store.ModuleEntry;
import org.wasmudf.store.ModuleImage;
import org.wasmudf.store.SessionCatalog;
import org.wasmudf.store.StoreException;

/** The statements over modules. */
final class ModuleStatements {
  private static final Boolean DONE = true;

  private final DdlEnvironment environment;
  private final DdlRules rules;
  private final ModuleBytes sources;

  ModuleStatements(DdlEnvironment environment, DdlRules rules) {
    this.environment = environment;
    this.rules = rules;
    this.sources = new ModuleBytes(environment.options().files());
  }

  DdlResult create(DdlStatement.CreateModule create, BoundParameters parameters)
      throws SQLException, GuestException, StoreException {
    rules.permit(false, "CREATE MODULE");
    SessionCatalog catalog = environment.catalog();
    if (create.ifNotExists() && catalog.store().snapshot().module(create.name()) != null) {
      return new DdlResult.Count(0);
    }
    byte[] bytes = sources.read(create.name(), create.source(), parameters);
    ModuleBytes.checkHash(create.name(), bytes, create.expectedHash());
    ModuleImage image;
    try {
      image = image(create.name(), bytes, create.comment());
    } catch (GuestException e) {
      throw ModuleBytes.locate(create.source(), e);
    }
    if (!create.orReplace()) {
      catalog.store().update(draft -> draft.putModule(image));
    } else if (create.keepFunctions()) {
      catalog.store().update(draft -> draft.replaceModule(image, true));
    } else {
      moveAll(create.name(), image.hash(), bytes, draft -> draft.replaceModule(image, false));
    }
    return new DdlResult.Count(0);
  }

  DdlResult alter(DdlStatement.AlterModule alter)
      throws SQLException, GuestException, StoreException {
    rules.permit(false, "ALTER MODULE");
    ModuleEntry module = environment.catalog().store().snapshot().module(alter.name());
    byte[] bytes =
        module != null
                && (module.hash().equals(alter.hash()) || module.previous().contains(alter.hash()))
            ? environment.catalog().store().bytes(alter.hash())
            : null;
    moveAll(
        alter.name(), alter.hash(), bytes, draft -> draft.useVersion(alter.name(), alter.hash()));
    return new DdlResult.Count(0);
  }

  /** What a check of all bound functions found before the lock was taken. */
  private interface Move {
    void apply(org.wasmudf.store.CatalogDraft draft) throws StoreException;
  }

  /**
   * Checks every function that is bound to a module against other bytes, outside the lock, then
   * moves them all in one catalog version. Begins again where another process bound more in
   * between.
   *
   * @param bytes null where the version is unknown, which {@code move} itself says
   */
  private void moveAll(String module, Hash hash, byte @Nullable [] bytes, Move move)
      throws SQLException, GuestException, StoreException {
    while (true) {
      List<FunctionDefinition> checked = bound(environment.catalog().store().snapshot(), module);
      if (bytes != null) {
        checkFit(module, hash, bytes, checked);
      }
      boolean done =
          environment
              .catalog()
              .store()
              .update(
                  draft -> {
                    if (!checked.containsAll(draft.boundTo(module))) {
                      return false;
                    }
                    move.apply(draft);
                    return true;
                  });
      if (done) {
        return;
      }
    }
  }

  private static List<FunctionDefinition> bound(Catalog catalog, String module) {
    return catalog.functions().stream()
        .filter(function -> function.module().equalsIgnoreCase(module))
        .toList();
  }

  private void checkFit(String module, Hash hash, byte[] bytes, List<FunctionDefinition> functions)
      throws SQLException {
    List<String> misfits = new ArrayList<>();
    for (FunctionDefinition function : functions) {
      try {
        environment
            .runtime()
            .checkBinding(function.withModule(module, hash), bytes, environment.runtimeOptions());
      } catch (GuestException e) {
        misfits.add(function.display() + ": " + e.getMessage());
      }
    }
    if (!misfits.isEmpty()) {
      throw SqlErrors.of(
          SqlState.SIGNATURE_MISMATCH,
          misfits.stream()
              .collect(
                  Collectors.joining(
                      "; ",
                      "Module \"%s\" does not fit %d of its %d functions, so none was moved: "
                          .formatted(module, misfits.size(), functions.size()),
                      " Drop these functions first, or write KEEP FUNCTIONS to leave all on the old bytes.")));
    }
  }

  DdlResult drop(DdlStatement.DropModule drop) throws SQLException, StoreException {
    rules.permit(false, "DROP MODULE");
    environment
        .catalog()
        .store()
        .update(
            draft -> {
              if (!drop.ifExists() || draft.catalog().module(drop.name()) != null) {
                draft.dropModule(drop.name());
              }
              return DONE;
            });
    return new DdlResult.Count(0);
  }

  DdlResult insert(DdlStatement.InsertModules insert, BoundParameters parameters)
      throws SQLException, GuestException, StoreException {
    rules.permit(false, "INSERT INTO wasmudf.modules");
    List<ModuleImage> images = new ArrayList<>();
    for (DdlStatement.InsertModules.Row row : insert.rows()) {
      String name = text(row.name(), parameters, "the name");
      byte[] bytes = sources.read(name, row.code(), parameters);
      ModuleBytes.checkHash(name, bytes, hash(name, row.hash(), parameters));
      images.add(image(name, bytes, null));
    }
    environment
        .catalog()
        .store()
        .update(
            draft -> {
              for (ModuleImage image : images) {
                draft.putModule(image);
              }
              return DONE;
            });
    return new DdlResult.Count(images.size());
  }

  private static @Nullable Hash hash(String module, @Nullable Cell cell, BoundParameters parameters)
      throws SQLException {
    if (cell == null) {
      return null;
    }
    try {
      return new Hash(text(cell, parameters, "the hash"));
    } catch (IllegalArgumentException e) {
      throw SqlErrors.of(
          SqlState.INVALID_VALUE,
          "Module \"%s\": the hash is not 64 hex digits. Give the SHA-256 of the bytes, or leave the column out."
              .formatted(module),
          e);
    }
  }

  DdlResult delete(DdlStatement.DeleteModule delete, BoundParameters parameters)
      throws SQLException, StoreException {
    rules.permit(false, "DELETE FROM wasmudf.modules");
    String name = text(delete.name(), parameters, "the name");
    return new DdlResult.Count(
        environment
            .catalog()
            .store()
            .update(
                draft -> {
                  if (draft.catalog().module(name) == null) {
                    return 0L;
                  }
                  draft.dropModule(name);
                  return 1L;
                }));
  }

  static String text(Cell cell, BoundParameters parameters, String what) throws SQLException {
    if (cell instanceof Cell.Text text && !text.text().isEmpty()) {
      return text.text();
    }
    if (cell instanceof Cell.Parameter parameter
        && parameters.value(parameter.ordinal()) instanceof String text
        && !text.isEmpty()) {
      return text;
    }
    throw SqlErrors.of(
        SqlState.INVALID_VALUE,
        cell instanceof Cell.Parameter parameter
            ? "Parameter %d is %s: set it to a String that is not empty."
                .formatted(parameter.ordinal(), what)
            : "%s is to be a string that is not empty.".formatted(what));
  }

  private ModuleImage image(String name, byte[] bytes, @Nullable String comment)
      throws GuestException {
    return image(environment.runtime().inspect(name, bytes), bytes, comment);
  }

  static ModuleImage image(ModuleInspection module, byte[] bytes, @Nullable String comment) {
    return new ModuleImage(
        module.module(),
        bytes,
        module.imports(),
        module.functionNames(),
        module.features(),
        comment);
  }
}
