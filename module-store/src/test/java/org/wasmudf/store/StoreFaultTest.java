package org.wasmudf.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.wasmudf.store.Fixtures.INTEGER;
import static org.wasmudf.store.Fixtures.function;
import static org.wasmudf.store.Fixtures.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wasmudf.store.StoreException.Kind;

/** Every operation of the file layer fails once: what is left is the old or the new catalog. */
class StoreFaultTest {
  private static final Duration WAIT = Duration.ofSeconds(5);
  private static final ModuleImage ONE = image("geo", "one");
  private static final ModuleImage TWO = image("geo", "two, and longer");

  @TempDir Path temp = Path.of("");

  @FunctionalInterface
  private interface Change {
    void apply(ModuleStore store) throws StoreException;
  }

  /** A store's life; each step acknowledged leaves one more line in the description. */
  private static final List<Change> LIFE =
      List.of(
          store ->
              store.update(
                  draft -> {
                    draft.putModule(ONE);
                    return draft.putFunction(function("f", ONE, INTEGER));
                  }),
          store ->
              store.update(
                  draft -> {
                    draft.replaceModule(TWO, false);
                    return draft.putFunction(function("g", TWO));
                  }),
          store -> store.update(draft -> draft.replaceModule(image("geo", "three"), true)),
          store ->
              store.update(
                  draft -> {
                    draft.dropFunction("f", List.of(INTEGER));
                    draft.dropFunction("g", List.of());
                    return draft.dropModule("geo");
                  }),
          store -> store.update(draft -> draft.putModule(image("last", "four"))));

  /** Everything that a reader can see, the bytes included. */
  private static String describe(ModuleStore store) throws StoreException {
    Catalog catalog = store.snapshot();
    StringBuilder text = new StringBuilder();
    for (ModuleEntry module : catalog.modules()) {
      text.append(module.name()).append(' ').append(text(store, module.hash()));
      for (Hash previous : module.previous()) {
        text.append('<').append(text(store, previous));
      }
    }
    for (FunctionDefinition function : catalog.functions()) {
      text.append(' ').append(function.display()).append('@');
      text.append(text(store, function.moduleHash()));
    }
    return text.toString();
  }

  private static String text(ModuleStore store, Hash hash) throws StoreException {
    return new String(store.bytes(hash), StandardCharsets.UTF_8);
  }

  private List<String> states() throws StoreException {
    ModuleStore store = ModuleStore.open(temp.resolve("good"), StoreFiles.REAL, WAIT);
    List<String> states = new ArrayList<>();
    states.add(describe(store));
    for (Change change : LIFE) {
      change.apply(store);
      states.add(describe(store));
    }
    return states;
  }

  @ParameterizedTest
  @CsvSource({
    "false, Input/output error, IO",
    "true, Input/output error, IO",
    "false, No space left on device, DISK_FULL"
  })
  void anyFailedOperationLeavesTheOldOrTheNewCatalog(boolean crash, String message, Kind kind)
      throws StoreException {
    List<String> states = states();
    boolean reached = true;
    for (int failing = 1; reached; failing++) {
      FaultyFiles files = new FaultyFiles(failing, crash, message);
      Path folder = temp.resolve("store" + failing);
      int acknowledged = 0;
      boolean failed = false;
      try {
        ModuleStore store = ModuleStore.open(folder, files, WAIT);
        for (Change change : LIFE) {
          change.apply(store);
          acknowledged++;
        }
      } catch (StoreException e) {
        failed = true;
        boolean atOpen = e.kind() == Kind.UNAVAILABLE;
        boolean unflushed = e.getMessage().contains("has the change");
        assertTrue(e.kind() == kind || atOpen || unflushed, e.getMessage());
      }
      reached = files.failed();
      assertTrue(reached || !failed);
      ModuleStore after = ModuleStore.open(folder, StoreFiles.REAL, WAIT);
      String found = describe(after);
      assertTrue(
          found.equals(states.get(acknowledged))
              || (failed && found.equals(states.get(Math.min(acknowledged + 1, LIFE.size())))),
          () -> found);
      after.update(draft -> draft.putModule(image("more", "five")));
      assertNotNull(after.snapshot().module("more"));
      assertEquals(List.of(), leftovers(folder));
    }
  }

