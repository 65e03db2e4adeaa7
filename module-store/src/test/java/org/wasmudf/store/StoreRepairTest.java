package org.wasmudf.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wasmudf.store.StoreException.Kind;

class StoreRepairTest {
  private static final ModuleImage GEO = image("geo", "one");
  private static final ModuleImage TEXT = image("text", "text");

  @TempDir Path temp = Path.of("");
  private Path folder = temp;
  private Path manifest = temp;

  @BeforeEach
  void fill() throws StoreException {
    folder = temp.resolve("store");
    manifest = folder.resolve("manifest.json");
    ModuleStore.open(folder)
        .update(
            draft -> {
              draft.putModule(GEO);
              draft.putModule(TEXT);
              draft.putFunction(function("f", GEO));
              return draft.putFunction(function("len", TEXT));
            });
  }

  private ModuleStore open() throws StoreException {
    return ModuleStore.open(folder, StoreFiles.REAL, Duration.ofSeconds(5));
  }

  private Path moduleFile(ModuleImage module) {
    return folder.resolve("modules").resolve(module.hash() + ".wasm");
  }

  private StoreException damaged() {
    StoreException e = assertThrows(StoreException.class, this::open);
    assertEquals(Kind.DAMAGED, e.kind(), e.getMessage());
    assertTrue(
        e.getMessage().endsWith("java -cp wasmudf-jdbc.jar org.wasmudf.jdbc.Repair " + folder()),
        e.getMessage());
    return e;
  }

