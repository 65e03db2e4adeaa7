package org.wasmudf.runtime.internal.engine.endive;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.GuestException.Kind;
import org.wasmudf.runtime.internal.engine.GuestInstance;
import org.wasmudf.runtime.internal.engine.GuestMemory;
import org.wasmudf.runtime.internal.engine.InstanceWatch;
import run.endive.runtime.Instance;
import run.endive.runtime.WasmInterruptedException;
import run.endive.wasm.WasmEngineException;
import run.endive.wasm.types.Export;
import run.endive.wasm.types.ExternalType;

/**
 * An instance on the JVM. It is stopped by the interrupt flag of the thread that runs it, which
 * compiled code reads at backward branches, at {@code call_indirect} and where {@link CodeSection}
 * puts it; the flag is set and cleared under a lock, so that none is left behind on the thread.
 */
final class EndiveInstance implements GuestInstance {
  private static final String OUT_OF_BOUNDS = "out of bounds memory access";

  private final Instance instance;
  private final FunctionNames names;
  private final Traits traits;
  private final InstanceWatch watch;
  private final @Nullable FlatMemory memory;
  private final Map<String, Integer> exports = new HashMap<>();

  private final Object lock = new Object();
  private @Nullable Thread runner;
  private volatile @Nullable String stopped;
  private boolean dead;
  private @Nullable Snapshot snapshot;

  EndiveInstance(Instance instance, FunctionNames names, Traits traits, InstanceWatch watch) {
    this.watch = watch;
    this.instance = instance;
    this.names = names;
    this.traits = traits;
    this.memory = instance.memory() instanceof FlatMemory flat ? flat : null;
    var section = instance.module().exportSection();
    for (int i = 0; i < section.exportCount(); i++) {
      Export export = section.getExport(i);
      if (export.exportType() == ExternalType.FUNCTION) {
        exports.put(export.name(), export.index());
      }
    }
  }

  void initialize() throws GuestException {
    run(
        () -> {
          instance.initialize(false);
          return null;
        });
  }

  @Override
  public GuestMemory memory() {
    return EndiveModule.memory(instance);
  }

  @Override
  public void callBatch(String export, int descriptor) throws GuestException {
    call(export, descriptor);
  }

  @Override
  public long call(String export, long... arguments) throws GuestException {
    Integer function = exports.get(export);
    if (function == null) {
      throw new IllegalArgumentException("the module exports no function \"" + export + '"');
    }
    if (arguments.length != instance.exportType(export).params().size()) {
      throw new IllegalArgumentException(export + " takes " + instance.exportType(export).params());
    }
    long[] result = run(() -> instance.getMachine().call(function, arguments));
    return result == null || result.length == 0 ? 0 : result[0];
  }

  private long @Nullable [] run(Supplier<long @Nullable []> code) throws GuestException {
    boolean foreign = enter();
    try {
      return code.get();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      dead = true;
      throw failure(e);
    } finally {
      leave(foreign);
    }
  }

  /** Returns whether the thread came with an interrupt, which is not meant for the guest. */
  private boolean enter() throws GuestException {
    synchronized (lock) {
      String reason = stopped;
      if (reason != null) {
        throw new GuestException(Kind.STOPPED, reason);
      }
      boolean foreign = Thread.interrupted();
      runner = Thread.currentThread();
      return foreign;
    }
  }

  private void leave(boolean foreign) {
    boolean ours;
    synchronized (lock) {
      runner = null;
      ours = stopped != null;
    }
    if (ours) {
      // Whether the guest saw it or ended before: interrupt() set this flag.
      Thread.interrupted();
    }
    if (foreign) {
      Thread.currentThread().interrupt();
    }
  }

  private GuestException failure(Throwable e) {
    if (e instanceof HostFailure host) {
      GuestException said = host.failure();
      return new GuestException(said.kind(), said.getMessage(), said, names.frames(said));
    }
    List<String> frames = names.frames(e);
    if (e instanceof WasmInterruptedException) {
      return new GuestException(
          Kind.STOPPED,
          Objects.requireNonNullElse(stopped, "the thread was interrupted"),
          e,
          frames);
    }
    if (e instanceof OutOfMemoryError) {
      return new GuestException(
          Kind.MEMORY, "The JVM has no heap left for the memory of a guest.", e, frames);
    }
    if (e instanceof StackOverflowError || e.getCause() instanceof StackOverflowError) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return new GuestException(Kind.STACK, "call stack exhausted", e, names.frames(cause));
    }
    return new GuestException(Kind.TRAP, words(e), e, frames);
  }

  /** The words of the specification's own tests for a trap. */
  private static String words(Throwable e) {
    if (e instanceof WasmEngineException) {
      String message = Objects.requireNonNullElse(e.getMessage(), "trap");
      return message.equals("Trapped on unreachable instruction") ? "unreachable" : message;
    }
    if (e instanceof IndexOutOfBoundsException || e instanceof NegativeArraySizeException) {
      return OUT_OF_BOUNDS;
    }
    return "the engine failed: " + e;
  }

  @Override
  public void snapshot() {
    snapshot = new Snapshot(instance, memory, traits);
  }

  @Override
  public boolean restore() {
    Snapshot last = snapshot;
    return last != null && !dead && stopped == null && last.restore();
  }

  @Override
  public int peek(long address) {
    FlatMemory flat = memory;
    return flat == null ? 0 : flat.peek(address);
  }

  @Override
  public long memoryBytes() {
    long bytes = memory().size();
    for (int i = 0; i < instance.tableCount(); i++) {
      bytes += 8L * instance.table(i).size();
    }
    Snapshot last = snapshot;
    return last == null ? bytes : bytes + last.bytes();
  }

  @Override
  public void interrupt(String reason) {
    synchronized (lock) {
      if (stopped == null) {
        stopped = reason;
      }
      Thread running = runner;
      if (running != null) {
        running.interrupt();
      }
    }
  }

  @Override
  public void close() {
    interrupt("the instance is closed");
    watch.closed(this);
  }
}
