package org.wasmudf.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import static org.wasmudf.store.Fixtures.image;
import static org.wasmudf.store.Fixtures.temporary;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wasmudf.store.StoreException.Kind;

class SessionCatalogTest {
  private static final ModuleImage GEO = image("geo", "one");
  private static final ModuleImage INLINE = image("inline", "inline");

  @TempDir Path temp = Path.of("");
  private ModuleStore store = ModuleStore.none();
  private SessionCatalog session = new SessionCatalog(store, false);

  @BeforeEach
  void open() throws StoreException {
    store = ModuleStore.open(temp.resolve("store"));
    session = new SessionCatalog(store, false);
    store.update(
        draft -> {
          draft.putModule(GEO);
          return draft.putFunction(function("f", GEO, INTEGER));
        });
  }

  private void putInline(SessionCatalog catalog, String name, SqlType... types)
      throws StoreException {
    catalog.updateTemporary(
        draft -> {
          draft.putModule(INLINE);
          return draft.putFunction(temporary(name, INLINE, types));
        });
  }

  @Test
  void withoutTemporaryFunctionsTheSessionIsTheStore() throws StoreException {
    assertSame(store.snapshot(), session.snapshot());
    assertArrayEquals(GEO.bytes(), session.bytes(GEO.hash()));
  }

  @Test
  void temporaryFunctionHidesThePermanentOneOfTheSameTypes() throws StoreException {
    putInline(session, "F", INTEGER);
    putInline(session, "f", DOUBLE);
    List<FunctionDefinition> overloads = session.snapshot().functions("f");
    assertEquals(
        List.of("f(DOUBLE PRECISION)", "F(INTEGER)"),
        overloads.stream().map(FunctionDefinition::display).toList());
    assertTrue(overloads.stream().allMatch(FunctionDefinition::temporary));
    assertEquals(List.of("f(INTEGER)"), functions(store.snapshot()));
    session.updateTemporary(draft -> draft.dropFunction("f", List.of(INTEGER)));
    assertEquals(List.of("f(DOUBLE PRECISION)", "f(INTEGER)"), functions(session.snapshot()));
  }

  @Test
  void otherSessionsSeeNothingOfIt() throws StoreException {
    SessionCatalog other = new SessionCatalog(store, false);
    putInline(session, "mine");
    assertEquals(0, other.snapshot().functions("mine").size());
    assertNull(other.snapshot().module("inline"));
    assertNull(store.snapshot().module("inline"));
    assertThrows(StoreException.class, () -> other.bytes(INLINE.hash()));
    assertArrayEquals(INLINE.bytes(), session.bytes(INLINE.hash()));
  }

  @Test
  void closeDropsWhatIsTemporary() throws StoreException {
    putInline(session, "mine");
    session.close();
    assertSame(store.snapshot(), session.snapshot());
    assertThrows(StoreException.class, () -> session.bytes(INLINE.hash()));
  }

  @Test
  void moduleOfASessionLivesAsLongAsAFunctionUsesIt() throws StoreException {
    putInline(session, "a");
    session.updateTemporary(draft -> draft.putFunction(temporary("b", INLINE)));
    session.updateTemporary(draft -> draft.dropFunction("a", List.of()));
    assertNotNull(session.snapshot().module("inline"));
    session.updateTemporary(draft -> draft.dropFunction("b", List.of()));
    assertNull(session.snapshot().module("inline"));
    assertSame(store.snapshot(), session.snapshot());
  }

  @Test
  void versionChangesWhenEitherPartDoes() throws StoreException {
    Set<Long> versions = new HashSet<>();
    versions.add(session.snapshot().version());
    putInline(session, "a");
    versions.add(session.snapshot().version());
    store.update(draft -> draft.putModule(image("later", "later")));
    versions.add(session.snapshot().version());
    putInline(session, "b");
    versions.add(session.snapshot().version());
    session.close();
    versions.add(session.snapshot().version());
    assertEquals(5, versions.size());
    assertSame(session.snapshot(), session.snapshot());
  }

  @Test
  void equalLookingSessionsHaveVersionsOfTheirOwn() throws StoreException {
    SessionCatalog other = new SessionCatalog(store, false);
    putInline(session, "a");
    putInline(other, "a");
    assertNotEquals(session.snapshot().version(), other.snapshot().version());
  }

