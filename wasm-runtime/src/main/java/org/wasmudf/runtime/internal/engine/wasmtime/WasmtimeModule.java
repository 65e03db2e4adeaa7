package org.wasmudf.runtime.internal.engine.wasmtime;

import io.github.kawamuray.wasmtime.WasmtimeException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.GuestException.Kind;
import org.wasmudf.runtime.internal.engine.CompiledModule;
import org.wasmudf.runtime.internal.engine.GuestInstance;
import org.wasmudf.runtime.internal.engine.HostFunction;
import org.wasmudf.runtime.internal.engine.InstanceWatch;
import org.wasmudf.runtime.internal.module.ParsedModule;

/** A module and the slots in which it is compiled: as many as instances live at the same time. */
final class WasmtimeModule implements CompiledModule {
  /** Slots that wait for their next instance; more than a few would only hold memory. */
  private static final int MOST_IDLE = Math.max(2, Runtime.getRuntime().availableProcessors());

  private final ParsedModule module;
  private final NativeForm form;
  private final Deque<Slot> idle = new ArrayDeque<>();
  private boolean closed;

  private WasmtimeModule(ParsedModule module) {
    this.module = module;
    this.form = new NativeForm(module);
  }

  static WasmtimeModule compile(ParsedModule module) throws GuestException {
    WasmtimeModule compiled = new WasmtimeModule(module);
    compiled.release(compiled.newSlot());
    return compiled;
  }

  ParsedModule module() {
    return module;
  }

  NativeForm form() {
    return form;
  }

  @Override
  public GuestInstance instantiate(List<HostFunction> imports, InstanceWatch watch)
      throws GuestException {
    WasmtimeInstance instance = new WasmtimeInstance(this, acquire(), watch);
    boolean started = false;
    try {
      watch.created(instance);
      instance.start(imports);
      started = true;
    } finally {
      if (!started) {
        instance.close();
      }
    }
    return instance;
  }

  private Slot acquire() throws GuestException {
    synchronized (idle) {
      if (closed) {
        throw new IllegalStateException("the module is closed");
      }
      Slot slot = idle.pollFirst();
      if (slot != null) {
        return slot;
      }
    }
    return newSlot();
  }

  private Slot newSlot() throws GuestException {
    try {
      return new Slot(form.bytes());
    } catch (WasmtimeException e) {
      throw new GuestException(
          Kind.ENGINE,
          "The engine wasmtime cannot run this module: "
              + e.getMessage()
              + ". Use engine=endive, or build it for fewer features (clang: -mcpu=mvp).",
          e);
    }
  }

  void release(Slot slot) {
    synchronized (idle) {
      if (!closed && idle.size() < MOST_IDLE) {
        idle.addFirst(slot);
        return;
      }
    }
    slot.dispose();
  }

  @Override
  public void close() {
    synchronized (idle) {
      closed = true;
      idle.forEach(Slot::dispose);
      idle.clear();
    }
  }
}
