package org.wasmudf.runtime.internal.engine.endive;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.wasmudf.runtime.internal.engine.GuestMemory;
import run.endive.runtime.ConstantEvaluators;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;
import run.endive.runtime.WasmRuntimeException;
import run.endive.wasm.UninstantiableException;
import run.endive.wasm.types.ActiveDataSegment;
import run.endive.wasm.types.DataSegment;
import run.endive.wasm.types.MemoryLimits;
import run.endive.wasm.types.PassiveDataSegment;

/**
 * Linear memory as one byte array, just as long as the memory: the array's own bounds check is
 * WebAssembly's. The engine's stock memories are paged, which costs a factor of two and more.
 *
 * <p>Endive passes addresses as int after refusing negative bases and offsets, and a sum that wraps
 * is negative, so a negative number is always out of bounds; the array access throws for it.
 */
@SuppressWarnings("removal") // The interface still lists its old names for atomics.
final class FlatMemory implements Memory, GuestMemory {
  private static final VarHandle SHORT = view(short[].class);
  private static final VarHandle INT = view(int[].class);
  private static final VarHandle LONG = view(long[].class);
  private static final VarHandle FLOAT = view(float[].class);
  private static final VarHandle DOUBLE = view(double[].class);
  private static final DataSegment[] NO_SEGMENTS = {};

  private final MemoryLimits limits;
  private byte[] bytes;
  private DataSegment[] segments = NO_SEGMENTS;

  FlatMemory(MemoryLimits limits) {
    this.limits = limits;
    this.bytes = new byte[Memory.bytes(limits.initialPages())];
  }

  private static VarHandle view(Class<?> arrayType) {
    return MethodHandles.byteArrayViewVarHandle(arrayType, ByteOrder.LITTLE_ENDIAN);
  }

  /** A full copy of the contents. */
  byte[] image() {
    return bytes.clone();
  }

  /** Puts back contents and size of an earlier {@link #image()}. */
  void restore(byte[] image) {
    if (bytes.length == image.length) {
      System.arraycopy(image, 0, bytes, 0, image.length);
    } else {
      bytes = image.clone();
    }
  }

  /** The instance's own list of data segments, in which dropped ones are empty. */
  DataSegment[] segments() {
    return segments;
  }

  int peek(long address) {
    byte[] now = bytes;
    return address >= 0 && address <= now.length - 4L ? (int) INT.get(now, (int) address) : 0;
  }

  // GuestMemory

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public ByteBuffer view() {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public void write(long address, byte[] source, int offset, int length) {
    System.arraycopy(source, offset, bytes, index(address), length);
  }

  @Override
  public void read(long address, byte[] target, int offset, int length) {
    System.arraycopy(bytes, index(address), target, offset, length);
  }

  private int index(long address) {
    if (address < 0 || address > bytes.length) {
      throw new IndexOutOfBoundsException(
          "address " + address + " in a memory of " + bytes.length + " bytes");
    }
    return (int) address;
  }

  // Memory, for the compiled guest

  @Override
  public int pages() {
    return bytes.length / PAGE_SIZE;
  }

  @Override
  public int grow(int pages) {
    int before = pages();
    long after = before + Integer.toUnsignedLong(pages);
    if (after > maximumPages()) {
      return -1;
    }
    if (pages != 0) {
      bytes = Arrays.copyOf(bytes, Memory.bytes((int) after));
    }
    return before;
  }

  @Override
  public int initialPages() {
    return limits.initialPages();
  }

  @Override
  public int maximumPages() {
    return Math.min(limits.maximumPages(), RUNTIME_MAX_PAGES);
  }

  @Override
  public boolean shared() {
    return false;
  }

  @Override
  public void initialize(Instance instance, DataSegment[] dataSegments) {
    segments = dataSegments;
    for (int i = 0; i < dataSegments.length; i++) {
      if (dataSegments[i] instanceof ActiveDataSegment active) {
        int offset =
            (int) ConstantEvaluators.computeConstantValue(instance, active.offsetInstructions())[0];
        byte[] data = active.data();
        if (offset < 0 || offset > bytes.length - data.length) {
          throw new UninstantiableException("out of bounds memory access");
        }
        System.arraycopy(data, 0, bytes, offset, data.length);
        // Core Specification 2.0, section 4.5.4: an active segment is dropped once it is copied.
        dataSegments[i] = PassiveDataSegment.EMPTY;
      }
    }
  }

  @Override
  public void initPassiveSegment(int segment, int destination, int offset, int size) {
    write(destination, segments[segment].data(), offset, size);
  }

  @Override
  public void drop(int segment) {
    segments[segment] = PassiveDataSegment.EMPTY;
  }

  @Override
  public void write(int address, byte[] data, int offset, int size) {
    System.arraycopy(data, offset, bytes, address, size);
  }

  @Override
  public byte[] readBytes(int address, int length) {
    byte[] copy = new byte[length];
    System.arraycopy(bytes, address, copy, 0, length);
    return copy;
  }

  @Override
  public void copy(int destination, int source, int size) {
    System.arraycopy(bytes, source, bytes, destination, size);
  }

  /** Fills; {@code to} is the wrapped sum of start and length, so it can lie below the start. */
  @Override
  public void fill(byte value, int from, int to) {
    if (from < 0 || to < from || to > bytes.length) {
      throw new WasmRuntimeException("out of bounds memory access");
    }
    Arrays.fill(bytes, from, to, value);
  }

  @Override
  public void zero() {
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public byte read(int address) {
    return bytes[address];
  }

  @Override
  public void writeByte(int address, byte data) {
    bytes[address] = data;
  }

  @Override
  public short readShort(int address) {
    return (short) SHORT.get(bytes, address);
  }

  @Override
  public long readU16(int address) {
    return Short.toUnsignedLong((short) SHORT.get(bytes, address));
  }

  @Override
  public void writeShort(int address, short data) {
    SHORT.set(bytes, address, data);
  }

  @Override
  public int readInt(int address) {
    return (int) INT.get(bytes, address);
  }

  @Override
  public void writeI32(int address, int data) {
    INT.set(bytes, address, data);
  }

  @Override
  public long readLong(int address) {
    return (long) LONG.get(bytes, address);
  }

  @Override
  public void writeLong(int address, long data) {
    LONG.set(bytes, address, data);
  }

  @Override
  public float readFloat(int address) {
    return (float) FLOAT.get(bytes, address);
  }

  @Override
  public long readF32(int address) {
    return (int) INT.get(bytes, address);
  }

  @Override
  public void writeF32(int address, float data) {
    FLOAT.set(bytes, address, data);
  }

  @Override
  public double readDouble(int address) {
    return (double) DOUBLE.get(bytes, address);
  }

  @Override
  public long readF64(int address) {
    return (long) LONG.get(bytes, address);
  }

  @Override
  public void writeF64(int address, double data) {
    DOUBLE.set(bytes, address, data);
  }

  // Shared memories are refused before a module gets here.

  @Override
  public Object lock(int address) {
    throw noThreads();
  }

  @Override
  public int waitOn(int address, int expected, long timeout) {
    throw noThreads();
  }

  @Override
  public int waitOn(int address, long expected, long timeout) {
    throw noThreads();
  }

  @Override
  public int notify(int address, int maxThreads) {
    throw noThreads();
  }

  private static UnsupportedOperationException noThreads() {
    return new UnsupportedOperationException("linear memory is not shared");
  }
}
