package org.wasmudf.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.wasmudf.store.Fixtures.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Readers see every change, whatever becomes of the file that tells them. */
@Timeout(60)
class ChangeSignalTest {
  @TempDir Path temp = Path.of("");
  private Path folder = temp;
  private Path changes = temp;
  private ModuleStore reader = ModuleStore.none();
  private ModuleStore writer = ModuleStore.none();

  @BeforeEach
  void open() throws StoreException {
    folder = temp.resolve("store");
    changes = folder.resolve("changes");
    reader = another();
    writer = another();
  }

  /** As a process of its own has it. */
  private ModuleStore another() throws StoreException {
    return ModuleStore.open(folder, StoreFiles.REAL, Duration.ofSeconds(5));
  }

  private void add(String name) throws StoreException {
    writer.update(draft -> draft.putModule(image(name, name)));
  }

  private int seen() throws StoreException {
    return reader.snapshot().modules().size();
  }

  private void awaitSeen(int modules) throws StoreException {
    while (seen() != modules) {
      Thread.onSpinWait();
    }
  }

  @Test
  void everyChangeIsSeenByTheNextSnapshot() throws StoreException {
    for (int i = 1; i <= 40; i++) {
      add("m" + i);
      assertEquals(i, seen());
      assertSame(reader.snapshot(), reader.snapshot());
    }
  }

  @Test
  void markIsEqualWhileNothingChangesAndAnotherAfterwards() {
    ChangeSignal signal = new ChangeSignal(changes);
    assertEquals(ChangeSignal.UNKNOWN, signal.mark());
    signal.renew();
    long mark = signal.mark();
    assertNotEquals(ChangeSignal.UNKNOWN, mark);
    assertEquals(mark, signal.mark());
    try (ChangeSignal.Change change = new ChangeSignal(changes).begin()) {
      assertEquals(ChangeSignal.UNKNOWN, signal.mark());
    }
    assertNotEquals(ChangeSignal.UNKNOWN, signal.mark());
    assertNotEquals(mark, signal.mark());
  }

  @Test
  void writerThatDiedWhileChangingLeavesNoBlindReader() throws Exception {
    seen();
    // Never closed, as by a process that was killed.
    ChangeSignal.Change unended = new ChangeSignal(changes).begin();
    byte[] manifest = Files.readAllBytes(folder.resolve("manifest.json"));
    add("one");
    byte[] changed = Files.readAllBytes(folder.resolve("manifest.json"));
    new ChangeSignal(changes).begin();
    assertEquals(1, seen());
    Files.write(folder.resolve("manifest.json"), manifest);
    assertEquals(0, seen());
    Files.write(folder.resolve("manifest.json"), changed);
    assertEquals(1, seen());
    add("two");
    assertEquals(2, seen());
    unended.close();
    assertEquals(2, seen());
  }

  @Test
  void storeThatIsRemovedAndMadeAnewIsSeen() throws Exception {
    add("one");
    assertEquals(1, seen());
    for (int round = 0; round < 3; round++) {
      remove();
      writer = another();
      add("a");
      add("b");
      awaitSeen(2);
      // Mapped anew meanwhile, or soon: from then on each change is seen at once again.
      add("c");
      awaitSeen(3);
    }
  }

  @Test
  void storeWithoutTheFileIsReadEachTime() throws Exception {
    add("one");
    Files.delete(changes);
    ModuleStore old = another();
    assertEquals(1, old.snapshot().modules().size());
    add("two");
    assertEquals(2, old.snapshot().modules().size());
    assertTrue(Files.exists(changes));
  }

  @Test
  void fileThatIsCutShortOrOverwrittenHidesNothing() throws Exception {
    add("one");
    assertEquals(1, seen());
    Files.write(changes, new byte[3]);
    add("two");
    awaitSeen(2);
    Files.write(changes, new byte[8]);
    add("three");
    awaitSeen(3);
  }

  private void remove() throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
