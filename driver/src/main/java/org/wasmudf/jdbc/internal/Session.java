package org.wasmudf.jdbc.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.bridge.Bridge;
import org.wasmudf.jdbc.internal.ddl.DdlEnvironment;
import org.wasmudf.jdbc.internal.ddl.DdlExecutor;
import org.wasmudf.jdbc.internal.ddl.InlineRelation;
import org.wasmudf.jdbc.internal.options.Options;
import org.wasmudf.jdbc.internal.stream.Guests;
import org.wasmudf.rewriter.LexicalGate;
import org.wasmudf.rewriter.Planner;
import org.wasmudf.rewriter.RefusedException;
import org.wasmudf.rewriter.ddl.CatalogRelations;
import org.wasmudf.rewriter.ddl.DdlParser;
import org.wasmudf.rewriter.ddl.DdlStatement;
import org.wasmudf.rewriter.ddl.DdlSyntaxException;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.parse.SqlToken;
import org.wasmudf.rewriter.plan.Binding;
import org.wasmudf.rewriter.plan.ParameterUse;
import org.wasmudf.rewriter.plan.StatementPlan;
import org.wasmudf.runtime.RuntimeOptions;
import org.wasmudf.runtime.WasmRuntime;
import org.wasmudf.store.Catalog;
import org.wasmudf.store.FunctionDefinition;
import org.wasmudf.store.Hash;
import org.wasmudf.store.SessionCatalog;
import org.wasmudf.store.StoreException;

/**
 * What one connection of the caller's has beyond the target's: options, catalog with temporary
 * functions, and what runs. Asks the target nothing before a statement needs it.
 */
public final class Session implements DdlEnvironment, AutoCloseable {
  /** Catalogs are shared by all connections to a store, and so are their gates. */
  private static final Map<Catalog, LexicalGate> GATES =
      Collections.synchronizedMap(new WeakHashMap<>());

  /** An execution that can be stopped from any thread. */
  public interface Running {
    /** Stops the guests and the target. Takes no lock. */
    void cancel();

    /** Stops them and closes what they hold. */
    void close() throws SQLException;
  }

  private record Gate(Catalog catalog, LexicalGate words) {}

  private final Options options;
  private final Connection target;
  private final SessionCatalog catalog;
  private final Supplier<WasmRuntime> runtime;
  private final Set<Running> running = ConcurrentHashMap.newKeySet();
  private @Nullable Bridge bridge;
  private volatile Gate gate;
  private volatile @Nullable Dialect dialect;
  private volatile @Nullable Boolean clickHouse;

  /** What only we know to be open on the target's connection. */
  private volatile StatementContext.@Nullable Settling borrower;

  private volatile StatementContext.@Nullable Settling reader;

  /**
   * Opens the store and checks the catalog.
   *
   * @throws SQLException where the store cannot be used, or 22W01 where the catalog is another one
   */
  public Session(Options options, Connection target, Supplier<WasmRuntime> runtime)
      throws SQLException {
    this.options = options;
    this.target = target;
    this.runtime = runtime;
    this.catalog = new SessionCatalog(Stores.open(options), options.caseSensitive());
    try {
      Catalog first = catalog.snapshot();
      this.gate = gate(first);
      checkCatalog(options.catalogHash(), first);
    } catch (StoreException e) {
      throw SqlErrors.of(e);
    }
  }

  private static void checkCatalog(@Nullable Hash expected, Catalog catalog) throws SQLException {
    if (expected != null && !expected.equals(catalog.catalogHash())) {
      throw SqlErrors.of(
          SqlState.WRONG_HASH,
          "Option catalog_hash is %s, but the catalog of the store hashes to %s. Open the store that was meant, or set the option to that hash."
              .formatted(expected, catalog.catalogHash()));
    }
  }

  private static Gate gate(Catalog catalog) {
    LexicalGate words =
        GATES.computeIfAbsent(
            catalog,
            made ->
                new LexicalGate(made.functions().stream().map(FunctionDefinition::name).toList()));
    return new Gate(catalog, words);
  }

  /**
   * The way that a text takes.
   *
   * @return null where it goes to the target as it is
   * @throws SQLException where it is ours and malformed, or holds calls that no plan takes
   */
  public @Nullable Route route(@Nullable String sql) throws SQLException {
    return route(sql, true);
  }

  /**
   * The way that a text takes.
   *
   * @param escapes whether the target's driver translates JDBC's escapes in it
   */
  public @Nullable Route route(@Nullable String sql, boolean escapes) throws SQLException {
    if (sql == null) {
      return null;
    }
    Gate current;
    try {
      current = currentGate();
    } catch (StoreException e) {
      // A store that fails must not stop the statements that do without it.
      if (gate.words().scan(sql) == LexicalGate.Verdict.PASS) {
        return null;
      }
      throw SqlErrors.of(e);
    }
    return switch (current.words().scan(sql)) {
      case PASS -> null;
      case DDL_WORD -> {
        Route own = own(sql, current.catalog());
        yield own != null || !mayCallByOurSchema(sql)
            ? own
            : planned(sql, current.catalog(), escapes);
      }
      case REGISTERED_NAME -> {
        Route own = own(sql, current.catalog());
        yield own != null ? own : planned(sql, current.catalog(), escapes);
      }
    };
  }

