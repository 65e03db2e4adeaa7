package org.wasmudf.runtime;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wasmudf.runtime.GuestException.Kind;
import org.wasmudf.runtime.internal.abi.BatchKernel;
import org.wasmudf.runtime.internal.abi.Binder;
import org.wasmudf.runtime.internal.abi.MemoryAccount;
import org.wasmudf.runtime.internal.abi.Programs;
import org.wasmudf.runtime.internal.engine.GuestWorker;
import org.wasmudf.runtime.internal.engine.ValType;
import org.wasmudf.runtime.internal.engine.WasmEngine;
import org.wasmudf.runtime.internal.engine.endive.EndiveEngine;
import org.wasmudf.runtime.internal.engine.wasmtime.WasmtimeEngine;
import org.wasmudf.runtime.internal.host.HostImports;
import org.wasmudf.runtime.internal.module.Export;
import org.wasmudf.runtime.internal.module.ExternKind;
import org.wasmudf.runtime.internal.module.FunctionType;
import org.wasmudf.runtime.internal.module.Import;
import org.wasmudf.runtime.internal.module.ModuleReader;
import org.wasmudf.runtime.internal.module.ParsedModule;
import org.wasmudf.runtime.internal.rewrite.AppendedFunction;
import org.wasmudf.store.FunctionDefinition;
import org.wasmudf.store.FunctionSignature;
import org.wasmudf.store.Parameter;
import org.wasmudf.store.SignatureLine;
import org.wasmudf.store.SignatureLines;
import org.wasmudf.store.SqlType;
import org.wasmudf.store.TypeSyntaxException;
import org.wasmudf.store.Volatility;

/** The runtime of this JVM. */
final class DefaultWasmRuntime implements WasmRuntime {
  /** Compiled programs that are kept although no statement uses them. */
  private static final int KEPT_PROGRAMS = 64;

  /** Longer lists than that help nobody. */
  private static final int MOST_NAMES = 8;

  /** What a guest may import that makes two calls with the same arguments differ. */
  private static final Set<String> VOLATILE_IMPORTS =
      Set.of(
          "wasi_snapshot_preview1.random_get",
          "wasi_snapshot_preview1.clock_time_get",
          "wasi_snapshot_preview1.clock_res_get");

  static final DefaultWasmRuntime SHARED = new DefaultWasmRuntime();

  private final Binder binder = new Binder(new Programs(KEPT_PROGRAMS), new MemoryAccount());

  private DefaultWasmRuntime() {}

  @Override
  public ModuleInspection inspect(String module, byte[] bytes) throws GuestException {
    ParsedModule parsed = ModuleReader.read(module, bytes);
    checkImports(parsed);
    checkExports(parsed);
    return new ModuleInspection(parsed);
  }

  private static void checkImports(ParsedModule module) throws GuestException {
    for (Import wanted : module.imports()) {
      String subject = "Module \"" + module.name() + "\" imports ";
      if (wanted.kind() != ExternKind.FUNCTION) {
        throw new GuestException(
            Kind.UNLINKABLE,
            subject
                + "the "
                + wanted.kind().label()
                + " "
                + wanted.display()
                + ", but guests bring their own. Build it with a "
                + wanted.kind().label()
                + " of its own (clang: without --import-memory, --import-table).");
      }
      FunctionType given = HostImports.type(wanted.module(), wanted.name());
      if (given == null) {
        List<String> names = HostImports.names(wanted.module());
        throw new GuestException(
            Kind.UNLINKABLE,
            subject
                + wanted.display()
                + ", which the host does not give. "
                + (names.isEmpty()
                    ? "Guests may import from " + String.join(", ", HostImports.modules())
                    : "From "
                        + wanted.module()
                        + " guests may import "
                        + (names.size() > MOST_NAMES
                            ? "what WASI preview 1 has"
                            : String.join(", ", names)))
                + ". Build it without that import.");
      }
      if (!given.equals(wanted.type())) {
        throw new GuestException(
            Kind.UNLINKABLE,
            subject
                + wanted.display()
                + " as "
                + wanted.type()
                + ", but the host gives "
                + given
                + ". Declare the import with that type.");
      }
    }
  }

