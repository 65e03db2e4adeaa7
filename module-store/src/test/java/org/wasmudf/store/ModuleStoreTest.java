package org.wasmudf.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.wasmudf.store.Fixtures.DOUBLE;
import static org.wasmudf.store.Fixtures.INTEGER;
import static org.wasmudf.store.Fixtures.function;
import static org.wasmudf.store.Fixtures.functions;
import static org.wasmudf.store.Fixtures.hash;
import static org.wasmudf.store.Fixtures.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.wasmudf.store.StoreException.Kind;

class ModuleStoreTest {
  @TempDir Path temp = Path.of("");
  private Path folder = temp;
  private ModuleStore store = ModuleStore.none();

  @BeforeEach
  void open() throws StoreException {
    folder = temp.resolve("deep").resolve("store");
    store = ModuleStore.open(folder);
  }

  @Test
  void newStoreIsEmptyAndMadeWithItsFolders() throws StoreException {
    assertEquals(0, store.snapshot().modules().size());
    assertEquals(0, store.snapshot().functions().size());
    assertTrue(Files.isRegularFile(folder.resolve("manifest.json")));
    assertSame(store, ModuleStore.open(folder));
  }

  @Test
  void registeredModuleComesBackWithItsBytesAndFacts() throws StoreException {
    ModuleImage geo =
        new ModuleImage(
            "Geo",
            new byte[] {1, 2, 3},
            List.of("env.abort"),
            List.of("dist", "area"),
            List.of("simd"),
            "distances");
    assertTrue(changed(draft -> draft.putModule(geo)));
    ModuleEntry entry = module("GEO");
    assertEquals("Geo", entry.name());
    assertEquals(geo.hash(), entry.hash());
    assertEquals(3, entry.sizeBytes());
    assertEquals(List.of("env.abort"), entry.imports());
    assertEquals(List.of("dist", "area"), entry.exports());
    assertEquals(List.of("simd"), entry.features());
    assertEquals(List.of(), entry.previous());
    assertEquals("distances", entry.comment());
    assertArrayEquals(new byte[] {1, 2, 3}, store.bytes(geo.hash()));
    assertNull(store.snapshot().module("other"));
  }

  @Test
  void sameNameAndBytesChangeNothing() throws StoreException {
    store.update(draft -> draft.putModule(image("geo", "one")));
    Catalog before = store.snapshot();
    assertFalse(changed(draft -> draft.putModule(image("GEO", "one"))));
    assertSame(before, store.snapshot());
  }

  @Test
  void sameNameWithOtherBytesIsRefusedWithBothHashes() throws StoreException {
    store.update(draft -> draft.putModule(image("geo", "one")));
    StoreException e =
        refused(
            Kind.MODULE_EXISTS, () -> store.update(draft -> draft.putModule(image("geo", "two"))));
    assertEquals(
        "Module \"geo\" exists with other bytes: registered %s, given %s. Write CREATE OR REPLACE MODULE to replace it."
            .formatted(hash("one"), hash("two")),
        e.getMessage());
    assertEquals(hash("one"), module("geo").hash());
    assertEquals(1, moduleFiles().size());
  }

  @Test
  void replacedModuleMovesAllItsFunctionsInOneVersion() throws StoreException {
    ModuleImage one = image("geo", "one");
    store.update(
        draft -> {
          draft.putModule(one);
          draft.putModule(image("other", "other"));
          draft.putFunction(function("f", one, INTEGER));
          draft.putFunction(function("g", one));
          draft.putFunction(function("h", image("other", "other")));
          return true;
        });
    List<String> bound =
        store.update(
            draft -> {
              List<String> names =
                  draft.boundTo("GEO").stream().map(FunctionDefinition::display).toList();
              draft.replaceModule(image("geo", "two"), false);
              return names;
            });
    assertEquals(List.of("f(INTEGER)", "g()"), bound);
    Catalog after = store.snapshot();
    assertEquals(hash("two"), after.functions("f").get(0).moduleHash());
    assertEquals(hash("two"), after.functions("g").get(0).moduleHash());
    assertEquals(hash("other"), after.functions("h").get(0).moduleHash());
    assertEquals(List.of(hash("one")), module("geo").previous());
  }

