package org.wasmudf.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ManifestTest {
  private static final String ODD = "it's \"odd\" \\ \n\t\u0000 größe \ud83d\ude00 \ud83d";

  private static CatalogState random(long seed) {
    return random(seed, 5);
  }

  private static CatalogState random(long seed, int size) {
    Random random = new Random(seed);
    TreeMap<String, StoredModule> modules = new TreeMap<>();
    TreeMap<FunctionKey, FunctionDefinition> functions = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      List<StoredModule.Version> versions = new ArrayList<>();
      for (int version = 0; version <= random.nextInt(4); version++) {
        versions.add(
            new StoredModule.Version(
                Fixtures.hash("bytes " + random.nextLong()),
                random.nextLong(Long.MAX_VALUE),
                List.of("env.abort", ODD),
                List.of(),
                List.of("simd"),
                Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000))));
      }
      String name = i == 0 ? ODD : "Module" + i;
      StoredModule module = new StoredModule(name, i == 1 ? ODD : null, versions);
      modules.put(FunctionKey.fold(name), module);
      for (int j = 0; j < size - 1; j++) {
        FunctionDefinition function = function(random, module);
        functions.put(FunctionKey.of(function, false), function);
      }
    }
    return new CatalogState(random.nextLong(Long.MAX_VALUE), modules, functions);
  }

  private static FunctionDefinition function(Random random, StoredModule module) {
    List<Parameter> parameters = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      parameters.add(
          new Parameter(random.nextBoolean() ? null : "a" + i, RandomTypes.next(random, 2)));
    }
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("max_fuel", "1000");
    settings.put("keep_state", ODD);
    FunctionKind[] kinds = FunctionKind.values();
    Volatility[] volatilities = Volatility.values();
    return new FunctionDefinition(
        "F" + random.nextInt(),
        kinds[random.nextInt(kinds.length)],
        new FunctionSignature(parameters, RandomTypes.next(random, 2)),
        random.nextBoolean() ? Abi.COLUMNAR : Abi.ROW_DIRECT,
        random.nextBoolean()
            ? NullHandling.CALLED_ON_NULL_INPUT
            : NullHandling.RETURNS_NULL_ON_NULL_INPUT,
        volatilities[random.nextInt(volatilities.length)],
        random.nextBoolean(),
        random.nextBoolean(),
        false,
        module.name(),
        module.current().hash(),
        ODD,
        random.nextBoolean() ? settings : Map.of(),
        random.nextBoolean() ? ODD : null,
        Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)));
  }

  @Test
  void writtenCatalogReadsBackEqual() throws Exception {
    for (long seed = 0; seed < 50; seed++) {
      CatalogState state = random(seed);
      byte[] manifest = Manifest.write(state);
      assertEquals(state, Manifest.read(manifest));
      assertTrue(Manifest.header(manifest).length() < Manifest.MAX_HEADER);
    }
    assertEquals(CatalogState.EMPTY, Manifest.read(Manifest.write(CatalogState.EMPTY)));
  }

  @Test
  void headerDiffersForEveryContent() throws Exception {
    CatalogState state = random(1);
    CatalogState next =
        new CatalogState(state.generation() + 1, state.modules(), state.functions());
    assertNotEquals(Manifest.header(Manifest.write(state)), Manifest.header(Manifest.write(next)));
    CatalogState other = new CatalogState(state.generation(), state.modules(), new TreeMap<>());
    assertNotEquals(Manifest.header(Manifest.write(state)), Manifest.header(Manifest.write(other)));
  }

  @Test
  void manifestCutAnywhereIsDamaged() {
    byte[] manifest = Manifest.write(random(2, 2));
    for (int length = 0; length < manifest.length; length++) {
      byte[] cut = Arrays.copyOf(manifest, length);
      assertThrows(Manifest.DamageException.class, () -> Manifest.read(cut));
      Manifest.salvage(cut);
    }
  }

  @Test
  void anyChangedByteIsDamage() {
    byte[] manifest = Manifest.write(random(3, 2));
    for (int i = 0; i < manifest.length; i++) {
      for (int mask : new int[] {1, 0x20, 0x80}) {
        byte[] changed = manifest.clone();
        changed[i] ^= (byte) mask;
        Exception e = assertThrows(Exception.class, () -> Manifest.read(changed));
        assertTrue(
            e instanceof Manifest.DamageException || e instanceof Manifest.NewerFormatException,
            e::toString);
      }
    }
  }

  @Test
  void garbageIsDamage() {
    Random random = new Random(4);
    byte[] garbage = new byte[5000];
    for (int i = 0; i < 200; i++) {
      random.nextBytes(garbage);
      assertThrows(Manifest.DamageException.class, () -> Manifest.read(garbage));
      assertEquals(CatalogState.EMPTY, Manifest.salvage(garbage).state());
    }
    for (String text : List.of("", "\n", "{}\n", "[]\n", "null\n", "{\"format\":\"1\"}\n")) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      assertThrows(Manifest.DamageException.class, () -> Manifest.read(bytes), text);
    }
  }

  @Test
  void newerFormatIsToldFromDamage() {
    byte[] newer = "{\"format\":2,\"anything\":true}\nrest".getBytes(StandardCharsets.UTF_8);
    Manifest.NewerFormatException e =
        assertThrows(Manifest.NewerFormatException.class, () -> Manifest.read(newer));
    assertEquals(2, e.format());
  }

  @Test
  void salvageKeepsEveryLineThatIsWhole() throws Exception {
    CatalogState state = random(5);
    String manifest = new String(Manifest.write(state), StandardCharsets.UTF_8);
    String damaged = manifest.replaceFirst("\"volatility\":\"[A-Z]+\"", "\"volatility\":\"NEVER\"");
    assertNotEquals(manifest, damaged);
    Manifest.Salvage salvage = Manifest.salvage(damaged.getBytes(StandardCharsets.UTF_8));
    assertEquals(state.modules(), salvage.state().modules());
    assertEquals(state.functions().size() - 1, salvage.state().functions().size());
    assertTrue(state.functions().entrySet().containsAll(salvage.state().functions().entrySet()));
    assertEquals(1, salvage.lost().size());
    assertTrue(
        salvage.lost().get(0).endsWith("cannot be read: its checksum is wrong"),
        salvage.lost().get(0));
  }
}