  /**
   * A call in JDBC's form, {@code {? = call f(?)}}, of a registered function.
   *
   * @return null where the call is the target's
   * @throws SQLException 42W01 where a call of the target's has a registered function within
   */
  public @Nullable CallText call(@Nullable String sql) throws SQLException {
    if (sql == null || gateNow().words().scan(sql) == LexicalGate.Verdict.PASS) {
      return null;
    }
    CallText call = CallText.of(ParsedStatements.of(sql, dialect()));
    if (call != null && call.names(gate.catalog())) {
      return call;
    }
    if (route(sql) != null) {
      throw SqlErrors.of(
          SqlState.REFUSED_STATEMENT,
          "A CallableStatement takes a call of one registered function, {? = call f(?)}, but neither another statement of this driver nor a registered function within a call of the database's. Use prepareStatement.");
    }
    return null;
  }

  /** wasmudf.f(...) is ours also where no f is registered, and says so then. */
  private static boolean mayCallByOurSchema(String sql) {
    return sql.toLowerCase(Locale.ROOT).contains("wasmudf");
  }

  private Gate currentGate() throws StoreException {
    Catalog now = catalog.snapshot();
    Gate known = gate;
    if (known.catalog() != now) {
      known = gate(now);
      gate = known;
    }
    return known;
  }

  /** The catalog that the last statement was looked at with. */
  public Catalog known() {
    return gate.catalog();
  }

  /** The catalog as it is now; the last one where the store cannot be read. */
  public Catalog latest() {
    return gateNow().catalog();
  }

  private Gate gateNow() {
    try {
      return currentGate();
    } catch (StoreException e) {
      // The statements that need it say so.
      return gate;
    }
  }

  /** Keeps the temporary functions that there are now for the connection's whole life. */
  public void keep() {
    catalog.keep();
  }

  /** Drops the temporary functions but for those that are kept. */
  public void reset() {
    catalog.reset();
  }

  private @Nullable Route own(String sql, Catalog now) throws SQLException {
    try {
      DdlParser parser = new DdlParser(name -> !now.functions(name).isEmpty(), isClickHouse());
      DdlParser.Parsed parsed = parser.parse(sql);
      if (parsed == null) {
        return null;
      }
      // EXPLAIN leaves the statement that it explains unread
      return parsed.statement() instanceof DdlStatement.Explain explain
          ? new Route.Own(
              explain, ParsedStatements.of(explain.statement(), dialect()).parameterCount())
          : new Route.Own(parsed.statement(), parsed.parameterCount());
    } catch (DdlSyntaxException e) {
      throw SqlErrors.of(e);
    }
  }

  /**
   * A text with JDBC's escapes, {@code {fn f(x)}}, is planned as the target translates it. Some
   * targets number the parameters by the way, which we then leave alone.
   */
  private @Nullable Route planned(String sql, Catalog now, boolean escapes) throws SQLException {
    settle();
    Dialect known = dialect();
    ParsedStatement parsed = ParsedStatements.of(sql, known);
    String inlined =
        CatalogRelations.expand(parsed, relation -> InlineRelation.of(ddl().rows(relation), known));
    if (inlined != null) {
      parsed = ParsedStatement.parse(inlined, known);
    }
    if (!escapes && !known.equals(Dialect.MYSQL) && hasEscape(parsed)) {
      // The target reads the braces as whatever they are to it; MariaDB's server as escapes too.
      return null;
    }
    if (escapes && parsed.failure() != null && sql.indexOf('{') >= 0) {
      ParsedStatement translated =
          ParsedStatements.of(target.nativeSQL(inlined == null ? sql : inlined), known);
      if (translated.parameterCount() == parsed.parameterCount()) {
        parsed = translated;
      }
    }
    try {
      StatementPlan plan = Planner.plan(parsed, now, known, new PreparedProbe(target));
      if (plan instanceof StatementPlan.PassThrough) {
        if (inlined == null) {
          return null;
        }
        plan = withRows(inlined, parsed.parameterCount());
      }
      return new Route.Planned(sql, plan, now, parsed.parameterCount());
    } catch (RefusedException e) {
      throw SqlErrors.of(e);
    }
  }

  /** The target runs the text with the rows of our relations. */
  private static StatementPlan withRows(String inlined, int parameters) {
    return new StatementPlan.Folded(
        inlined,
        IntStream.rangeClosed(1, parameters).<Binding>mapToObj(Binding.UserParameter::new).toList(),
        IntStream.rangeClosed(1, parameters)
            .<ParameterUse>mapToObj(ParameterUse.Target::new)
            .toList(),
        "the rows of wasmudf's relations stand in the text");
  }

