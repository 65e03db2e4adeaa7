package org.wasmudf.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.wasmudf.store.Fixtures.function;
import static org.wasmudf.store.Fixtures.image;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wasmudf.store.StoreException.Kind;

/** One folder, many threads, class loaders and processes. */
@Timeout(120)
class StoreSharingTest {
  @TempDir Path temp = Path.of("");
  private Path folder = temp;

  @BeforeEach
  void folder() {
    folder = temp.resolve("store");
  }

  private static void assertWhole(Path folder, List<String> acknowledged) throws StoreException {
    ModuleStore store = ModuleStore.open(folder, StoreFiles.REAL, Duration.ofSeconds(5));
    Catalog catalog = store.snapshot();
    for (String name : acknowledged) {
      assertNotNull(catalog.module(name), name);
      assertEquals(1, catalog.functions(name).size(), name);
    }
    for (ModuleEntry module : catalog.modules()) {
      assertEquals(module.name(), new String(store.bytes(module.hash()), StandardCharsets.UTF_8));
    }
  }

  @Test
  void processesChangingOneStoreLoseNothing() throws Exception {
    List<StoreProcess> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(StoreProcess.start(folder, "add", "p" + i + "_", "20"));
    }
    for (StoreProcess process : processes) {
      process.go();
    }
    List<String> acknowledged = new ArrayList<>();
    for (StoreProcess process : processes) {
      acknowledged.addAll(process.lines());
      assertEquals(0, process.exit());
    }
    assertEquals(60, acknowledged.size());
    assertWhole(folder, acknowledged);
  }

  @Test
  void oneOfTwoProcessesRegisteringOneNameWins() throws Exception {
    for (int round = 0; round < 3; round++) {
      Path shared = temp.resolve("round" + round);
      StoreProcess first = StoreProcess.start(shared, "same", "first");
      StoreProcess second = StoreProcess.start(shared, "same", "second");
      first.go();
      second.go();
      List<String> results = new ArrayList<>(first.lines());
      results.addAll(second.lines());
      assertEquals(List.of("MODULE_EXISTS", "won"), results.stream().sorted().toList());
      ModuleStore store = ModuleStore.open(shared);
      ModuleEntry geo = store.snapshot().module("geo");
      assertNotNull(geo);
      assertEquals(Fixtures.hash(results.get(0).equals("won") ? "first" : "second"), geo.hash());
    }
  }

  @Test
  void twoProcessesRegisteringTheSameBytesBothSucceed() throws Exception {
    StoreProcess first = StoreProcess.start(folder, "same", "bytes");
    StoreProcess second = StoreProcess.start(folder, "same", "bytes");
    first.go();
    second.go();
    assertEquals(List.of("won"), first.lines());
    assertEquals(List.of("won"), second.lines());
    assertEquals(1, ModuleStore.open(folder).snapshot().modules().size());
  }

  @Test
  void killedProcessLeavesWhatItAcknowledgedAndNoLock() throws Exception {
    List<String> acknowledged = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      StoreProcess process = StoreProcess.start(folder, "add", "r" + round + "_", "1000000");
      process.go();
      for (int i = 0; i <= 5 * round; i++) {
        String line = process.line();
        assertNotNull(line);
        acknowledged.add(line);
      }
      process.kill();
      acknowledged.addAll(process.lines());
      assertWhole(folder, acknowledged);
    }
    ModuleStore store = ModuleStore.open(folder);
    store.update(draft -> draft.putModule(image("after", "after")));
    assertNotNull(store.snapshot().module("after"));
  }

  @Test
  void storeLockedByAnotherHolderIsRefusedAfterTheWait() throws Exception {
    ModuleStore store = ModuleStore.open(folder, StoreFiles.REAL, Duration.ofMillis(200));
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      Future<Boolean> holder =
          threads.submit(
              () ->
                  store.update(
                      draft -> {
                        inside.countDown();
                        done.await();
                        return draft.putModule(image("slow", "slow"));
                      }));
      inside.await();
      StoreException e = locked(store);
      assertTrue(e.getMessage().contains("of this process for 0.2 s"), e.getMessage());
      // Giving up must not have closed the file that the holder's lock hangs on.
      StoreProcess other = StoreProcess.start(folder, "lock");
      other.go();
      assertEquals(List.of("held"), other.lines());
      done.countDown();
      assertTrue(holder.get());
      assertTrue(changed(store, image("geo", "one")));
    } finally {
      done.countDown();
      threads.shutdownNow();
    }
  }

  @Test
  void storeLockedByAnotherProcessIsRefusedAfterTheWait() throws Exception {
    ModuleStore store = ModuleStore.open(folder, StoreFiles.REAL, Duration.ofMillis(200));
    // A lock that was taken past the claim looks to this JVM as another process's does.
    try (FileChannel channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.WRITE)) {
      assertNotNull(channel.tryLock());
      StoreException e = locked(store);
      assertTrue(e.getMessage().contains("another process for 0.2 s"), e.getMessage());
    }
    assertTrue(changed(store, image("geo", "one")));
  }

  @Test
  void interruptWhileWaitingForTheLockIsAnErrorAndStaysSet() throws Exception {
    ModuleStore store = ModuleStore.open(folder, StoreFiles.REAL, Duration.ofSeconds(60));
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      Thread waiting = Thread.currentThread();
      Future<Boolean> holder =
          threads.submit(
              () ->
                  store.update(
                      draft -> {
                        inside.countDown();
                        while (waiting.getState() != Thread.State.TIMED_WAITING) {
                          Thread.onSpinWait();
                        }
                        waiting.interrupt();
                        done.await();
                        return true;
                      }));
      inside.await();
      StoreException e = locked(store);
      assertTrue(Thread.interrupted());
      assertTrue(e.getMessage().startsWith("Interrupted while waiting"), e.getMessage());
      done.countDown();
      assertTrue(holder.get());
    } finally {
      done.countDown();
      threads.shutdownNow();
    }
  }

  private static StoreException locked(ModuleStore store) {
    StoreException e =
        assertThrows(StoreException.class, () -> changed(store, image("geo", "one")));
    assertEquals(Kind.LOCKED, e.kind(), e.getMessage());
    return e;
  }

  private static boolean changed(ModuleStore store, ModuleImage image) throws StoreException {
    return store.update(draft -> draft.putModule(image));
  }

  @Test
  void lockLeavesTheSystemPropertiesAsTheyWere() throws StoreException {
    ModuleStore store = ModuleStore.open(folder);
    store.update(
        draft -> {
          assertTrue(
              System.getProperties().entrySet().stream()
                  .allMatch(
                      entry ->
                          entry.getKey() instanceof String && entry.getValue() instanceof String));
          return draft.putModule(image("geo", "one"));
        });
    assertFalse(
        System.getProperties().stringPropertyNames().stream()
            .anyMatch(name -> name.startsWith("wasmudf.store")));
  }

  @Test
  void classLoadersOfOneProcessLoseNothing() throws Exception {
    List<Method> loaders = List.of(addInAnotherClassLoader(), addInAnotherClassLoader());
    assertNotSame(loaders.get(0).getDeclaringClass(), loaders.get(1).getDeclaringClass());
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<Object>> tasks = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        Method add = loaders.get(i);
        String prefix = "loader" + i + "_";
        tasks.add(threads.submit(() -> add.invoke(null, folder, prefix, 25)));
      }
      for (Future<Object> task : tasks) {
        task.get();
      }
    } finally {
      threads.shutdownNow();
    }
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      all.add("loader0_" + i);
      all.add("loader1_" + i);
    }
    assertWhole(folder, all);
  }

  /** Called by reflection in a class loader of its own. */
  public static void add(Path folder, String prefix, int count) throws StoreException {
    ModuleStore store = ModuleStore.open(folder);
    for (int i = 0; i < count; i++) {
      ModuleImage image = image(prefix + i, prefix + i);
      store.update(
          draft -> {
            draft.putModule(image);
            return draft.putFunction(function(image.name(), image));
          });
    }
  }

  @SuppressWarnings("resource") // The class is in use until the test ends.
  private static Method addInAnotherClassLoader() throws Exception {
    String[] paths = System.getProperty("java.class.path").split(File.pathSeparator, -1);
    URL[] urls = new URL[paths.length];
    for (int i = 0; i < paths.length; i++) {
      urls[i] = url(paths[i]);
    }
    ClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    Method add =
        loader
            .loadClass(StoreSharingTest.class.getName())
            .getMethod("add", Path.class, String.class, int.class);
    add.setAccessible(true);
    return add;
  }

  private static URL url(String path) throws MalformedURLException {
    return new File(path).toURI().toURL();
  }

  @Test
  void readersSeeWholeVersionsWhileOthersWrite() throws Exception {
    ModuleStore writer = ModuleStore.open(folder);
    ModuleImage start = image("a", "0");
    writer.update(
        draft -> {
          draft.putModule(start);
          draft.putModule(image("b", "0"));
          return draft.putFunction(function("f", start));
        });
    AtomicBoolean stop = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<Integer>> readers = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        readers.add(threads.submit(() -> read(stop)));
      }
      for (int i = 1; i <= 60; i++) {
        String content = "" + i;
        writer.update(
            draft -> {
              draft.replaceModule(image("a", content), false);
              return draft.replaceModule(image("b", content), false);
            });
      }
      stop.set(true);
      for (Future<Integer> reader : readers) {
        assertTrue(reader.get() > 1);
      }
    } finally {
      stop.set(true);
      threads.shutdownNow();
    }
  }

  /** Two modules and a function always have the same version: returns how many versions it saw. */
  private int read(AtomicBoolean stop) throws StoreException {
    ModuleStore store = ModuleStore.open(folder, StoreFiles.REAL, Duration.ofSeconds(5));
    int versions = 0;
    long last = 0;
    while (!stop.get()) {
      Catalog catalog = store.snapshot();
      ModuleEntry a = catalog.module("a");
      ModuleEntry b = catalog.module("b");
      assertNotNull(a);
      assertNotNull(b);
      assertEquals(a.hash(), b.hash());
      assertEquals(a.hash(), catalog.functions("f").get(0).moduleHash());
      try {
        store.bytes(a.hash());
      } catch (StoreException e) {
        // Swept, where this thread stood still while several versions went by.
        assertEquals(Kind.FILE_MISSING, e.kind());
        assertNotEquals(catalog.version(), store.snapshot().version());
      }
      if (catalog.version() != last) {
        versions++;
        last = catalog.version();
      }
    }
    return versions;
  }

  @Test
  void threadsChangingOneStoreLoseNothing() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Boolean>> tasks = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        String prefix = "t" + i + "_";
        tasks.add(
            threads.submit(
                () -> {
                  add(folder, prefix, 10);
                  return true;
                }));
      }
      for (Future<Boolean> task : tasks) {
        assertTrue(task.get());
      }
    } finally {
      threads.shutdownNow();
    }
    assertWhole(folder, IntStream.range(0, 40).mapToObj(i -> "t" + i / 10 + "_" + i % 10).toList());
  }

  @Test
  void lockFileThatIsAFolderIsAClearError() throws IOException, StoreException {
    ModuleStore store = ModuleStore.open(folder);
    assertTrue(folder.resolve("lock").toFile().delete());
    assertTrue(folder.resolve("lock").toFile().mkdir());
    StoreException e =
        assertThrows(StoreException.class, () -> changed(store, image("geo", "one")));
    assertEquals(Kind.IO, e.kind());
    assertTrue(e.getMessage().startsWith("Cannot lock the store "), e.getMessage());
  }
}