  private static void checkExports(ParsedModule module) throws GuestException {
    for (Export export : module.exports()) {
      if (export.name().startsWith(AppendedFunction.PREFIX)) {
        throw new GuestException(
            Kind.FEATURE_REFUSED,
            "Module \""
                + module.name()
                + "\" exports \""
                + export.name()
                + "\", but names that begin with \""
                + AppendedFunction.PREFIX
                + "\" belong to the host. Rename the export.");
      }
    }
  }

  @Override
  public FunctionSignature deriveSignature(ModuleInspection module, String export)
      throws GuestException {
    ParsedModule parsed = module.parsed();
    FunctionType type = Binder.exportType(export, parsed);
    String section = parsed.signatures();
    if (section != null) {
      FunctionSignature declared = declared(module, export, section);
      if (declared != null) {
        return declared;
      }
    }
    if (type.results().size() == 1) {
      SqlType returns = sqlType(type.results().get(0));
      List<Parameter> parameters =
          type.parameters().stream()
              .map(DefaultWasmRuntime::sqlType)
              .filter(sql -> sql != null)
              .map(sql -> new Parameter(null, sql))
              .toList();
      if (returns != null && parameters.size() == type.parameters().size()) {
        return new FunctionSignature(parameters, returns);
      }
    }
    throw new GuestException(
        Kind.SIGNATURE_MISMATCH,
        "Export \""
            + export
            + "\" of module \""
            + module.module()
            + "\" has type "
            + type
            + ", from which no SQL signature follows, and the module carries none. Declare"
            + " arguments and result: ARGUMENTS (...) RETURNS ....");
  }

  private static @Nullable FunctionSignature declared(
      ModuleInspection module, String export, String section) throws GuestException {
    try {
      List<SignatureLine> lines =
          SignatureLines.parse(section).stream()
              .filter(line -> line.export().equals(export))
              .collect(Collectors.toList());
      if (lines.size() > 1) {
        throw new GuestException(
            Kind.SIGNATURE_MISMATCH,
            "Module \""
                + module.module()
                + "\" carries several signatures for export \""
                + export
                + "\": "
                + lines.stream().map(SignatureLine::sql).collect(Collectors.joining("; "))
                + ". Declare arguments and result.");
      }
      return lines.isEmpty() ? null : lines.get(0).signature();
    } catch (TypeSyntaxException e) {
      throw new GuestException(
          Kind.SIGNATURE_MISMATCH,
          "Module \""
              + module.module()
              + "\" carries signatures that cannot be read: "
              + e.getMessage()
              + " Declare arguments and result: ARGUMENTS (...) RETURNS ....",
          e);
    }
  }

  private static @Nullable SqlType sqlType(ValType type) {
    return switch (type) {
      case I32 -> new SqlType.Int(32, true);
      case I64 -> new SqlType.Int(64, true);
      case F32 -> new SqlType.FloatingPoint(32);
      case F64 -> new SqlType.FloatingPoint(64);
      case V128, FUNCREF, EXTERNREF -> null;
    };
  }

  @Override
  public Volatility defaultVolatility(ModuleInspection module) {
    return module.imports().stream().anyMatch(VOLATILE_IMPORTS::contains)
        ? Volatility.VOLATILE
        : Volatility.DETERMINISTIC;
  }

  @Override
  public void checkBinding(FunctionDefinition function, byte[] bytes, RuntimeOptions options)
      throws GuestException {
    inspect(function.module(), bytes);
    try (GuestWorker worker = new GuestWorker(options.maxCallTime());
        BatchKernel kernel = kernel(function, bytes, options, worker)) {
      worker.call(
          () -> {
            kernel.warmUp();
            return kernel;
          });
    }
  }

  BatchKernel kernel(
      FunctionDefinition function, byte[] bytes, RuntimeOptions options, GuestWorker worker)
      throws GuestException {
    return binder.kernel(
        function,
        () -> inspect(function.module(), bytes).parsed(),
        engine(options.engine()),
        options.maxMemoryBytes(),
        options.maxTotalMemoryBytes(),
        worker);
  }

  private static WasmEngine engine(EngineChoice choice) throws GuestException {
    return switch (choice) {
      case AUTO, ENDIVE -> EndiveEngine.instance();
      case WASMTIME -> WasmtimeEngine.instance();
    };
  }

  @Override
  public GuestSession openSession(RuntimeOptions options) {
    return new DefaultGuestSession(this, options, new GuestWorker(options.maxCallTime()));
  }
}