  private static List<Path> leftovers(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".tmp")).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "No space left on device, DISK_FULL, Free some",
    "modules/x: Disk quota exceeded, DISK_FULL, Free some",
    "There is not enough space on the disk, DISK_FULL, Free some",
    "/srv/store: Read-only file system, READ_ONLY, Make the folder writable",
    "Stale file handle, IO, Stale file handle"
  })
  void failedWriteSaysWhatToDo(String message, Kind kind, String remedy) throws StoreException {
    ModuleStore.open(temp.resolve("store"), StoreFiles.REAL, WAIT);
    ModuleStore store =
        ModuleStore.open(temp.resolve("store"), new FaultyFiles(3, false, message), WAIT);
    StoreException e =
        assertThrows(StoreException.class, () -> store.update(draft -> draft.putModule(ONE)));
    assertEquals(kind, e.kind());
    assertTrue(e.getMessage().contains(remedy), e.getMessage());
    assertTrue(e.getMessage().contains(String.valueOf(store.folder())), e.getMessage());
    assertEquals("", describe(store));
  }

  @Test
  void deniedReadIsNotCalledReadOnly() {
    StoreFolder folder = new StoreFolder(temp, StoreFiles.REAL, WAIT);
    IOException denied = new AccessDeniedException("manifest.json");
    StoreException e = folder.failure(StoreFolder.READING, denied);
    assertEquals(Kind.IO, e.kind());
    assertEquals(
        "Cannot read the store " + temp + ": manifest.json: permission denied.", e.getMessage());
    assertEquals(Kind.READ_ONLY, folder.failure("write", denied).kind());
  }

  @Test
  void changeWhoseLastFlushFailsIsInForceAndSaysSo() throws StoreException {
    ModuleStore.open(temp.resolve("store"), StoreFiles.REAL, WAIT);
    ModuleStore store =
        ModuleStore.open(temp.resolve("store"), new FaultyFiles(10, false, "I/O error"), WAIT);
    StoreException e =
        assertThrows(StoreException.class, () -> store.update(draft -> draft.putModule(ONE)));
    assertEquals(Kind.IO, e.kind());
    assertTrue(e.getMessage().contains("has the change"), e.getMessage());
    assertEquals("geo one", describe(store));
  }

  @Test
  void powerLossAnywhereLeavesTheAcknowledgedCatalogOrTheNextOne() throws Exception {
    List<String> states = states();
    Random random = new Random(42);
    boolean reached = true;
    for (int last = 1; reached; last++) {
      for (int chance = 0; chance < 8; chance++) {
        PowerLossFiles files = new PowerLossFiles(last);
        Path folder = temp.resolve("power" + last + "." + chance);
        Files.createDirectories(folder);
        Path real = folder.toRealPath();
        int acknowledged = -1;
        try {
          ModuleStore store = ModuleStore.open(folder, files, WAIT);
          acknowledged++;
          for (Change change : LIFE) {
            change.apply(store);
            acknowledged++;
          }
        } catch (StoreException e) {
          assertTrue(files.off(), e.getMessage());
        }
        reached = files.off();
        Path left = temp.resolve("left" + last + "." + chance);
        Files.createDirectories(left);
        files.leaveIn(real, left, random);
        String found = describe(ModuleStore.open(left, StoreFiles.REAL, WAIT));
        int at = Math.max(0, acknowledged);
        int point = last;
        assertTrue(
            found.equals(states.get(at)) || found.equals(states.get(Math.min(at + 1, LIFE.size()))),
            () -> "after step " + point + ": " + found);
      }
    }
  }

  @Test
  void everythingIsFlushedBeforeTheNextStepRestsOnIt() throws StoreException {
    FaultyFiles files = new FaultyFiles(0, false, "");
    ModuleStore store = ModuleStore.open(temp.resolve("store"), files, WAIT);
    files.log().clear();
    store.update(draft -> draft.putModule(ONE));
    String file = ONE.hash() + ".wasm";
    assertEquals(
        List.of(
            "createFolder modules",
            "syncFolder store",
            "write " + file + ".tmp",
            "sync " + file + ".tmp",
            "rename " + file,
            "syncFolder modules",
            "write manifest.json.tmp",
            "sync manifest.json.tmp",
            "rename manifest.json",
            "syncFolder store"),
        files.log());
  }

  @Test
  void readOnlyStoreIsReadAndRefusesChangesWithARemedy() throws StoreException {
    ModuleStore writable = ModuleStore.open(temp.resolve("store"), StoreFiles.REAL, WAIT);
    writable.update(draft -> draft.putModule(ONE));
    StoreFiles files = new FaultyFiles(1, true, "store: Read-only file system");
    ModuleStore store = ModuleStore.open(temp.resolve("store"), files, WAIT);
    assertEquals("geo one", describe(store));
    StoreException e =
        assertThrows(
            StoreException.class, () -> store.update(draft -> draft.replaceModule(TWO, false)));
    assertEquals(Kind.READ_ONLY, e.kind());
    assertTrue(e.getMessage().contains("set the option store to another one"), e.getMessage());
    assertEquals("geo one", describe(store));
  }

  @Test
  void folderThatCannotBeMadeIsUnavailable() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "");
    for (Path folder : List.of(file, file.resolve("store"), Path.of("/proc/none/store"))) {
      StoreException e = assertThrows(StoreException.class, () -> ModuleStore.open(folder));
      assertEquals(Kind.UNAVAILABLE, e.kind(), e.getMessage());
      assertTrue(e.getMessage().contains(folder.toString()), e.getMessage());
      assertTrue(e.getMessage().contains("WASMUDF_STORE"), e.getMessage());
    }
  }

  @Test
  void emptyFolderThatCannotBeWrittenIsUnavailable() {
    StoreFiles files = new FaultyFiles(1, true, "store: Read-only file system");
    StoreException e =
        assertThrows(StoreException.class, () -> ModuleStore.open(temp, files, WAIT));
    assertEquals(Kind.UNAVAILABLE, e.kind(), e.getMessage());
  }
}
