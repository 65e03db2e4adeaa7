package org.wasmudf.runtime.internal.engine.wasmtime;

import io.github.kawamuray.wasmtime.Extern;
import io.github.kawamuray.wasmtime.Func;
import io.github.kawamuray.wasmtime.FuncType;
import io.github.kawamuray.wasmtime.Instance;
import io.github.kawamuray.wasmtime.Store;
import io.github.kawamuray.wasmtime.Val;
import io.github.kawamuray.wasmtime.WasmFunctionError.TrapError;
import io.github.kawamuray.wasmtime.WasmtimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.GuestException.Kind;
import org.wasmudf.runtime.internal.engine.EmptyMemory;
import org.wasmudf.runtime.internal.engine.GuestInstance;
import org.wasmudf.runtime.internal.engine.GuestMemory;
import org.wasmudf.runtime.internal.engine.HostFunction;
import org.wasmudf.runtime.internal.engine.InstanceWatch;
import org.wasmudf.runtime.internal.module.Export;
import org.wasmudf.runtime.internal.module.ExternKind;
import org.wasmudf.runtime.internal.module.FunctionType;
import org.wasmudf.runtime.internal.module.Import;
import org.wasmudf.runtime.internal.module.Limits;

/**
 * A native instance with its store. It is stopped by one step of its engine's epoch: each call
 * begins with a deadline one step away, and nobody else steps.
 */
final class WasmtimeInstance implements GuestInstance {
  private final WasmtimeModule module;
  private final Slot slot;
  private final InstanceWatch watch;
  private final Store<Void> store;
  private final Map<String, Function> functions = new HashMap<>();
  private @Nullable Instance instance;
  private @Nullable WasmtimeMemory memory;

  /** What a host function threw; the exception does not survive its way through native frames. */
  private @Nullable Throwable hostFailure;

  private final Object lock = new Object();
  private @Nullable String stopped;
  private boolean running;
  private boolean closing;
  private boolean disposed;

  private record Function(Func target, FunctionType type) {}

  WasmtimeInstance(WasmtimeModule module, Slot slot, InstanceWatch watch) {
    this.module = module;
    this.slot = slot;
    this.watch = watch;
    this.store = new Store<>(null, slot.engine());
  }

  /** Links and runs the start function. */
  void start(List<HostFunction> imports) throws GuestException {
    List<Func> linked = new ArrayList<>();
    try {
      List<Extern> externs = new ArrayList<>();
      for (Import wanted : module.module().imports()) {
        Func function = link(wanted, imports);
        linked.add(function);
        externs.add(Extern.fromFunc(function));
      }
      Instance made = run(() -> new Instance(store, slot.module(), externs));
      instance = made;
      if (module.module().memory() != null) {
        memory =
            new WasmtimeMemory(made.getMemory(store, module.form().memory()).orElseThrow(), store);
      }
      if (module.module().start() >= 0) {
        Func start = made.getFunc(store, module.form().start()).orElseThrow();
        linked.add(start);
        run(() -> start.call(store));
      }
    } finally {
      linked.forEach(Func::dispose);
    }
  }

  private Func link(Import wanted, List<HostFunction> imports) throws GuestException {
    for (HostFunction function : imports) {
      if (wanted.kind() == ExternKind.FUNCTION
          && function.module().equals(wanted.module())
          && function.name().equals(wanted.name())
          && new FunctionType(function.parameters(), function.results()).equals(wanted.type())) {
        FuncType type =
            new FuncType(Values.types(function.parameters()), Values.types(function.results()));
        return new Func(
            store, type, (caller, arguments, results) -> host(function, arguments, results));
      }
    }
    throw new GuestException(
        Kind.UNLINKABLE, "The module cannot be linked: there is no " + wanted.display() + ".");
  }

  private void host(HostFunction function, Val[] arguments, Val[] results) {
    try {
      long[] bits = new long[arguments.length];
      for (int i = 0; i < bits.length; i++) {
        bits[i] = Values.bits(arguments[i]);
      }
      invalidate();
      long result = function.body().call(memory(), bits);
      if (results.length > 0) {
        results[0] = Values.value(function.results().get(0), result);
      }
    } catch (Throwable e) {
      hostFailure = e;
      throw new IllegalStateException("the host function " + function.name() + " failed", e);
    }
  }

