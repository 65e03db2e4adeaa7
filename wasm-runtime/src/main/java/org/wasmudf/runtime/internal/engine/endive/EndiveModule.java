package org.wasmudf.runtime.internal.engine.endive;

import java.util.List;
import java.util.function.Function;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.GuestException.Kind;
import org.wasmudf.runtime.internal.engine.CompiledModule;
import org.wasmudf.runtime.internal.engine.EmptyMemory;
import org.wasmudf.runtime.internal.engine.GuestInstance;
import org.wasmudf.runtime.internal.engine.GuestMemory;
import org.wasmudf.runtime.internal.engine.HostFunction;
import org.wasmudf.runtime.internal.engine.InstanceWatch;
import org.wasmudf.runtime.internal.engine.ValType;
import run.endive.runtime.ImportFunction;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.runtime.Machine;
import run.endive.runtime.TableInstance;
import run.endive.wasm.WasmEngineException;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.FunctionType;
import run.endive.wasm.types.Table;
import run.endive.wasm.types.TableLimits;

/** A module as JVM classes; garbage collection is what frees it. */
final class EndiveModule implements CompiledModule {
  private static final long[] NO_RESULT = {};

  private final WasmModule module;
  private final Function<Instance, Machine> machines;
  private final FunctionNames names;
  private final Traits traits;

  EndiveModule(
      WasmModule module, Function<Instance, Machine> machines, FunctionNames names, Traits traits) {
    this.module = module;
    this.machines = machines;
    this.names = names;
    this.traits = traits;
  }

  @Override
  public GuestInstance instantiate(List<HostFunction> imports, InstanceWatch watch)
      throws GuestException {
    Instance instance;
    try {
      instance =
          Instance.builder(module)
              .withImportValues(link(imports))
              .withMemoryFactory(FlatMemory::new)
              .withTableFactory(EndiveModule::table)
              .withMachineFactory(machines)
              .withInitialize(false)
              .withStart(false)
              .build();
    } catch (WasmEngineException e) {
      throw new GuestException(
          Kind.UNLINKABLE, "The module cannot be linked: " + e.getMessage(), e);
    } catch (OutOfMemoryError e) {
      throw new GuestException(
          Kind.MEMORY, "The JVM has no heap left for the memory of a guest.", e);
    }
    EndiveInstance guest = new EndiveInstance(instance, names, traits, watch);
    boolean started = false;
    try {
      watch.created(guest);
      guest.initialize();
      started = true;
    } finally {
      if (!started) {
        guest.close();
      }
    }
    return guest;
  }

  @Override
  public void close() {}

  /** The stock factory shares a table's limits, which grow, between all instances of a module. */
  private static TableInstance table(Table type, int initial) {
    TableLimits limits = new TableLimits(type.limits().min(), type.limits().max());
    return new TableInstance(new Table(type.elementType(), limits, type.initialize()), initial);
  }

  private static ImportValues link(List<HostFunction> imports) {
    ImportValues.Builder values = ImportValues.builder();
    for (HostFunction function : imports) {
      values.addFunction(
          new ImportFunction(
              function.module(),
              function.name(),
              FunctionType.of(types(function.parameters()), types(function.results())),
              (instance, arguments) -> call(function, instance, arguments)));
    }
    return values.build();
  }

  private static long[] call(HostFunction function, Instance instance, long[] arguments) {
    try {
      long result = function.body().call(memory(instance), arguments);
      return function.results().isEmpty() ? NO_RESULT : new long[] {result};
    } catch (GuestException e) {
      throw new HostFailure(e);
    }
  }

  static GuestMemory memory(Instance instance) {
    return instance.memory() instanceof FlatMemory memory ? memory : EmptyMemory.INSTANCE;
  }

  private static List<run.endive.wasm.types.ValType> types(List<ValType> types) {
    return types.stream().map(EndiveModule::type).toList();
  }

  private static run.endive.wasm.types.ValType type(ValType type) {
    return switch (type) {
      case I32 -> run.endive.wasm.types.ValType.I32;
      case I64 -> run.endive.wasm.types.ValType.I64;
      case F32 -> run.endive.wasm.types.ValType.F32;
      case F64 -> run.endive.wasm.types.ValType.F64;
      case V128 -> run.endive.wasm.types.ValType.V128;
      case FUNCREF -> run.endive.wasm.types.ValType.FuncRef;
      case EXTERNREF -> run.endive.wasm.types.ValType.ExternRef;
    };
  }
}
