package org.wasmudf.runtime.internal.host;

import java.util.ArrayList;
import java.util.List;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.GuestException.Kind;
import org.wasmudf.runtime.internal.engine.GuestMemory;
import org.wasmudf.runtime.internal.engine.HostFunction;
import org.wasmudf.runtime.internal.engine.ValType;

/**
 * WASI preview 1 (snapshot 1) for a guest without a world: no arguments, no environment, no files,
 * no sockets, no clock. Standard input is empty, standard output and error are kept for messages.
 *
 * <p>The clock fails instead of standing still, because a result that silently depends on 1970
 * would be wrong. {@code random_get} gives a fixed sequence, because toolchains seed their hash
 * tables with it before any function of the user runs.
 *
 * <p>Signatures and numbers: WebAssembly/WASI, legacy/preview1/docs.md.
 */
final class Wasi {
  static final String MODULE = "wasi_snapshot_preview1";

  private static final long SUCCESS = 0;
  private static final long BADF = 8;
  private static final long NOSYS = 52;
  private static final long NOTSUP = 58;
  private static final long SPIPE = 70;

  private static final int STDIN = 0;
  private static final int STDOUT = 1;
  private static final int STDERR = 2;
  private static final byte CHARACTER_DEVICE = 2;
  private static final int FDSTAT_BYTES = 24;
  private static final int IOVEC_BYTES = 8;

  private final HostState state;
  private final List<HostFunction> functions = new ArrayList<>();

  Wasi(HostState state) {
    this.state = state;
  }

  /** All 46 functions. A signature is written as i for i32 and l for i64. */
  List<HostFunction> functions() {
    give("args_get", "ii", (memory, in) -> SUCCESS);
    give("args_sizes_get", "ii", Wasi::nothing);
    give("environ_get", "ii", (memory, in) -> SUCCESS);
    give("environ_sizes_get", "ii", Wasi::nothing);
    refuse("clock_res_get", "ii", NOSYS);
    refuse("clock_time_get", "ili", NOSYS);
    file("fd_advise", "illi");
    file("fd_allocate", "ill");
    give("fd_close", "i", (memory, in) -> standard(in) ? SUCCESS : BADF);
    file("fd_datasync", "i");
    give("fd_fdstat_get", "ii", Wasi::fdstat);
    file("fd_fdstat_set_flags", "ii");
    file("fd_fdstat_set_rights", "ill");
    file("fd_filestat_get", "ii");
    file("fd_filestat_set_size", "il");
    file("fd_filestat_set_times", "illi");
    file("fd_pread", "iiili");
    refuse("fd_prestat_dir_name", "iii", BADF);
    refuse("fd_prestat_get", "ii", BADF);
    file("fd_pwrite", "iiili");
    give("fd_read", "iiii", Wasi::read);
    refuse("fd_readdir", "iiili", BADF);
    refuse("fd_renumber", "ii", BADF);
    give("fd_seek", "ilii", (memory, in) -> standard(in) ? SPIPE : BADF);
    file("fd_sync", "i");
    give("fd_tell", "ii", (memory, in) -> standard(in) ? SPIPE : BADF);
    give("fd_write", "iiii", this::write);
    refuse("path_create_directory", "iii", BADF);
    refuse("path_filestat_get", "iiiii", BADF);
    refuse("path_filestat_set_times", "iiiilli", BADF);
    refuse("path_link", "iiiiiii", BADF);
    refuse("path_open", "iiiiillii", BADF);
    refuse("path_readlink", "iiiiii", BADF);
    refuse("path_remove_directory", "iii", BADF);
    refuse("path_rename", "iiiiii", BADF);
    refuse("path_symlink", "iiiii", BADF);
    refuse("path_unlink_file", "iii", BADF);
    refuse("poll_oneoff", "iiii", NOSYS);
    functions.add(
        new HostFunction(MODULE, "proc_exit", List.of(ValType.I32), List.of(), Wasi::exit));
    refuse("proc_raise", "i", NOSYS);
    give("random_get", "ii", this::random);
    give("sched_yield", "", (memory, in) -> SUCCESS);
    refuse("sock_accept", "iii", BADF);
    refuse("sock_recv", "iiiiii", BADF);
    refuse("sock_send", "iiiii", BADF);
    refuse("sock_shutdown", "ii", BADF);
    return functions;
  }

