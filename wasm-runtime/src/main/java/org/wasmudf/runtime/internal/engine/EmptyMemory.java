package org.wasmudf.runtime.internal.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The memory of a guest that has none: no byte of it is in bounds. */
public enum EmptyMemory implements GuestMemory {
  INSTANCE;

  @Override
  public long size() {
    return 0;
  }

  @Override
  public ByteBuffer view() {
    return ByteBuffer.allocate(0).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public void write(long address, byte[] source, int offset, int length) {
    refuse(address, length);
  }

  @Override
  public void read(long address, byte[] target, int offset, int length) {
    refuse(address, length);
  }

  private static void refuse(long address, int length) {
    if (address != 0 || length != 0) {
      throw new IndexOutOfBoundsException("the guest has no memory");
    }
  }

  @Override
  public int grow(int pages) {
    return pages == 0 ? 0 : -1;
  }
}
