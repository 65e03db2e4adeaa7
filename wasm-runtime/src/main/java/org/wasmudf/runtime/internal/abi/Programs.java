package org.wasmudf.runtime.internal.abi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.wasmudf.runtime.GuestException;

/**
 * Compiled programs by what they depend on, the most recently used ones. Thread-safe; two who want
 * the same one at once compile it once.
 */
public final class Programs {
  private final int most;
  private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

  /** All that decides what is compiled. */
  record Key(String hash, String function, long maxBytes, String engine) {}

  /** Makes a program. */
  @FunctionalInterface
  interface Compiler {
    GuestProgram compile() throws GuestException;
  }

  private static final class Entry {
    final CompletableFuture<GuestProgram> program = new CompletableFuture<>();
    int users;
    boolean dropped;
  }

  /** A program in use; the compiled module stays until it is closed. */
  final class Lease implements AutoCloseable {
    private final Entry entry;
    private final GuestProgram program;
    private boolean closed;

    private Lease(Entry entry, GuestProgram program) {
      this.entry = entry;
      this.program = program;
    }

    GuestProgram program() {
      return program;
    }

    @Override
    public void close() {
      synchronized (entries) {
        if (closed) {
          return;
        }
        closed = true;
        entry.users--;
        if (entry.users > 0 || !entry.dropped) {
          return;
        }
      }
      program.compiled().close();
    }
  }

  /**
   * @param most how many programs are kept that nobody uses
   */
  public Programs(int most) {
    this.most = most;
  }

  Lease lease(Key key, Compiler compiler) throws GuestException {
    Entry entry;
    boolean mine = false;
    synchronized (entries) {
      entry = entries.get(key);
      if (entry == null) {
        entry = new Entry();
        entries.put(key, entry);
        mine = true;
      }
      entry.users++;
    }
    if (mine) {
      compile(key, entry, compiler);
    }
    try {
      Lease lease = new Lease(entry, entry.program.join());
      trim();
      return lease;
    } catch (CompletionException e) {
      synchronized (entries) {
        entry.users--;
      }
      if (e.getCause() instanceof GuestException refused) {
        throw new GuestException(refused.kind(), refused.getMessage(), refused);
      }
      throw e;
    }
  }

  private void compile(Key key, Entry entry, Compiler compiler) {
    try {
      entry.program.complete(compiler.compile());
    } catch (GuestException | RuntimeException | Error e) {
      synchronized (entries) {
        entries.remove(key);
      }
      entry.program.completeExceptionally(e);
    }
  }

  private void trim() {
    List<GuestProgram> unused = new ArrayList<>();
    synchronized (entries) {
      Map<Key, Entry> eldest = new HashMap<>();
      int over = entries.size() - most;
      for (Map.Entry<Key, Entry> candidate : entries.entrySet()) {
        if (eldest.size() >= over) {
          break;
        }
        if (candidate.getValue().users == 0) {
          eldest.put(candidate.getKey(), candidate.getValue());
        }
      }
      eldest.forEach(
          (key, entry) -> {
            entries.remove(key);
            entry.dropped = true;
            unused.add(entry.program.join());
          });
    }
    unused.forEach(program -> program.compiled().close());
  }
}