  private static boolean hasEscape(ParsedStatement parsed) {
    List<SqlToken> tokens = parsed.tokens();
    for (int i = 0; i + 1 < tokens.size(); i++) {
      if (tokens.get(i).isSymbol("{")
          && tokens.get(i + 1).isAnyWord("FN", "D", "T", "TS", "OJ", "CALL", "ESCAPE")) {
        return true;
      }
    }
    return false;
  }

  /**
   * The way of a prepared text after the catalog may have changed.
   *
   * @return the same where it has not; a pass-through plan where the text is the target's alone now
   */
  public Route renewed(Route.Planned route) throws SQLException {
    try {
      if (catalog.snapshot().version() == route.catalog().version()) {
        return route;
      }
    } catch (StoreException e) {
      throw SqlErrors.of(e);
    }
    Route fresh = route(route.sql());
    return fresh == null ? passThrough(route.sql()) : fresh;
  }

  /** The plan of a text that is the target's alone. */
  public Route.Planned passThrough(String sql) throws SQLException {
    return new Route.Planned(
        sql,
        new StatementPlan.PassThrough("no WASM function is called"),
        gate.catalog(),
        ParsedStatements.of(sql, dialect()).parameterCount());
  }

  /** Executes statements of ours. */
  public DdlExecutor ddl() {
    return new DdlExecutor(this);
  }

  /** Where guests and the bytes of their modules come from. */
  public Guests guests() {
    return new Guests(() -> runtime().openSession(runtimeOptions()), this::module);
  }

  private byte[] module(FunctionDefinition function) throws SQLException {
    try {
      return catalog.bytes(function.moduleHash());
    } catch (StoreException e) {
      throw SqlErrors.of(e);
    }
  }

  private boolean isClickHouse() throws SQLException {
    Boolean known = clickHouse;
    if (known == null) {
      known = "ClickHouse".equals(target.getMetaData().getDatabaseProductName());
      clickHouse = known;
    }
    return known;
  }

  /** Where functions are registered that the target calls. */
  public synchronized Bridge bridge() {
    Bridge known = bridge;
    if (known == null) {
      known = new Bridge(target);
      bridge = known;
    }
    return known;
  }

  /** The target's dialect, asked for when the first statement needs it. */
  public Dialect dialect() throws SQLException {
    Dialect known = dialect;
    if (known == null) {
      known = Dialect.of(target.getMetaData());
      dialect = known;
    }
    return known;
  }

  @Override
  public SessionCatalog catalog() {
    return catalog;
  }

  @Override
  public WasmRuntime runtime() {
    return runtime.get();
  }

  @Override
  public RuntimeOptions runtimeOptions() {
    return options.runtime();
  }

  @Override
  public Options options() {
    return options;
  }

  @Override
  public boolean targetHasFunction(String name) throws SQLException {
    return TargetFunctions.has(target.getMetaData(), name);
  }

  /** Whether a transaction of ours is open on the target's connection. */
  public boolean isBorrowed() {
    return borrower != null;
  }

  /** Notes what is open on the target's connection; forgotten when the result is closed. */
  public AutoCloseable borrow(StatementContext.Settling open) {
    borrower = open;
    return () -> borrower = null;
  }

  /** Notes rows that run something on the target's connection as they are read. */
  public AutoCloseable reads(StatementContext.Settling open) {
    reader = open;
    return () -> {
      if (reader == open) {
        reader = null;
      }
    };
  }

  /** Ends what only we know to be open, before anything else runs on the target's connection. */
  public void settle() {
    StatementContext.Settling rows = reader;
    if (rows != null) {
      rows.settle();
    }
    StatementContext.Settling open = borrower;
    if (open != null) {
      open.settle();
    }
  }

  /** Notes an execution, so that closing the connection stops it. */
  public void started(Running execution) {
    running.add(execution);
  }

  /** Forgets an execution that holds nothing any more. */
  public void ended(Running execution) {
    running.remove(execution);
  }

  /** Stops what runs, from any thread and without a lock. */
  public void cancel() {
    running.forEach(Running::cancel);
  }

  /** Stops what runs and drops the temporary functions. Idempotent. */
  @Override
  public void close() throws SQLException {
    cancel();
    SQLException failure = null;
    for (Running execution : running) {
      try {
        execution.close();
      } catch (SQLException e) {
        failure = chain(failure, e);
      }
    }
    running.clear();
    catalog.close();
    try {
      closeBridge();
    } catch (SQLException e) {
      failure = chain(failure, e);
    }
    if (failure != null) {
      throw failure;
    }
  }

  private synchronized void closeBridge() throws SQLException {
    Bridge known = bridge;
    if (known != null) {
      known.close();
    }
  }

  /** As {@link #close}, where nobody is there to hear of a failure. */
  public void closeQuietly() {
    try {
      close();
    } catch (SQLException e) {
      System.getLogger(Session.class.getName())
          .log(System.Logger.Level.DEBUG, "closing an aborted connection", e);
    }
  }

  private static SQLException chain(@Nullable SQLException first, SQLException next) {
    if (first == null) {
      return next;
    }
    first.addSuppressed(next);
    return first;
  }
}
