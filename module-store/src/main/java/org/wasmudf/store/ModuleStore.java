package org.wasmudf.store;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A folder of registered modules and functions that many JVMs may share. One object serves any
 * number of threads and connections and holds nothing open.
 *
 * <p>Readers take no lock: each {@link #snapshot} reads a number in mapped memory that every writer
 * changes, and the manifest's first line, which names its content, only where that number is
 * another one or {@link #TRUSTED} has passed. Writers take a lock that spans processes and class
 * loaders, and publish by renaming one file, so that a crash at any point leaves the old or the new
 * catalog.
 */
public final class ModuleStore {
  private static final Duration LOCK_WAIT = Duration.ofSeconds(30);

  /**
   * How long an equal mark is believed. A folder that was removed and made anew, and a change by
   * another host over a network file system, are seen after this time at the latest.
   */
  private static final Duration TRUSTED = Duration.ofMillis(50);

  private static final Map<Path, WeakReference<ModuleStore>> OPEN = new ConcurrentHashMap<>();
  private static final ModuleStore NONE = new ModuleStore(null, Loaded.EMPTY);

  private final @Nullable StoreFolder folder;
  private volatile Loaded loaded;
  private volatile @Nullable Seen seen;

  /** A manifest that was in force under a mark, by the clock of System.nanoTime. */
  private record Seen(Loaded loaded, long mark, long nanos) {}

  /** A manifest that was read, under its first line. */
  private static final class Loaded {
    static final Loaded EMPTY = new Loaded("", CatalogState.EMPTY);

    private final String header;
    private final CatalogState state;
    private final long version;
    private final CatalogView anyCase;
    private volatile @Nullable CatalogView caseSensitive;

    Loaded(String header, CatalogState state) {
      this.header = header;
      this.state = state;
      // Taken from the content, so it is the same in every JVM and never comes back for another.
      byte[] digest = Hash.digest(header.getBytes(StandardCharsets.ISO_8859_1));
      this.version = ByteBuffer.wrap(digest).getLong();
      this.anyCase = new CatalogView(version, state, CatalogState.EMPTY, false);
    }

    /** One view for each rule, the one that few ask for made when it is first asked for. */
    CatalogView view(boolean sensitive) {
      if (!sensitive) {
        return anyCase;
      }
      CatalogView known = caseSensitive;
      if (known == null) {
        known = new CatalogView(version, state, CatalogState.EMPTY, true);
        caseSensitive = known;
      }
      return known;
    }
  }

  private ModuleStore(@Nullable StoreFolder folder, Loaded loaded) {
    this.folder = folder;
    this.loaded = loaded;
  }

  /**
   * Opens the store in a folder, making both where they do not exist. A store that exists is read
   * only, so it may lie on a read-only file system.
   *
   * @throws StoreException UNAVAILABLE where the folder does not exist and cannot be made: a
   *     connection then uses {@link #none()}; DAMAGED; FORMAT; IO
   */
  public static ModuleStore open(Path folder) throws StoreException {
    Path root = realFolder(folder, StoreFiles.REAL);
    WeakReference<ModuleStore> known = OPEN.get(root);
    ModuleStore store = known == null ? null : known.get();
    if (store == null) {
      store = open(root, StoreFiles.REAL, LOCK_WAIT);
      OPEN.put(root, new WeakReference<>(store));
    } else {
      store.initialise();
    }
    return store;
  }

  /** Opens without sharing, on the given files. */
  static ModuleStore open(Path folder, StoreFiles files, Duration lockWait) throws StoreException {
    Path root = realFolder(folder, files);
    ModuleStore store = new ModuleStore(new StoreFolder(root, files, lockWait), Loaded.EMPTY);
    store.initialise();
    return store;
  }

  /** No store: an empty catalog that cannot be changed. Only temporary functions can be made. */
  public static ModuleStore none() {
    return NONE;
  }

  private static Path realFolder(Path folder, StoreFiles files) throws StoreException {
    try {
      if (!Files.isDirectory(folder)) {
        files.createFolder(folder);
      }
      return folder.toRealPath();
    } catch (IOException e) {
      throw new StoreException(
          StoreException.Kind.UNAVAILABLE,
          "The store's folder %s does not exist and cannot be made (%s). Set the option store or the environment variable WASMUDF_STORE to a folder that can be written; without one only TEMPORARY functions can be created."
              .formatted(folder, StoreFolder.why(e)),
          e);
    }
  }

  /** Reads the manifest, or writes the first one. */
  private void initialise() throws StoreException {
    StoreFolder open = requireFolder();
    try {
      refresh(open);
      return;
    } catch (NoSuchFileException e) {
      refuseLostManifest(open, e);
    } catch (IOException e) {
      throw open.failure(StoreFolder.READING, e);
    }
    try (StoreLock lock = open.lock()) {
      try {
        refresh(open);
      } catch (NoSuchFileException e) {
        refuseLostManifest(open, e);
        open.writeManifest(Manifest.write(CatalogState.EMPTY));
        refresh(open);
      }
    } catch (IOException e) {
      throw unavailable(open, open.failure("create", e));
    } catch (StoreException e) {
      throw unavailable(open, e);
    }
  }

  private static StoreException unavailable(StoreFolder folder, StoreException e) {
    if (e.kind() != StoreException.Kind.READ_ONLY) {
      return e;
    }
    return new StoreException(
        StoreException.Kind.UNAVAILABLE,
        "The folder %s holds no store and cannot be written (%s). Set the option store or the environment variable WASMUDF_STORE to a folder that can be written; without one only TEMPORARY functions can be created."
            .formatted(folder.root(), e.getMessage()),
        e);
  }

  /** The manifest is written before anything else, so modules without one have lost it. */
  private static void refuseLostManifest(StoreFolder folder, NoSuchFileException e)
      throws StoreException {
    if (folder.files().exists(folder.modules())) {
      throw folder.damaged("is missing", e);
    }
  }

  private StoreFolder requireFolder() throws StoreException {
    if (folder == null) {
      throw new StoreException(
          StoreException.Kind.READ_ONLY,
          "There is no store, so only TEMPORARY functions can be created. Set the option store or the environment variable WASMUDF_STORE to a folder that can be written.");
    }
    return folder;
  }

  /** The folder, as a real path, or null for {@link #none()}. */
  public @Nullable Path folder() {
    return folder == null ? null : folder.root();
  }

  /**
   * The catalog in force, with function names that match in any case. Costs one read of memory
   * while nothing has changed, and now and then one of a small file.
   *
   * @throws StoreException DAMAGED; FORMAT; IO
   */
  public Catalog snapshot() throws StoreException {
    return snapshot(false);
  }

  /** As {@link #snapshot()}, with the case rule for function names. */
  public Catalog snapshot(boolean caseSensitive) throws StoreException {
    return view(caseSensitive);
  }

  CatalogView view(boolean caseSensitive) throws StoreException {
    return current().view(caseSensitive);
  }

  private Loaded current() throws StoreException {
    if (folder == null) {
      return loaded;
    }
    ChangeSignal signal = folder.signal();
    long mark = signal.mark();
    long now = System.nanoTime();
    Seen known = seen;
    boolean equal = false;
    if (known != null && known.mark == mark && mark != ChangeSignal.UNKNOWN) {
      if (now - known.nanos < TRUSTED.toNanos()) {
        return known.loaded;
      }
      equal = true;
    }
    try {
      Loaded before = loaded;
      Loaded fresh = refresh(folder);
      if (!signal.works() || (equal && fresh != before)) {
        // Changed without a signal: the mapping belongs to another file than the store's.
        signal.renew();
      } else if (mark == signal.mark()) {
        seen = new Seen(fresh, mark, now);
      }
      return fresh;
    } catch (NoSuchFileException e) {
      throw folder.damaged("is missing", e);
    } catch (IOException e) {
      throw folder.failure(StoreFolder.READING, e);
    }
  }

  private Loaded refresh(StoreFolder open) throws IOException, StoreException {
    Loaded known = loaded;
    try {
      String header = Manifest.header(open.readHeader());
      if (header.equals(known.header)) {
        return known;
      }
      byte[] manifest = open.readManifest();
      Loaded fresh = new Loaded(Manifest.header(manifest), Manifest.read(manifest));
      loaded = fresh;
      return fresh;
    } catch (Manifest.DamageException e) {
      throw open.damaged("cannot be used: " + e.getMessage(), e);
    } catch (Manifest.NewerFormatException e) {
      throw open.newer(e);
    }
  }

  /**
   * The bytes of a registered module, a fresh array that was just verified: run these and no
   * others.
   *
   * @throws StoreException HASH_MISMATCH where the file holds other bytes, with both hashes;
   *     FILE_MISSING; IO
   */
  public byte[] bytes(Hash hash) throws StoreException {
    StoreFolder open = folder;
    if (open == null) {
      throw new StoreException(
          StoreException.Kind.FILE_MISSING,
          "There is no store, so no module with SHA-256 %s.".formatted(hash));
    }
    byte[] bytes;
    try {
      bytes = open.files().read(open.module(hash));
    } catch (NoSuchFileException e) {
      throw new StoreException(
          StoreException.Kind.FILE_MISSING,
          "The bytes of %s are not in the store %s. Run the statement again if the module was dropped just now; otherwise register it again with CREATE MODULE, or repair the store with: %s"
              .formatted(describe(hash), open.root(), open.repairCommand()),
          e);
    } catch (IOException e) {
      throw open.failure(StoreFolder.READING, e);
    }
    Hash found = Hash.of(bytes);
    if (!found.equals(hash)) {
      throw new StoreException(
          StoreException.Kind.HASH_MISMATCH,
          "The bytes of %s have changed in the store %s: now their SHA-256 is %s. They were not run. Register the module again with CREATE MODULE, or repair the store with: %s"
              .formatted(describe(hash), open.root(), found, open.repairCommand()));
    }
    return bytes;
  }

  private String describe(Hash hash) throws StoreException {
    String names =
        current().state.modules().values().stream()
            .filter(module -> module.hashes().contains(hash))
            .map(module -> "\"" + module.name() + "\"")
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "the module " + hash : "module " + names + " (" + hash + ")";
  }

  /**
   * Changes the catalog: the edit sees the newest version under the lock, and what it does to the
   * draft becomes one new version, or nothing changes where it or the store fails.
   *
   * @return what the edit returns
   * @throws StoreException LOCKED after 30 s; READ_ONLY; DISK_FULL; IO; DAMAGED; FORMAT
   * @throws X what the edit throws
   */
  public <R, X extends Exception> R update(CatalogEdit<R, X> edit) throws StoreException, X {
    StoreFolder open = requireFolder();
    try (StoreLock lock = open.lock()) {
      CatalogState before = current().state;
      CatalogDraft draft = new CatalogDraft(before, null, false, this::bytes);
      R result = edit.apply(draft);
      publish(open, before, draft);
      return result;
    }
  }

  private void publish(StoreFolder open, CatalogState before, CatalogDraft draft)
      throws StoreException {
    CatalogState after = draft.changed() ? draft.result() : before;
    Set<Hash> needed = new HashSet<>(after.hashes());
    draft.added().keySet().retainAll(needed);
    try {
      open.writeModules(draft.added());
      if (draft.changed()) {
        byte[] manifest = Manifest.write(after);
        open.writeManifest(manifest);
        loaded = new Loaded(Manifest.header(manifest), after);
      }
    } catch (Manifest.DamageException e) {
      throw new IllegalStateException("a manifest that was just made has a first line", e);
    } catch (IOException e) {
      throw current().state.generation() == after.generation() && draft.changed()
          ? open.unflushed(e)
          : open.failure("write", e);
    }
    // What only the version before needs stays this time: a statement may be about to load it.
    needed.addAll(before.hashes());
    open.sweep(needed);
  }

  /**
   * Makes a damaged store usable: what cannot be read or verified is dropped, the rest is kept, and
   * what was replaced stays beside it under another name.
   *
   * @return what was done, for people to read
   * @throws StoreException where the folder cannot be read or written; FORMAT
   */
  public static RepairReport repair(Path folder) throws StoreException {
    return StoreRepair.run(folder, StoreFiles.REAL, LOCK_WAIT);
  }
}
