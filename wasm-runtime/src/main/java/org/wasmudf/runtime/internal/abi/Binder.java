package org.wasmudf.runtime.internal.abi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.GuestException.Kind;
import org.wasmudf.runtime.internal.engine.CompiledModule;
import org.wasmudf.runtime.internal.engine.GuestWorker;
import org.wasmudf.runtime.internal.engine.WasmEngine;
import org.wasmudf.runtime.internal.module.Allocator;
import org.wasmudf.runtime.internal.module.Export;
import org.wasmudf.runtime.internal.module.Feature;
import org.wasmudf.runtime.internal.module.FunctionType;
import org.wasmudf.runtime.internal.module.Limits;
import org.wasmudf.runtime.internal.module.ParsedModule;
import org.wasmudf.runtime.internal.rewrite.AppendedFunction;
import org.wasmudf.runtime.internal.rewrite.ModuleRewriter;
import org.wasmudf.store.FunctionDefinition;
import org.wasmudf.store.FunctionKind;

/** Checks a function against its module and makes what runs it. */
public final class Binder {
  private static final String KEEP_STATE = "keep_state";
  private static final String INITIALIZE = "_initialize";

  private final Programs programs;
  private final MemoryAccount account;

  public Binder(Programs programs, MemoryAccount account) {
    this.programs = programs;
    this.account = account;
  }

  /** Gives the module, which is read only where its program is not compiled yet. */
  @FunctionalInterface
  public interface Source {
    ParsedModule read() throws GuestException;
  }

  /**
   * Makes a kernel. Its instance is made at its first batch.
   *
   * @param maxBytes cap for an instance's memories and tables
   * @param maxTotal cap for all instances of the JVM
   * @throws GuestException SIGNATURE_MISMATCH, MEMORY or ENGINE
   */
  public BatchKernel kernel(
      FunctionDefinition function,
      Source source,
      WasmEngine engine,
      long maxBytes,
      long maxTotal,
      GuestWorker worker)
      throws GuestException {
    boolean keepState = keepState(function);
    Programs.Key key =
        new Programs.Key(
            function.moduleHash().hex(),
            String.join(
                " ",
                function.display(),
                function.signature().returns().sql(),
                function.abi().name(),
                function.nullHandling().name(),
                function.export()),
            maxBytes,
            engine.id());
    Programs.Lease lease =
        programs.lease(key, () -> compile(function, source.read(), engine, maxBytes));
    GuestPlan plan = lease.program().plan();
    long partBytes = Math.max(1 << 16, maxBytes / 4);
    if (plan instanceof RowDirectPlan rows) {
      GuestSlot slot =
          new GuestSlot(lease, worker, account, maxTotal, keepState, (instance, area) -> {});
      return new RowDirectKernel(function, rows, slot, worker, partBytes, keepState);
    }
    ColumnarPlan columns = (ColumnarPlan) plan;
    GuestSlot slot =
        new GuestSlot(
            lease, worker, account, maxTotal, keepState, new ColumnarBind(function, columns));
    return new ColumnarKernel(function, slot, worker, partBytes);
  }

  /**
   * The type of an exported function.
   *
   * @throws GuestException SIGNATURE_MISMATCH where there is none
   */
  public static FunctionType exportType(String export, ParsedModule module) throws GuestException {
    return module.type(Exports.find(export, module));
  }

  private static boolean keepState(FunctionDefinition function) throws GuestException {
    for (Map.Entry<String, String> setting : function.settings().entrySet()) {
      if (!setting.getKey().equals(KEEP_STATE)) {
        throw new GuestException(
            Kind.SIGNATURE_MISMATCH,
            function.display()
                + " has the unknown setting \""
                + setting.getKey()
                + "\". Known settings: "
                + KEEP_STATE
                + ".");
      }
      String value = setting.getValue().toLowerCase(Locale.ROOT);
      if (!value.equals("true") && !value.equals("false")) {
        throw new GuestException(
            Kind.SIGNATURE_MISMATCH,
            function.display()
                + ": setting "
                + KEEP_STATE
                + " is true or false, not \""
                + setting.getValue()
                + "\".");
      }
    }
    return "true".equalsIgnoreCase(function.settings().get(KEEP_STATE));
  }

  private static GuestProgram compile(
      FunctionDefinition function, ParsedModule module, WasmEngine engine, long maxBytes)
      throws GuestException {
    if (function.kind() != FunctionKind.SCALAR) {
      throw new GuestException(
          Kind.SIGNATURE_MISMATCH,
          function.display()
              + " is declared "
              + function.kind()
              + ", but only scalar functions run here. Declare it without "
              + function.kind()
              + ".");
    }
    checkEngine(module, engine);
    GuestPlan plan =
        switch (function.abi()) {
          case ROW_DIRECT -> RowDirectPlan.of(function, module);
          case COLUMNAR -> ColumnarPlan.of(function, module);
        };
    Allocator allocator = Allocator.find(module);
    if (allocator == null && module.code().usesMemorySize()) {
      throw new GuestException(
          Kind.SIGNATURE_MISMATCH,
          "Module \""
              + module.name()
              + "\" manages its own heap but exports no allocator. Export malloc and free, or"
              + " wasmudf_alloc.");
    }
    List<AppendedFunction> appended = new ArrayList<>(plan.appended());
    if (!plan.stateless()) {
      appended.addAll(StateImage.appended(module));
    }
    byte[] bytes = ModuleRewriter.rewrite(module, maxBytes, allocator == null, appended);
    CompiledModule compiled = compiled(module, bytes, engine);
    Limits memory = module.memory();
    return new GuestProgram(
        module.name(),
        compiled,
        plan,
        allocator,
        memory == null ? 0 : memory.min() << 16,
        isInitialized(module),
        StateImage.globalBytes(module));
  }

  private static CompiledModule compiled(ParsedModule module, byte[] bytes, WasmEngine engine)
      throws GuestException {
    try {
      return engine.compile(bytes);
    } catch (GuestException e) {
      throw e.kind() == Kind.ENGINE
          ? new GuestException(
              Kind.ENGINE, "Module \"" + module.name() + "\" does not run. " + e.getMessage(), e)
          : e;
    }
  }

  private static void checkEngine(ParsedModule module, WasmEngine engine) throws GuestException {
    Integer simd = module.features().get(Feature.SIMD);
    if (simd != null && !engine.simd()) {
      throw new GuestException(
          Kind.ENGINE,
          "Module \""
              + module.name()
              + "\" uses SIMD (first at byte "
              + simd
              + "), which the engine endive does not have. Build it without SIMD (clang:"
              + " -mno-simd128), or use engine=wasmtime.");
    }
    int block = module.code().ambiguousBlockAt();
    if (block >= 0 && engine.id().startsWith("endive")) {
      throw new GuestException(
          Kind.ENGINE,
          "Module \""
              + module.name()
              + "\" has a block of several values at byte "
              + block
              + " whose type has a number from 64 to 127, which the engine endive misreads. Build"
              + " it without multi-value blocks, or use engine=wasmtime.");
    }
  }

  /** Reactor modules (WASI application ABI) export a function to be called once at first. */
  private static boolean isInitialized(ParsedModule module) {
    @Nullable Export export = module.function(INITIALIZE);
    return export != null
        && module.type(export.index()).equals(new FunctionType(List.of(), List.of()));
  }
}