  @Test
  void editThatThrowsMovesNothing() throws StoreException {
    ModuleImage one = image("geo", "one");
    store.update(
        draft -> {
          draft.putModule(one);
          draft.putFunction(function("f", one));
          return true;
        });
    Catalog before = store.snapshot();
    IOException misfit =
        assertThrows(
            IOException.class,
            () ->
                store.update(
                    draft -> {
                      draft.replaceModule(image("geo", "two"), false);
                      draft.dropFunction("f", List.of());
                      throw new IOException("f does not fit");
                    }));
    assertEquals("f does not fit", misfit.getMessage());
    assertSame(before, store.snapshot());
    assertEquals(1, moduleFiles().size());
    store.update(draft -> draft.putModule(image("later", "later")));
    assertEquals(hash("one"), store.snapshot().functions("f").get(0).moduleHash());
  }

  @Test
  void keptFunctionsStayOnTheirBytesAsLongAsTheyExist() throws StoreException {
    ModuleImage one = image("geo", "one");
    store.update(
        draft -> {
          draft.putModule(one);
          draft.putFunction(function("f", one));
          return true;
        });
    for (String next : List.of("two", "three", "four", "five", "six")) {
      store.update(draft -> draft.replaceModule(image("geo", next), true));
    }
    assertEquals(hash("six"), module("geo").hash());
    assertEquals(List.of(hash("five"), hash("four"), hash("three")), module("geo").previous());
    assertEquals(hash("one"), store.snapshot().functions("f").get(0).moduleHash());
    assertArrayEquals(one.bytes(), store.bytes(one.hash()));
    store.update(draft -> draft.putModule(image("later", "sweep")));
    refused(Kind.FILE_MISSING, () -> store.bytes(hash("two")));
    store.update(
        draft -> {
          FunctionDefinition f = draft.functions("f").get(0);
          draft.replaceFunction(f.withModule("geo", hash("six")));
          return true;
        });
    store.update(draft -> draft.putModule(image("later2", "sweep again")));
    refused(Kind.FILE_MISSING, () -> store.bytes(one.hash()));
  }

  @Test
  void alterReturnsToEachOfTheLastThreeVersions() throws StoreException {
    ModuleImage one = image("geo", "one");
    store.update(
        draft -> {
          draft.putModule(one);
          draft.putFunction(function("f", one));
          return true;
        });
    for (String next : List.of("two", "three", "four", "five")) {
      store.update(draft -> draft.replaceModule(image("geo", next), false));
    }
    assertTrue(changed(draft -> draft.useVersion("Geo", hash("two"))));
    assertEquals(hash("two"), module("geo").hash());
    assertEquals(List.of(hash("five"), hash("four"), hash("three")), module("geo").previous());
    assertEquals(hash("two"), store.snapshot().functions("f").get(0).moduleHash());
    assertFalse(changed(draft -> draft.useVersion("geo", hash("two"))));
    StoreException e =
        refused(
            Kind.MODULE_NOT_FOUND,
            () -> store.update(draft -> draft.useVersion("geo", hash("one"))));
    assertTrue(e.getMessage().contains("no version " + hash("one")), e.getMessage());
    assertTrue(e.getMessage().contains(hash("five").hex()), e.getMessage());
  }

  @Test
  void replacingBackAndForthKeepsEachVersionOnce() throws StoreException {
    for (String next : List.of("one", "two", "one", "two", "one")) {
      store.update(draft -> draft.replaceModule(image("geo", next), false));
    }
    assertEquals(hash("one"), module("geo").hash());
    assertEquals(List.of(hash("two")), module("geo").previous());
  }

  @Test
  void moduleInUseCannotBeDropped() throws StoreException {
    ModuleImage one = image("geo", "one");
    store.update(
        draft -> {
          draft.putModule(one);
          draft.putFunction(function("f", one, INTEGER, DOUBLE));
          draft.putFunction(function("g", one));
          return true;
        });
    StoreException e = refused(Kind.IN_USE, () -> drop("GEO"));
    assertEquals(
        "Module \"geo\" is used by f(INTEGER, DOUBLE PRECISION), g(). Drop these functions first.",
        e.getMessage());
    store.update(
        draft -> {
          draft.dropFunction("F", List.of(INTEGER, DOUBLE));
          draft.dropFunction("g", List.of());
          draft.dropModule("geo");
          return true;
        });
    assertEquals(0, store.snapshot().modules().size());
    refused(Kind.MODULE_NOT_FOUND, () -> drop("geo"));
  }

