package org.wasmudf.runtime.internal.engine.wasmtime;

import io.github.kawamuray.wasmtime.Memory;
import io.github.kawamuray.wasmtime.Store;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.wasmudf.runtime.internal.engine.GuestMemory;

/**
 * Native linear memory. Reading it after its store is gone would end the JVM, so each access looks
 * whether it is still there, and those of other threads do so under a lock.
 */
final class WasmtimeMemory implements GuestMemory {
  private final Memory memory;
  private final Store<Void> store;

  /** The whole memory as it was when the guest ran last; null when it may have grown since. */
  private @Nullable ByteBuffer current;

  /** The last view, for {@link #peek}: memories do not move, so an old one is only too short. */
  private @Nullable ByteBuffer peeked;

  private boolean disposed;

  WasmtimeMemory(Memory memory, Store<Void> store) {
    this.memory = memory;
    this.store = store;
    buffer();
  }

  /** The guest runs: the next access asks for the memory's size again. */
  void invalidate() {
    current = null;
  }

  private ByteBuffer buffer() {
    ByteBuffer known = current;
    if (known != null) {
      return known;
    }
    synchronized (this) {
      if (disposed) {
        throw new IllegalStateException("the instance is closed");
      }
      ByteBuffer fetched = memory.buffer(store).order(ByteOrder.LITTLE_ENDIAN);
      current = fetched;
      peeked = fetched;
      return fetched;
    }
  }

  synchronized int peek(long address) {
    ByteBuffer known = peeked;
    return known != null && address >= 0 && address <= known.capacity() - 4L
        ? known.getInt((int) address)
        : 0;
  }

  synchronized void dispose() {
    disposed = true;
    current = null;
    peeked = null;
    memory.dispose();
  }

  @Override
  public long size() {
    return buffer().capacity();
  }

  @Override
  public ByteBuffer view() {
    return buffer().duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public void write(long address, byte[] source, int offset, int length) {
    ByteBuffer target = buffer();
    target.put(index(address, target), source, offset, length);
  }

  @Override
  public void read(long address, byte[] target, int offset, int length) {
    ByteBuffer source = buffer();
    source.get(index(address, source), target, offset, length);
  }

  private static int index(long address, ByteBuffer buffer) {
    if (address < 0 || address > buffer.capacity()) {
      throw new IndexOutOfBoundsException(
          "address " + address + " in a memory of " + buffer.capacity() + " bytes");
    }
    return (int) address;
  }

  @Override
  public int grow(int pages) {
    long before = size() >>> 16;
    if (pages < 0 || before + pages > Integer.MAX_VALUE >>> 16) {
      return -1;
    }
    current = null;
    try {
      return memory.grow(store, pages);
    } catch (RuntimeException e) {
      // How the library says that the cap forbids it.
      return -1;
    }
  }
}
