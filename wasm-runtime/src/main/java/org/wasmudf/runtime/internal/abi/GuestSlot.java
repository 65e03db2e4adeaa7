package org.wasmudf.runtime.internal.abi;

import org.jspecify.annotations.Nullable;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.GuestException.Kind;
import org.wasmudf.runtime.internal.engine.GuestInstance;
import org.wasmudf.runtime.internal.engine.InstanceWatch;
import org.wasmudf.runtime.internal.host.HostImports;
import org.wasmudf.runtime.internal.host.HostState;

/**
 * The one instance of a kernel: made when it is needed, put back to its state after start before
 * each batch, thrown away after a failure. Used on the guest thread, but for {@link #close()}.
 */
final class GuestSlot implements AutoCloseable {
  private final Programs.Lease lease;
  private final GuestProgram program;
  private final HostState host = new HostState();
  private final InstanceWatch watch;
  private final MemoryAccount account;
  private final long maxTotal;
  private final boolean keepState;
  private final Setup setup;

  private @Nullable GuestInstance instance;
  private HostArea area;

  /** Where the engine cannot reset its instances. */
  private @Nullable StateImage image;

  private boolean dirty;
  private long accounted;
  private boolean closed;
  private boolean busy;

  /** What an ABI does with a new instance, once, before its state is remembered. */
  @FunctionalInterface
  interface Setup {
    void prepare(GuestInstance instance, HostArea area) throws GuestException;
  }

  GuestSlot(
      Programs.Lease lease,
      InstanceWatch watch,
      MemoryAccount account,
      long maxTotal,
      boolean keepState,
      Setup setup) {
    this.lease = lease;
    this.program = lease.program();
    this.watch = watch;
    this.account = account;
    this.maxTotal = maxTotal;
    this.keepState = keepState;
    this.setup = setup;
    this.area = newArea();
  }

  private HostArea newArea() {
    return new HostArea(program.module(), program.allocator(), program.guestBytes());
  }

  /**
   * The guest thread begins to use the instance: from now to {@link #leave} only it closes it,
   * since a view of the memory must not outlive the instance.
   *
   * @throws GuestException STOPPED after close
   */
  synchronized void enter() throws GuestException {
    if (closed) {
      throw new GuestException(Kind.STOPPED, "closed");
    }
    busy = true;
  }

  void leave(String origin) {
    host.flushLog(origin);
    synchronized (this) {
      busy = false;
      if (closed) {
        end();
      }
    }
  }

  /**
   * An instance as it was after its start, with a host area of at least so many bytes.
   *
   * @throws NoRoomException where the area does not fit; another try may ask for less
   */
  GuestInstance ready(long areaBytes) throws GuestException, NoRoomException {
    GuestInstance ready = instance;
    boolean resets = !keepState && !program.plan().stateless();
    if (ready != null && dirty && resets && !restore(ready)) {
      discard();
      ready = null;
    }
    if (ready == null) {
      ready = create();
    } else {
      watch.created(ready);
    }
    dirty = false;
    long needed = Math.max(areaBytes, program.globalBytes());
    if (area.bytes() < needed) {
      try {
        area.ensure(ready, needed);
      } catch (GuestException e) {
        discard();
        if (e.kind() == Kind.STOPPED || e.kind() == Kind.CONTRACT) {
          throw e;
        }
        throw new NoRoomException(
            e.kind() == Kind.MEMORY
                ? e
                : new GuestException(
                    Kind.MEMORY,
                    "The allocator of module \""
                        + program.module()
                        + "\" failed on "
                        + needed
                        + " bytes: "
                        + e.getMessage()
                        + ". Set max_memory higher.",
                    e,
                    e.frames()));
      }
      if (resets) {
        remember(ready);
      }
    }
    charge(ready);
    return ready;
  }

  private void remember(GuestInstance ready) throws GuestException {
    ready.snapshot();
    image = null;
    if (program.globalBytes() >= 0 && !ready.restore()) {
      image = StateImage.take(ready, area, program.globalBytes());
    }
  }

  private boolean restore(GuestInstance ready) throws GuestException {
    StateImage own = image;
    return own == null ? ready.restore() : own.restore(ready);
  }

  /** What the guest told its host since it began to run. */
  HostState host() {
    return host;
  }

  HostArea area() {
    return area;
  }

  private GuestInstance create() throws GuestException {
    GuestInstance made;
    try {
      made = program.compiled().instantiate(HostImports.all(host), watch);
    } catch (GuestException e) {
      throw atStart(said(e));
    }
    synchronized (this) {
      instance = made;
    }
    area = newArea();
    try {
      initialize(made);
      setup.prepare(made, area);
      charge(made);
      return made;
    } catch (GuestException e) {
      GuestException told = said(e);
      discard();
      throw told;
    }
  }

  private void initialize(GuestInstance made) throws GuestException {
    if (program.initialize()) {
      try {
        made.call("_initialize");
      } catch (GuestException e) {
        throw atStart(e);
      }
    }
  }

  /** A failure before any function of SQL's was called: it belongs to the module. */
  private GuestException atStart(GuestException e) {
    return switch (e.kind()) {
      case TRAP, GUEST_ERROR, STACK, STOPPED ->
          new GuestException(
              e.kind(),
              "Module \""
                  + program.module()
                  + "\" failed at its start (segments, start function, _initialize): "
                  + e.getMessage(),
              e,
              e.frames());
      case MALFORMED,
          INVALID,
          FEATURE_REFUSED,
          UNLINKABLE,
          SIGNATURE_MISMATCH,
          CONTRACT,
          ENGINE,
          MEMORY,
          OUT_OF_RANGE,
          INVALID_TEXT,
          TOO_LONG ->
          e;
    };
  }

  /** A failure with what the guest said of it. */
  GuestException said(GuestException e) {
    String text = host.said();
    if (text == null || e.kind() == Kind.STOPPED || e.kind() == Kind.GUEST_ERROR) {
      return e;
    }
    // A guest that reports an error has no other way to end the call than to trap.
    return host.error() != null && e.kind() == Kind.TRAP
        ? new GuestException(Kind.GUEST_ERROR, text, e, e.frames())
        : new GuestException(e.kind(), e.getMessage() + ": " + text, e, e.frames());
  }

  /** The guest is about to run: it may change anything. */
  void running() {
    dirty = true;
    host.clear();
  }

  /** Brings the account up to date after the guest ran. */
  void charge() throws GuestException {
    GuestInstance running = instance;
    if (running != null) {
      charge(running);
    }
  }

  private void charge(GuestInstance running) throws GuestException {
    StateImage own = image;
    long bytes = running.memoryBytes() + (own == null ? 0 : own.bytes());
    if (bytes != accounted) {
      try {
        account.change(accounted, bytes, maxTotal);
      } catch (GuestException e) {
        discard();
        throw e;
      }
      accounted = bytes;
    }
  }

  /** Throws the instance away; the next {@link #ready} makes another one. */
  synchronized void discard() {
    GuestInstance old = instance;
    instance = null;
    image = null;
    account.release(accounted);
    accounted = 0;
    if (old != null) {
      old.close();
    }
  }

  private void end() {
    discard();
    lease.close();
  }

  /** From any thread, at any time. */
  @Override
  public synchronized void close() {
    closed = true;
    GuestInstance running = instance;
    if (!busy) {
      end();
    } else if (running != null) {
      running.interrupt("closed");
    }
  }
}