  private Path folder() {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void edit(String from, String to) throws IOException {
    String text = Files.readString(manifest);
    String edited = text.replace(from, to);
    assertFalse(text.equals(edited));
    Files.writeString(manifest, edited);
  }

  @Test
  void soundStoreIsLeftAlone() throws StoreException, IOException {
    byte[] before = Files.readAllBytes(manifest);
    RepairReport report = ModuleStore.repair(folder);
    assertEquals(new RepairReport(List.of(), 2, 2), report);
    assertArrayEquals(before, Files.readAllBytes(manifest));
  }

  @Test
  void openStoreToldOfDamageAtTheNextSnapshot() throws StoreException, IOException {
    ModuleStore open = open();
    Files.writeString(manifest, "garbage");
    StoreException e = assertThrows(StoreException.class, open::snapshot);
    assertEquals(Kind.DAMAGED, e.kind());
    e = assertThrows(StoreException.class, () -> open.update(draft -> draft.putModule(GEO)));
    assertEquals(Kind.DAMAGED, e.kind());
    assertEquals("garbage", Files.readString(manifest));
    ModuleStore.repair(folder);
    assertEquals(0, open.snapshot().modules().size());
  }

  @Test
  void changedLineIsDroppedAndTheRestKept() throws StoreException, IOException {
    edit("\"name\":\"len\"", "\"name\":\"lex\"");
    assertTrue(damaged().getMessage().contains("its checksum is"), "states what is wrong");
    RepairReport report = ModuleStore.repair(folder);
    assertEquals(2, report.modules());
    assertEquals(1, report.functions());
    assertEquals(3, report.actions().size(), report.toString());
    assertEquals(List.of("f()"), functions(open().snapshot()));
    assertTrue(Files.readString(folder.resolve("manifest.json.damaged")).contains("lex"));
    assertEquals(List.of(), ModuleStore.repair(folder).actions());
  }

  @Test
  void functionsOfALostModuleLineGoAndItsBytesAreKeptAside() throws StoreException, IOException {
    edit("{\"module\":{\"name\":\"geo\"", "{\"module\":{\"name\":\"gex\"");
    damaged();
    RepairReport report = ModuleStore.repair(folder);
    assertEquals(1, report.modules());
    assertEquals(1, report.functions());
    assertTrue(
        report.actions().stream()
            .anyMatch(action -> action.startsWith("Dropped function f() of module \"geo\"")),
        report.toString());
    assertArrayEquals(
        GEO.bytes(), Files.readAllBytes(folder.resolve("recovered").resolve(GEO.hash() + ".wasm")));
  }

  @Test
  void truncatedManifestKeepsTheLinesBeforeTheCut() throws StoreException, IOException {
    String text = Files.readString(manifest);
    Files.writeString(manifest, text.substring(0, text.length() - 20));
    assertTrue(damaged().getMessage().contains("bytes behind its first line"), "says truncated");
    RepairReport report = ModuleStore.repair(folder);
    assertEquals(2, report.modules());
    assertEquals(1, report.functions());
  }

  @Test
  void garbageManifestLosesTheCatalogAndNoBytes() throws StoreException, IOException {
    Files.write(manifest, new byte[10_000]);
    damaged();
    RepairReport report = ModuleStore.repair(folder);
    assertEquals(0, report.modules());
    assertTrue(Files.exists(folder.resolve("recovered").resolve(GEO.hash() + ".wasm")));
    assertTrue(Files.exists(folder.resolve("recovered").resolve(TEXT.hash() + ".wasm")));
    assertEquals(0, open().snapshot().modules().size());
    open().update(draft -> draft.putModule(GEO));
  }

  @Test
  void lostManifestIsDamageAndNotANewStore() throws StoreException, IOException {
    Files.delete(manifest);
    assertTrue(damaged().getMessage().contains("manifest.json is missing"), "names the file");
    RepairReport report = ModuleStore.repair(folder);
    assertEquals(0, report.modules());
    assertTrue(Files.exists(folder.resolve("recovered").resolve(GEO.hash() + ".wasm")));
  }

  @Test
  void changedModuleFileIsMovedAsideAndItsFunctionsDropped() throws StoreException, IOException {
    Files.writeString(moduleFile(GEO), "onf");
    assertNotNull(open().snapshot().module("geo"));
    RepairReport report = ModuleStore.repair(folder);
    assertEquals(1, report.modules());
    assertEquals(1, report.functions());
    assertNull(open().snapshot().module("geo"));
    assertEquals("onf", Files.readString(folder.resolve("damaged-" + GEO.hash() + ".wasm")));
    assertTrue(report.actions().get(0).contains(hash("onf").hex()), report.toString());
  }

  @Test
  void missingModuleFileBringsBackAnEarlierVersion() throws StoreException, IOException {
    open().update(draft -> draft.replaceModule(image("geo", "two"), true));
    Files.delete(moduleFile(image("geo", "two")));
    RepairReport report = ModuleStore.repair(folder);
    assertEquals(2, report.modules());
    assertEquals(2, report.functions());
    ModuleEntry geo = open().snapshot().module("geo");
    assertNotNull(geo);
    assertEquals(GEO.hash(), geo.hash());
    assertTrue(
        report
            .actions()
            .contains("Module \"geo\" is back at its earlier version " + GEO.hash() + "."),
        report.toString());
  }

  @Test
  void newerFormatIsRefusedAndNotRepaired() throws IOException {
    String newer = "{\"format\":2,\"generation\":7}\n";
    Files.writeString(manifest, newer);
    StoreException e = assertThrows(StoreException.class, this::open);
    assertEquals(Kind.FORMAT, e.kind());
    assertTrue(e.getMessage().contains("has format 2, and this wasmudf reads up to 1"));
    e = assertThrows(StoreException.class, () -> ModuleStore.repair(folder));
    assertEquals(Kind.FORMAT, e.kind());
    assertEquals(newer, Files.readString(manifest));
  }

  @Test
  void folderWithoutAStoreIsNotTouched() throws IOException {
    Path other = Files.createDirectory(temp.resolve("other"));
    for (Path path : List.of(other, temp.resolve("none"))) {
      StoreException e = assertThrows(StoreException.class, () -> ModuleStore.repair(path));
      assertEquals(Kind.UNAVAILABLE, e.kind());
    }
    assertEquals(0, other.toFile().list().length);
  }

  @Test
  void repairThatFailsAnywhereCanBeRunAgain() throws StoreException, IOException {
    byte[] whole = Files.readAllBytes(manifest);
    boolean reached = true;
    for (int failing = 1; reached; failing++) {
      Path copy = temp.resolve("copy" + failing);
      Files.createDirectories(copy.resolve("modules"));
      String text = new String(whole, StandardCharsets.UTF_8).replace("len", "lex");
      Files.writeString(copy.resolve("manifest.json"), text);
      Files.write(copy.resolve("modules").resolve(TEXT.hash() + ".wasm"), TEXT.bytes());
      Files.writeString(copy.resolve("modules").resolve(GEO.hash() + ".wasm"), "broken");
      FaultyFiles files = new FaultyFiles(failing, true, "Input/output error");
      try {
        StoreRepair.run(copy, files, Duration.ofSeconds(5));
      } catch (StoreException e) {
        assertEquals(Kind.IO, e.kind());
      }
      reached = files.failed();
      ModuleStore.repair(copy);
      ModuleStore store = ModuleStore.open(copy, StoreFiles.REAL, Duration.ofSeconds(5));
      assertEquals(1, store.snapshot().modules().size());
      assertArrayEquals(TEXT.bytes(), store.bytes(TEXT.hash()));
    }
  }
}