  @Test
  void functionsAreOneByNameAndExactTypes() throws StoreException {
    ModuleImage one = image("geo", "one");
    store.update(
        draft -> {
          draft.putModule(one);
          draft.putFunction(function("F", one, INTEGER));
          draft.putFunction(function("f", one, DOUBLE));
          return true;
        });
    assertEquals(List.of("f(DOUBLE PRECISION)", "F(INTEGER)"), functions(store.snapshot()));
    StoreException e =
        refused(
            Kind.FUNCTION_EXISTS,
            () -> store.update(draft -> draft.putFunction(function("f", one, INTEGER))));
    assertEquals(
        "Function F(INTEGER) exists. Write CREATE OR REPLACE FUNCTION to replace it.",
        e.getMessage());
    e =
        refused(
            Kind.FUNCTION_NOT_FOUND,
            () -> store.update(draft -> draft.dropFunction("f", List.of())));
    assertEquals(
        "No function f() is registered, but f(DOUBLE PRECISION), F(INTEGER). Name one of these.",
        e.getMessage());
    String found =
        store.update(
            draft -> {
              FunctionDefinition function = draft.function("f", List.of(INTEGER));
              return function == null ? "none" : function.display();
            });
    assertEquals("F(INTEGER)", found);
  }

  @Test
  void functionOfAnUnknownModuleOrVersionIsRefused() throws StoreException {
    store.update(draft -> draft.putModule(image("geo", "one")));
    refused(Kind.MODULE_NOT_FOUND, () -> put(function("f", image("none", "one"))));
    StoreException e =
        refused(Kind.MODULE_NOT_FOUND, () -> put(function("f", image("geo", "two"))));
    assertTrue(e.getMessage().contains("no version " + hash("two")), e.getMessage());
  }

  @Test
  void caseRuleDecidesWhichNamesMatch() throws StoreException {
    ModuleImage one = image("geo", "one");
    store.update(
        draft -> {
          draft.putModule(one);
          draft.putFunction(function("Area", one));
          return true;
        });
    assertEquals(1, store.snapshot().functions("AREA").size());
    assertEquals(0, store.snapshot(true).functions("AREA").size());
    assertEquals(1, store.snapshot(true).functions("Area").size());
    assertNotEquals(store.snapshot().version(), store.snapshot(true).version());
  }

  @Test
  void catalogHashChangesWithWhatDecidesAnswersAndWithNothingElse() throws StoreException {
    ModuleImage one = image("geo", "one");
    Hash empty = store.snapshot().catalogHash();
    store.update(draft -> draft.putModule(one));
    assertEquals(empty, store.snapshot().catalogHash());
    put(function("f", one));
    Hash first = store.snapshot().catalogHash();
    assertNotEquals(empty, first);
    long version = store.snapshot().version();
    store.update(draft -> draft.putModule(image("other", "other")));
    assertEquals(first, store.snapshot().catalogHash());
    assertNotEquals(version, store.snapshot().version());
    store.update(draft -> draft.replaceModule(image("geo", "two"), false));
    assertNotEquals(first, store.snapshot().catalogHash());
    store.update(draft -> draft.useVersion("geo", one.hash()));
    assertEquals(first, store.snapshot().catalogHash());
  }

  @Test
  void snapshotNeverChanges() throws StoreException {
    ModuleImage one = image("geo", "one");
    store.update(draft -> draft.putModule(one));
    Catalog before = store.snapshot();
    put(function("f", one));
    assertEquals(List.of(), functions(before));
    assertEquals(List.of("f()"), functions(store.snapshot()));
  }

  @Test
  void otherObjectOnTheSameFolderSeesTheChangeAtOnce() throws StoreException {
    ModuleStore second = ModuleStore.open(folder, StoreFiles.REAL, Duration.ofSeconds(5));
    store.update(draft -> draft.putModule(image("geo", "one")));
    assertNotNull(second.snapshot().module("geo"));
    second.update(draft -> draft.replaceModule(image("geo", "two"), false));
    assertEquals(hash("two"), module("geo").hash());
    assertEquals(store.snapshot().version(), second.snapshot().version());
  }

  @Test
  void bytesOfTheVersionBeforeSurviveOneChange() throws StoreException {
    store.update(draft -> draft.putModule(image("geo", "one")));
    drop("geo");
    assertArrayEquals(bytes("one"), store.bytes(hash("one")));
    store.update(draft -> draft.putModule(image("later", "later")));
    StoreException e = refused(Kind.FILE_MISSING, () -> store.bytes(hash("one")));
    assertTrue(e.getMessage().contains(hash("one").hex()), e.getMessage());
  }

