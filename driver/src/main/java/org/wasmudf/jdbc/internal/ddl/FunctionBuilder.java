package org.wasmudf.jdbc.internal.ddl;

import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.BoundParameters;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;
import org.wasmudf.rewriter.ddl.DdlStatement.CreateFunction;
import org.wasmudf.rewriter.ddl.ModuleSource;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.ModuleInspection;
import org.wasmudf.store.Abi;
import org.wasmudf.store.Catalog;
import org.wasmudf.store.FunctionDefinition;
import org.wasmudf.store.FunctionKind;
import org.wasmudf.store.FunctionSignature;
import org.wasmudf.store.Hash;
import org.wasmudf.store.ModuleEntry;
import org.wasmudf.store.NullHandling;
import org.wasmudf.store.SignatureLine;
import org.wasmudf.store.SignatureLines;
import org.wasmudf.store.SqlType;
import org.wasmudf.store.StoreException;
import org.wasmudf.store.TypeSyntaxException;
import org.wasmudf.store.Volatility;

/**
 * Makes a definition out of a declaration. What the statement leaves open comes from the module's
 * own signature line, then from the export's type and the defaults.
 */
final class FunctionBuilder {
  private static final String KEEP_STATE = "keep_state";
  private static final int SHOWN_HASH_DIGITS = 8;

  private final DdlEnvironment environment;
  private final ModuleBytes sources;

  FunctionBuilder(DdlEnvironment environment) {
    this.environment = environment;
    this.sources = new ModuleBytes(environment.options().files());
  }

  /** The module of FROM 'module', FROM FILE, FROM ? or AS WAT. */
  BoundModule module(CreateFunction create, BoundParameters parameters)
      throws SQLException, GuestException, StoreException {
    ModuleSource source = create.source();
    if (source == null) {
      return registered(String.valueOf(create.module()), create.expectedHash());
    }
    byte[] bytes = sources.read(create.name(), source, parameters);
    ModuleBytes.checkHash(create.name(), bytes, create.expectedHash());
    try {
      ModuleInspection inspection =
          environment.runtime().inspect(moduleName(create, Hash.of(bytes)), bytes);
      return new BoundModule(inspection, bytes, ModuleStatements.image(inspection, bytes, null));
    } catch (GuestException e) {
      throw ModuleBytes.locate(source, e);
    }
  }

  /**
   * A module that comes with its function has the function's name; where that is taken by other
   * bytes, the first digits of the hash are added, unless OR REPLACE says to take it over.
   */
  private String moduleName(CreateFunction create, Hash hash) throws StoreException {
    ModuleEntry there = environment.catalog().snapshot().module(create.name());
    return there == null || there.hash().equals(hash) || create.orReplace()
        ? create.name()
        : create.name() + "_" + hash.hex().substring(0, SHOWN_HASH_DIGITS);
  }

  BoundModule registered(String name, @Nullable Hash expected)
      throws SQLException, GuestException, StoreException {
    Catalog catalog = environment.catalog().snapshot();
    ModuleEntry module = catalog.module(name);
    if (module == null) {
      throw SqlErrors.of(
          SqlState.UNDEFINED_OBJECT,
          "No module \"%s\" is registered (modules: %s). Register it with CREATE MODULE %s FROM FILE '..', or write FROM FILE here."
              .formatted(
                  name,
                  catalog.modules().isEmpty()
                      ? "none"
                      : String.join(
                          ", ", catalog.modules().stream().map(ModuleEntry::name).toList()),
                  name));
    }
    if (expected != null && !expected.equals(module.hash())) {
      throw SqlErrors.of(
          SqlState.WRONG_HASH,
          "Module \"%s\" has the SHA-256 %s, but the statement expects %s. Nothing was stored; register that version first, or correct the hash."
              .formatted(module.name(), module.hash(), expected));
    }
    byte[] bytes = environment.catalog().bytes(module.hash());
    return new BoundModule(environment.runtime().inspect(module.name(), bytes), bytes, null);
  }

  /** The lines of the module's wasm_udf section; empty where it has none. */
  static List<SignatureLine> signatures(ModuleInspection module) throws SQLException {
    String section = module.signatures();
    if (section == null) {
      return List.of();
    }
    try {
      return SignatureLines.parse(section);
    } catch (TypeSyntaxException e) {
      throw SqlErrors.of(
          SqlState.SIGNATURE_MISMATCH,
          "Module \"%s\" carries signatures that cannot be read. %s Declare the function's arguments and RETURNS in the statement, or build the module again."
              .formatted(module.module(), e.getMessage()),
          e);
    }
  }

