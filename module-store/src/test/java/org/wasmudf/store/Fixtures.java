package org.wasmudf.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Modules and functions to register; the store takes any bytes. */
final class Fixtures {
  static final SqlType INTEGER = new SqlType.Int(32, true);
  static final SqlType DOUBLE = new SqlType.FloatingPoint(64);
  static final Instant CREATED = Instant.parse("2026-02-03T04:05:06.789012Z");

  private Fixtures() {}

  /** A module whose bytes are this text. */
  static ModuleImage image(String name, String content) {
    return new ModuleImage(
        name,
        content.getBytes(StandardCharsets.UTF_8),
        List.of("env.abort"),
        List.of("f", "g"),
        List.of("simd"),
        null);
  }

  static Hash hash(String content) {
    return Hash.of(content.getBytes(StandardCharsets.UTF_8));
  }

  static FunctionDefinition function(String name, ModuleImage module, SqlType... types) {
    return function(name, module.name(), module.hash(), false, types);
  }

  static FunctionDefinition temporary(String name, ModuleImage module, SqlType... types) {
    return function(name, module.name(), module.hash(), true, types);
  }

  static FunctionDefinition function(
      String name, String module, Hash hash, boolean temporary, SqlType... types) {
    List<Parameter> parameters = new ArrayList<>();
    for (SqlType type : types) {
      parameters.add(new Parameter(null, type));
    }
    return new FunctionDefinition(
        name,
        FunctionKind.SCALAR,
        new FunctionSignature(parameters, INTEGER),
        Abi.ROW_DIRECT,
        NullHandling.RETURNS_NULL_ON_NULL_INPUT,
        Volatility.DETERMINISTIC,
        false,
        false,
        temporary,
        module,
        hash,
        "f",
        Map.of(),
        null,
        CREATED);
  }

  /** Names of all functions, with their types. */
  static List<String> functions(Catalog catalog) {
    return catalog.functions().stream().map(FunctionDefinition::display).toList();
  }
}