  @Test
  void leftoversOfACrashAreSweptAtALaterChange() throws StoreException, IOException {
    store.update(draft -> draft.putModule(image("geo", "one")));
    Path modules = folder.resolve("modules");
    Files.writeString(modules.resolve(hash("orphan") + ".wasm"), "orphan");
    Files.writeString(modules.resolve(hash("half") + ".wasm.tmp"), "ha");
    Files.writeString(modules.resolve("README"), "not ours");
    store.update(draft -> draft.putModule(image("later", "later")));
    assertEquals(
        Stream.of("README", hash("one") + ".wasm", hash("later") + ".wasm").sorted().toList(),
        moduleFiles());
  }

  @Test
  void changedByteIsARefusedLoadWithBothHashes() throws StoreException, IOException {
    store.update(draft -> draft.putModule(image("geo", "one")));
    Path file = folder.resolve("modules").resolve(hash("one") + ".wasm");
    Files.writeString(file, "onf");
    StoreException e = refused(Kind.HASH_MISMATCH, () -> store.bytes(hash("one")));
    assertTrue(e.getMessage().contains("\"geo\""), e.getMessage());
    assertTrue(e.getMessage().contains(hash("one").hex()), e.getMessage());
    assertTrue(e.getMessage().contains(hash("onf").hex()), e.getMessage());
    assertTrue(
        e.getMessage()
            .endsWith("java -cp wasmudf-jdbc.jar org.wasmudf.jdbc.Repair " + store.folder()),
        e.getMessage());
  }

  @Test
  void registeringTheSameBytesAgainHealsTheFile() throws StoreException, IOException {
    store.update(draft -> draft.putModule(image("geo", "one")));
    Path file = folder.resolve("modules").resolve(hash("one") + ".wasm");
    Files.writeString(file, "onf");
    assertFalse(changed(draft -> draft.putModule(image("geo", "one"))));
    assertArrayEquals(bytes("one"), store.bytes(hash("one")));
    Files.delete(file);
    store.update(draft -> draft.putModule(image("geo", "one")));
    assertArrayEquals(bytes("one"), store.bytes(hash("one")));
  }

  @Test
  void draftShowsItsOwnChanges() throws StoreException {
    ModuleImage one = image("geo", "one");
    store.update(
        draft -> {
          assertNull(draft.catalog().module("geo"));
          draft.putModule(one);
          draft.putFunction(function("f", one));
          assertEquals(List.of("f()"), functions(draft.catalog()));
          assertArrayEquals(bytes("one"), draft.bytes(one.hash()));
          return true;
        });
  }

  @Test
  void editInsideAnEditIsRefusedInsteadOfHanging() {
    assertThrows(
        IllegalStateException.class,
        () -> store.update(draft -> store.update(inner -> inner.putModule(image("geo", "one")))));
  }

  @Test
  void noStoreTakesNoPermanentModule() throws StoreException {
    ModuleStore none = ModuleStore.none();
    assertEquals(0, none.snapshot().modules().size());
    assertNull(none.folder());
    StoreException e =
        refused(Kind.READ_ONLY, () -> none.update(draft -> draft.putModule(image("g", "1"))));
    assertTrue(e.getMessage().startsWith("There is no store, so only TEMPORARY"), e.getMessage());
  }

  @Test
  void interruptedThreadStillReadsAndWrites() throws StoreException {
    Thread.currentThread().interrupt();
    try {
      store.update(draft -> draft.putModule(image("geo", "one")));
      assertNotNull(store.snapshot().module("geo"));
      assertArrayEquals(bytes("one"), store.bytes(hash("one")));
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  private boolean changed(CatalogEdit<Boolean, RuntimeException> edit) throws StoreException {
    return store.update(edit);
  }

  private ModuleEntry module(String name) throws StoreException {
    ModuleEntry entry = store.snapshot().module(name);
    assertNotNull(entry);
    return entry;
  }

  private void put(FunctionDefinition function) throws StoreException {
    store.update(draft -> draft.putFunction(function));
  }

  private void drop(String module) throws StoreException {
    store.update(draft -> draft.dropModule(module));
  }

  private List<String> moduleFiles() {
    try (Stream<Path> files = Files.list(folder.resolve("modules"))) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] bytes(String content) {
    return content.getBytes(StandardCharsets.UTF_8);
  }

  private static StoreException refused(Kind kind, Executable executable) {
    StoreException e = assertThrows(StoreException.class, executable);
    assertEquals(kind, e.kind(), e.getMessage());
    return e;
  }
}