  private void give(String name, String signature, HostFunction.Body body) {
    List<ValType> parameters =
        signature.chars().mapToObj(type -> type == 'l' ? ValType.I64 : ValType.I32).toList();
    functions.add(new HostFunction(MODULE, name, parameters, List.of(ValType.I32), body));
  }

  private void refuse(String name, String signature, long errno) {
    give(name, signature, (memory, in) -> errno);
  }

  /** What makes sense for files only. */
  private void file(String name, String signature) {
    give(name, signature, (memory, in) -> standard(in) ? NOTSUP : BADF);
  }

  private static boolean standard(long[] in) {
    return in[0] >= STDIN && in[0] <= STDERR;
  }

  /** A count of 0 and a size of 0. */
  private static long nothing(GuestMemory memory, long[] in) {
    store(memory, in[0], 0);
    store(memory, in[1], 0);
    return SUCCESS;
  }

  private static long fdstat(GuestMemory memory, long[] in) {
    if (!standard(in)) {
      return BADF;
    }
    byte[] stat = new byte[FDSTAT_BYTES];
    stat[0] = CHARACTER_DEVICE;
    memory.write(Integer.toUnsignedLong((int) in[1]), stat, 0, stat.length);
    return SUCCESS;
  }

  private static long read(GuestMemory memory, long[] in) {
    if (in[0] != STDIN) {
      return BADF;
    }
    store(memory, in[3], 0);
    return SUCCESS;
  }

  private long write(GuestMemory memory, long[] in) {
    if (in[0] != STDOUT && in[0] != STDERR) {
      return BADF;
    }
    long vectors = Integer.toUnsignedLong((int) in[1]);
    long count = Integer.toUnsignedLong((int) in[2]);
    if (vectors + count * IOVEC_BYTES > memory.size()) {
      throw new IndexOutOfBoundsException(count + " vectors at " + vectors);
    }
    long written = 0;
    for (long i = 0; i < count; i++) {
      long vector = vectors + i * IOVEC_BYTES;
      long from = load(memory, vector);
      long length = load(memory, vector + Integer.BYTES);
      if (from + length > memory.size()) {
        throw new IndexOutOfBoundsException(length + " bytes at " + from);
      }
      byte[] kept = new byte[(int) Math.min(length, state.consoleRoom())];
      memory.read(from, kept, 0, kept.length);
      state.write(kept);
      written += length;
    }
    // A vector may be named many times; WASI counts in 32 bits.
    store(memory, in[3], (int) Math.min(written, 0xffffffffL));
    return SUCCESS;
  }

  private long random(GuestMemory memory, long[] in) {
    long from = Integer.toUnsignedLong((int) in[0]);
    long length = Integer.toUnsignedLong((int) in[1]);
    if (from + length > memory.size()) {
      throw new IndexOutOfBoundsException(length + " bytes at " + from);
    }
    byte[] bytes = new byte[(int) length];
    for (int i = 0; i < bytes.length; i += Long.BYTES) {
      long next = state.nextRandom();
      for (int j = i; j < Math.min(bytes.length, i + Long.BYTES); j++) {
        bytes[j] = (byte) next;
        next >>>= Byte.SIZE;
      }
    }
    memory.write(from, bytes, 0, bytes.length);
    return SUCCESS;
  }

  private static long exit(GuestMemory memory, long[] in) throws GuestException {
    throw new GuestException(
        Kind.GUEST_ERROR, "exited with code " + Integer.toUnsignedString((int) in[0]));
  }

  private static void store(GuestMemory memory, long pointer, int value) {
    byte[] bytes = {
      (byte) value, (byte) (value >>> 8), (byte) (value >>> 16), (byte) (value >>> 24)
    };
    memory.write(Integer.toUnsignedLong((int) pointer), bytes, 0, bytes.length);
  }

  private static long load(GuestMemory memory, long address) {
    byte[] bytes = new byte[Integer.BYTES];
    memory.read(address, bytes, 0, bytes.length);
    return (bytes[0] & 0xffL)
        | (bytes[1] & 0xffL) << 8
        | (bytes[2] & 0xffL) << 16
        | (bytes[3] & 0xffL) << 24;
  }
}
