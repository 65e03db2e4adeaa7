package org.wasmudf.jdbc.internal.ddl;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;
import org.wasmudf.rewriter.ddl.ReservedNames;
import org.wasmudf.store.Abi;

/** What a connection may declare, and how things may be called. */
final class DdlRules {
  private static final List<String> FOREIGN_ABIS =
      List.of(
          "PLAIN",
          "UNSTABLE_V0_1",
          "BUFFERED_V1",
          "ASSEMBLYSCRIPT",
          "SEAFOWL",
          "ARROW_UDF",
          "SCYLLA");

  private final DdlEnvironment environment;

  DdlRules(DdlEnvironment environment) {
    this.environment = environment;
  }

  /** The option ddl: what may be declared at all. */
  void permit(boolean temporary, String statement) throws SQLException {
    switch (environment.options().ddl()) {
      case ON -> {}
      case TEMPORARY -> {
        if (!temporary) {
          throw SqlErrors.of(
              SqlState.NOT_ALLOWED,
              "%s is not allowed: option ddl is \"temporary\". Write CREATE TEMPORARY FUNCTION, or connect with wasmudf.ddl=on."
                  .formatted(statement));
        }
      }
      case OFF ->
          throw SqlErrors.of(
              SqlState.NOT_ALLOWED,
              "%s is not allowed: option ddl is \"off\". Connect with wasmudf.ddl=on, or ask who set it."
                  .formatted(statement));
    }
  }

  /** A function's name: no syntax word, and no known function without OR SHADOW. */
  void checkName(String name, boolean orShadow) throws SQLException {
    if (ReservedNames.isSyntax(name)) {
      throw SqlErrors.of(
          SqlState.DUPLICATE_FUNCTION,
          "Function \"%s\" cannot be registered: the name is a word of SQL's own syntax. Choose another name."
              .formatted(name));
    }
    if (orShadow) {
      return;
    }
    String owner =
        ReservedNames.isStandardFunction(name)
            ? "The SQL standard"
            : environment.targetHasFunction(name) ? "The database" : null;
    if (owner != null) {
      throw SqlErrors.of(
          SqlState.DUPLICATE_FUNCTION,
          "%s has a function \"%s\" already. Choose another name, or write OR SHADOW to hide it in statements through this driver."
              .formatted(owner, name));
    }
  }

  /** The ABI as declared; null where the statement does not say. */
  static @Nullable Abi abi(@Nullable String declared, String function) throws SQLException {
    if (declared == null) {
      return null;
    }
    for (Abi abi : Abi.values()) {
      if (abi.name().equals(declared.toUpperCase(Locale.ROOT))) {
        return abi;
      }
    }
    throw SqlErrors.of(
        SqlState.REFUSED_STATEMENT,
        FOREIGN_ABIS.contains(declared)
            ? "Function \"%s\": ABI %s is not supported by this version. Use ROW_DIRECT or COLUMNAR."
                .formatted(function, declared)
            : "Function \"%s\": there is no ABI %s. Use ROW_DIRECT or COLUMNAR."
                .formatted(function, declared));
  }
}