  @Test
  void functionOfAPermanentModuleKeepsItsBytesWhateverHappensToTheModule() throws StoreException {
    session.updateTemporary(draft -> draft.putFunction(temporary("mine", GEO)));
    store.update(
        draft -> {
          draft.dropFunction("f", List.of(INTEGER));
          return draft.dropModule("geo");
        });
    store.update(draft -> draft.putModule(image("later", "later")));
    assertThrows(StoreException.class, () -> store.bytes(GEO.hash()));
    assertArrayEquals(GEO.bytes(), session.bytes(GEO.hash()));
    assertEquals(GEO.hash(), session.snapshot().functions("mine").get(0).moduleHash());
  }

  @Test
  void replacingASessionsModuleMovesItsFunctionsAndNoOthers() throws StoreException {
    ModuleImage hiding = image("geo", "mine");
    session.updateTemporary(draft -> draft.putFunction(temporary("permanent", GEO)));
    session.updateTemporary(
        draft -> {
          draft.putModule(hiding);
          return draft.putFunction(temporary("own", hiding));
        });
    session.updateTemporary(draft -> draft.replaceModule(image("geo", "mine 2"), false));
    Catalog catalog = session.snapshot();
    assertEquals(Fixtures.hash("mine 2"), catalog.functions("own").get(0).moduleHash());
    assertEquals(GEO.hash(), catalog.functions("permanent").get(0).moduleHash());
  }

  @Test
  void failedEditLeavesTheSessionAsItWas() throws StoreException {
    putInline(session, "a");
    Catalog before = session.snapshot();
    StoreException e =
        assertThrows(
            StoreException.class,
            () ->
                session.updateTemporary(
                    draft -> {
                      draft.putFunction(temporary("b", INLINE));
                      return draft.putFunction(temporary("a", INLINE));
                    }));
    assertEquals(Kind.FUNCTION_EXISTS, e.kind());
    assertSame(before, session.snapshot());
  }

  @Test
  void permanentFunctionIsNotTakenAsATemporaryOneNorTheOtherWayRound() {
    assertThrows(
        IllegalArgumentException.class,
        () -> session.updateTemporary(draft -> draft.putFunction(function("a", GEO))));
    assertThrows(
        IllegalArgumentException.class,
        () -> session.update(draft -> draft.putFunction(temporary("a", GEO))));
  }

  @Test
  void permanentModuleIsNotChangedThroughTheTemporaryPart() {
    StoreException e =
        assertThrows(
            StoreException.class, () -> session.updateTemporary(draft -> draft.dropModule("geo")));
    assertEquals(Kind.MODULE_NOT_FOUND, e.kind());
  }

  @Test
  void sessionWithoutAStoreTakesTemporaryFunctions() throws StoreException {
    SessionCatalog alone = new SessionCatalog(ModuleStore.none(), false);
    putInline(alone, "a");
    assertEquals(List.of("a()"), functions(alone.snapshot()));
    assertArrayEquals(INLINE.bytes(), alone.bytes(INLINE.hash()));
    assertEquals(
        Kind.READ_ONLY,
        assertThrows(StoreException.class, () -> alone.update(draft -> draft.putModule(GEO)))
            .kind());
  }

  @Test
  void caseSensitiveSessionTellsNamesApart() throws StoreException {
    SessionCatalog sensitive = new SessionCatalog(store, true);
    putInline(sensitive, "F", INTEGER);
    putInline(sensitive, "g", INTEGER);
    putInline(sensitive, "G", INTEGER);
    assertEquals(
        List.of("F(INTEGER)", "G(INTEGER)", "f(INTEGER)", "g(INTEGER)"),
        functions(sensitive.snapshot()));
    assertEquals(1, sensitive.snapshot().functions("F").size());
  }

  @Test
  void manyThreadsAddToOneSessionWithoutLoss() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> tasks = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String name = "f" + i;
        tasks.add(
            threads.submit(
                () -> {
                  putInline(session, name);
                  assertEquals(1, session.snapshot().functions(name).size());
                  return true;
                }));
      }
      for (Future<?> task : tasks) {
        task.get();
      }
      assertEquals(41, session.snapshot().functions().size());
    } finally {
      threads.shutdownNow();
    }
  }
}