  /** The guest has run: its memory may have grown. */
  private void invalidate() {
    WasmtimeMemory own = memory;
    if (own != null) {
      own.invalidate();
    }
  }

  @Override
  public GuestMemory memory() {
    return Objects.requireNonNullElse(memory, EmptyMemory.INSTANCE);
  }

  @Override
  public void callBatch(String export, int descriptor) throws GuestException {
    call(export, descriptor);
  }

  @Override
  public long call(String export, long... arguments) throws GuestException {
    Function function = functions.get(export);
    if (function == null) {
      function = function(export);
      functions.put(export, function);
    }
    if (arguments.length != function.type().parameters().size()) {
      throw new IllegalArgumentException(export + " takes " + function.type().parameters());
    }
    Val[] values = new Val[arguments.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Values.value(function.type().parameters().get(i), arguments[i]);
    }
    Func target = function.target();
    Val[] results = run(() -> target.call(store, values));
    return results.length == 0 ? 0 : Values.bits(results[0]);
  }

  private Function function(String name) {
    Export export = module.module().function(name);
    Instance made = instance;
    if (export == null || made == null) {
      throw new IllegalArgumentException("the module exports no function \"" + name + '"');
    }
    return new Function(
        made.getFunc(store, name).orElseThrow(), module.module().type(export.index()));
  }

  private <T> T run(Supplier<T> code) throws GuestException {
    enter();
    try {
      return code.get();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw failure(e);
    } finally {
      leave();
    }
  }

  private void enter() throws GuestException {
    synchronized (lock) {
      String reason = stopped;
      if (reason != null) {
        throw new GuestException(Kind.STOPPED, reason);
      }
      running = true;
      hostFailure = null;
      store.setEpochDeadline(1);
    }
  }

  private void leave() {
    invalidate();
    boolean free;
    synchronized (lock) {
      running = false;
      free = closing && !disposed;
      disposed |= free;
    }
    if (free) {
      dispose();
    }
  }

  private GuestException failure(Throwable thrown) {
    Throwable e = Objects.requireNonNullElse(hostFailure, thrown);
    if (e instanceof GuestException said) {
      return said;
    }
    if (e instanceof TrapError trap) {
      return Traps.of(trap.trap(), e, reason());
    }
    if (e instanceof WasmtimeException error) {
      return Traps.of(error);
    }
    if (e instanceof IndexOutOfBoundsException) {
      return new GuestException(Kind.TRAP, "out of bounds memory access", e);
    }
    if (e instanceof StackOverflowError) {
      return new GuestException(Kind.STACK, "call stack exhausted", e);
    }
    if (e instanceof OutOfMemoryError) {
      return new GuestException(Kind.MEMORY, "The JVM has no heap left for a guest's call.", e);
    }
    return new GuestException(Kind.TRAP, "the engine failed: " + e, e);
  }

  private String reason() {
    synchronized (lock) {
      return Objects.requireNonNullElse(stopped, "interrupted");
    }
  }

  /** Instances are cheap here, and the library gives no way to the globals. */
  @Override
  public void snapshot() {}

  @Override
  public boolean restore() {
    return false;
  }

  @Override
  public int peek(long address) {
    WasmtimeMemory own = memory;
    return own == null ? 0 : own.peek(address);
  }

  @Override
  public long memoryBytes() {
    long bytes = memory().size();
    for (Limits table : module.module().tables()) {
      bytes += 8 * table.min();
    }
    return bytes;
  }

  @Override
  public void interrupt(String reason) {
    synchronized (lock) {
      if (stopped == null) {
        stopped = reason;
      }
      if (running) {
        slot.engine().incrementEpoch();
      }
    }
  }

  @Override
  public void close() {
    boolean free;
    synchronized (lock) {
      interrupt("the instance is closed");
      closing = true;
      free = !running && !disposed;
      disposed |= free;
    }
    if (free) {
      dispose();
    }
  }

  private void dispose() {
    watch.closed(this);
    functions.values().forEach(function -> function.target().dispose());
    WasmtimeMemory own = memory;
    if (own != null) {
      own.dispose();
    }
    Instance made = instance;
    if (made != null) {
      made.dispose();
    }
    store.dispose();
    module.release(slot);
  }
}
