package org.wasmudf.store;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What one connection sees: a store's catalog and its own temporary functions over it, with the
 * modules that those need held in memory. Safe for use by many threads; nothing of it is written to
 * the store.
 */
public final class SessionCatalog implements AutoCloseable {
  private static final AtomicLong CHANGES = new AtomicLong();

  private final ModuleStore store;
  private final boolean caseSensitive;
  private final ReentrantLock editing = new ReentrantLock();
  private volatile Temporary temporary = Temporary.EMPTY;
  private volatile Temporary kept = Temporary.EMPTY;
  private volatile @Nullable Combined combined;

  /**
   * One version of the connection's own part.
   *
   * @param change 0 while it is empty, else a number that no other version in the JVM has
   * @param bytes of every module version that a temporary function uses
   */
  private record Temporary(long change, CatalogState state, Map<Hash, byte[]> bytes) {
    static final Temporary EMPTY = new Temporary(0, CatalogState.EMPTY, Map.of());
  }

  private record Combined(long permanent, long change, Catalog catalog) {}

  /**
   * @param caseSensitive whether function names match by case
   */
  public SessionCatalog(ModuleStore store, boolean caseSensitive) {
    this.store = store;
    this.caseSensitive = caseSensitive;
  }

  /** The store below. */
  public ModuleStore store() {
    return store;
  }

  /**
   * The catalog in force: temporary functions hide permanent ones of the same name and argument
   * types. Its version changes when either part does, and is the store's own where there are no
   * temporary functions.
   *
   * @throws StoreException as {@link ModuleStore#snapshot()}
   */
  public Catalog snapshot() throws StoreException {
    CatalogView permanent = store.view(caseSensitive);
    Temporary own = temporary;
    if (own.change() == 0) {
      return permanent;
    }
    Combined known = combined;
    if (known != null
        && known.permanent() == permanent.version()
        && known.change() == own.change()) {
      return known.catalog();
    }
    Catalog catalog =
        new CatalogView(
            mix(permanent.version(), own.change()),
            permanent.permanent(),
            own.state(),
            caseSensitive);
    combined = new Combined(permanent.version(), own.change(), catalog);
    return catalog;
  }

  /** The finaliser of SplitMix64 over both; a bijection of each alone. */
  private static long mix(long a, long b) {
    long z = a + b * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /**
   * The bytes of a module version, from memory where a temporary function uses it, else from the
   * store.
   *
   * @throws StoreException as {@link ModuleStore#bytes}
   */
  public byte[] bytes(Hash hash) throws StoreException {
    byte[] own = temporary.bytes().get(hash);
    return own == null ? store.bytes(hash) : own.clone();
  }

  /** Changes the permanent catalog, for every connection: {@link ModuleStore#update}. */
  public <R, X extends Exception> R update(CatalogEdit<R, X> edit) throws StoreException, X {
    return store.update(edit);
  }

  /**
   * Changes the connection's own part, all of it or nothing. Functions put into the draft are
   * temporary; they may be bound to modules put into the same draft, which stay as long as a
   * temporary function uses them, or to permanent modules, of which they keep the version that they
   * were made with.
   *
   * @return what the edit returns
   * @throws StoreException what the draft refuses; as {@link ModuleStore#bytes} where a permanent
   *     module's bytes cannot be loaded
   * @throws X what the edit throws
   */
  public <R, X extends Exception> R updateTemporary(CatalogEdit<R, X> edit)
      throws StoreException, X {
    editing.lock();
    try {
      Temporary before = temporary;
      CatalogDraft draft =
          new CatalogDraft(
              before.state(), store.view(caseSensitive).permanent(), caseSensitive, this::bytes);
      R result = edit.apply(draft);
      if (draft.changed()) {
        CatalogState after = draft.resultOfSession();
        Set<Hash> needed = new HashSet<>(after.hashes());
        Map<Hash, byte[]> bytes = new HashMap<>();
        for (Hash hash : needed) {
          bytes.put(hash, draft.bytes(hash));
        }
        boolean empty = after.modules().isEmpty() && after.functions().isEmpty();
        temporary =
            empty
                ? Temporary.EMPTY
                : new Temporary(CHANGES.incrementAndGet(), after, Map.copyOf(bytes));
      }
      return result;
    } finally {
      editing.unlock();
    }
  }

  /** Keeps the temporary functions that there are now through {@link #reset}. */
  public void keep() {
    editing.lock();
    try {
      kept = temporary;
    } finally {
      editing.unlock();
    }
  }

  /**
   * Goes back to the temporary functions that are kept: none where {@link #keep} was not called.
   */
  public void reset() {
    back(kept);
  }

  /** Drops the temporary functions and their modules. */
  @Override
  public void close() {
    back(Temporary.EMPTY);
  }

  private void back(Temporary to) {
    editing.lock();
    try {
      temporary = to;
      combined = null;
    } finally {
      editing.unlock();
    }
  }
}