  FunctionDefinition function(CreateFunction create, BoundModule module)
      throws SQLException, GuestException {
    if (create.returnsTable() != null) {
      throw SqlErrors.of(
          SqlState.SYNTAX_ERROR,
          "Function \"%s\" is no TABLE function but RETURNS TABLE. Name the type of its result."
              .formatted(create.name()));
    }
    if (create.invertible()) {
      throw SqlErrors.of(
          SqlState.SYNTAX_ERROR,
          "Function \"%s\" is no AGGREGATE function but INVERTIBLE. Leave the word out."
              .formatted(create.name()));
    }
    String export = create.export() == null ? create.name() : create.export();
    boolean declared = create.parameters() != null && create.returns() != null;
    SignatureLine line = declared ? null : line(module.inspection(), create.name(), export);
    String called = line == null ? export : line.export();
    FunctionSignature signature = signature(create, module.inspection(), line, called);
    Abi abi = DdlRules.abi(create.abi(), create.name());
    return build(
        create.name(),
        signature,
        first(abi, line == null ? null : line.abi(), Abi.ROW_DIRECT),
        first(
            create.nullHandling(),
            line == null ? null : line.nullHandling(),
            NullHandling.RETURNS_NULL_ON_NULL_INPUT),
        first(
            create.volatility(),
            line == null ? null : line.volatility(),
            defaultVolatility(module.inspection(), create.settings())),
        create.parallelSafe(),
        create.orShadow(),
        create.temporary(),
        module,
        called,
        create.settings(),
        create.comment());
  }

  /** The definition that a module's own line makes. */
  FunctionDefinition function(SignatureLine line, BoundModule module, boolean orShadow) {
    return build(
        line.name(),
        line.signature(),
        first(line.abi(), null, Abi.ROW_DIRECT),
        first(line.nullHandling(), null, NullHandling.RETURNS_NULL_ON_NULL_INPUT),
        first(line.volatility(), null, defaultVolatility(module.inspection(), Map.of())),
        false,
        orShadow,
        false,
        module,
        line.export(),
        Map.of(),
        null);
  }

  private static FunctionDefinition build(
      String name,
      FunctionSignature signature,
      Abi abi,
      NullHandling nullHandling,
      Volatility volatility,
      boolean parallelSafe,
      boolean shadows,
      boolean temporary,
      BoundModule module,
      String export,
      Map<String, String> settings,
      @Nullable String comment) {
    return new FunctionDefinition(
        name,
        FunctionKind.SCALAR,
        signature,
        abi,
        nullHandling,
        volatility,
        parallelSafe,
        shadows,
        temporary,
        module.name(),
        module.hash(),
        export,
        settings,
        comment,
        Instant.now().truncatedTo(ChronoUnit.MICROS));
  }

  /** The module's line for this function, by its name or by its export. */
  private static @Nullable SignatureLine line(ModuleInspection module, String name, String export)
      throws SQLException {
    List<SignatureLine> lines = signatures(module);
    for (SignatureLine line : lines) {
      if (line.export().equals(export)) {
        return line;
      }
    }
    for (SignatureLine line : lines) {
      if (line.name().equalsIgnoreCase(name)) {
        return line;
      }
    }
    return null;
  }

  private FunctionSignature signature(
      CreateFunction create, ModuleInspection module, @Nullable SignatureLine line, String export)
      throws SQLException, GuestException {
    SqlType returns = create.returns();
    if (create.parameters() != null && returns != null) {
      return new FunctionSignature(create.parameters(), returns);
    }
    FunctionSignature known =
        line != null ? line.signature() : environment.runtime().deriveSignature(module, export);
    if (create.parameters() != null
        && !new FunctionSignature(create.parameters(), known.returns())
            .types()
            .equals(known.types())) {
      throw SqlErrors.of(
          SqlState.SIGNATURE_MISMATCH,
          "Function \"%s\" has no RETURNS, and its arguments %s are not those that module \"%s\" declares, %s. Write RETURNS with the type of the result."
              .formatted(
                  create.name(),
                  new FunctionSignature(create.parameters(), known.returns()).argumentsSql(),
                  module.module(),
                  known.argumentsSql()));
    }
    return new FunctionSignature(
        create.parameters() == null ? known.parameters() : create.parameters(),
        returns == null ? known.returns() : returns);
  }

  /** A function that keeps state is never the same twice. */
  private Volatility defaultVolatility(ModuleInspection module, Map<String, String> settings) {
    return "true".equalsIgnoreCase(settings.get(KEEP_STATE))
        ? Volatility.VOLATILE
        : environment.runtime().defaultVolatility(module);
  }

  private static <T> T first(@Nullable T declared, @Nullable T carried, T otherwise) {
    return declared != null ? declared : carried != null ? carried : otherwise;
  }
}
