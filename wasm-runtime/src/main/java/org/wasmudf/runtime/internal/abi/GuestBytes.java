package org.wasmudf.runtime.internal.abi;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.arrow.memory.ArrowBuf;
import org.wasmudf.runtime.internal.engine.GuestMemory;

/**
 * Bulk copies between Arrow buffers and a guest's memory. Where the memory is a Java array they are
 * single copies; else they go through a chunk on the heap, since Arrow's own direct copies need JVM
 * flags. Valid until the guest runs: {@link #refresh()} then.
 */
final class GuestBytes {
  private static final int CHUNK = 1 << 16;

  private final GuestMemory memory;
  private ByteBuffer view;
  private byte[] chunk = {};
  private byte[] heap = {};
  private int heapStart;

  GuestBytes(GuestMemory memory) {
    this.memory = memory;
    this.view = memory.view();
  }

  /** Takes a new view: the guest may have grown its memory. */
  void refresh() {
    view = memory.view();
  }

  long size() {
    return view.limit();
  }

  int getInt(long address) {
    return view.getInt((int) address);
  }

  long getLong(long address) {
    return view.getLong((int) address);
  }

  void putInt(long address, int value) {
    view.putInt((int) address, value);
  }

  void putLong(long address, long value) {
    view.putLong((int) address, value);
  }

  void read(long address, byte[] target, int offset, int length) {
    if (length > 0) {
      view.get((int) address, target, offset, length);
    }
  }

  void write(long address, byte[] source, int offset, int length) {
    if (length > 0) {
      view.put((int) address, source, offset, length);
    }
  }

  /** Makes a range readable as {@link #heap()} from {@link #heapStart()} on. */
  void open(long address, int length) {
    if (view.hasArray()) {
      heap = view.array();
      heapStart = view.arrayOffset() + (int) address;
      return;
    }
    if (heap.length < length) {
      heap = new byte[length];
    }
    heapStart = 0;
    read(address, heap, 0, length);
  }

  byte[] heap() {
    return heap;
  }

  int heapStart() {
    return heapStart;
  }

  void fill(long address, int length, byte value) {
    if (view.hasArray()) {
      int start = view.arrayOffset() + (int) address;
      Arrays.fill(view.array(), start, start + length, value);
      return;
    }
    for (int i = 0; i < length; i++) {
      view.put((int) address + i, value);
    }
  }

  void copyIn(ArrowBuf source, long index, long address, int length) {
    if (length == 0) {
      return;
    }
    if (view.hasArray()) {
      source.getBytes(index, view.array(), view.arrayOffset() + (int) address, length);
      return;
    }
    byte[] part = chunk(length);
    for (int done = 0; done < length; done += part.length) {
      int bytes = Math.min(part.length, length - done);
      source.getBytes(index + done, part, 0, bytes);
      view.put((int) address + done, part, 0, bytes);
    }
  }

  void copyOut(long address, ArrowBuf target, long index, int length) {
    if (length == 0) {
      return;
    }
    if (view.hasArray()) {
      target.setBytes(index, view.array(), view.arrayOffset() + (int) address, length);
      return;
    }
    byte[] part = chunk(length);
    for (int done = 0; done < length; done += part.length) {
      int bytes = Math.min(part.length, length - done);
      view.get((int) address + done, part, 0, bytes);
      target.setBytes(index + done, part, 0, bytes);
    }
  }

  private byte[] chunk(int length) {
    int size = Math.min(length, CHUNK);
    if (chunk.length < size) {
      chunk = new byte[size <= CHUNK / 16 ? CHUNK / 16 : CHUNK];
    }
    return chunk;
  }
}
