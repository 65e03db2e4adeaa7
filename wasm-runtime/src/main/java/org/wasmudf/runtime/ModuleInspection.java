package org.wasmudf.runtime;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wasmudf.runtime.internal.module.Allocator;
import org.wasmudf.runtime.internal.module.ExternKind;
import org.wasmudf.runtime.internal.module.Import;
import org.wasmudf.runtime.internal.module.Limits;
import org.wasmudf.runtime.internal.module.ParsedModule;
import org.wasmudf.store.Hash;

/**
 * What a module needs and offers: the result of {@link WasmRuntime#inspect}. Immutable. A module
 * that has one is valid WebAssembly, uses accepted features only, and imports only what the host
 * gives.
 */
public final class ModuleInspection {
  private final ParsedModule module;
  private final Hash hash;
  private final @Nullable Allocator allocator;

  ModuleInspection(ParsedModule module) {
    this.module = module;
    this.hash = Hash.of(module.bytes());
    this.allocator = Allocator.find(module);
  }

  /** A function that the module exports. */
  public record ExportedFunction(String name, String wasmType) {}

  /** The name that {@link WasmRuntime#inspect} was given. */
  public String module() {
    return module.name();
  }

  /** SHA-256 of the bytes. */
  public Hash hash() {
    return hash;
  }

  public long sizeBytes() {
    return module.bytes().length;
  }

  /** {@code module.name} of each import, in order. */
  public List<String> imports() {
    return module.imports().stream().map(Import::display).toList();
  }

  /** The exported functions in order, with types such as {@code (i64, i64) -> i64}. */
  public List<ExportedFunction> functions() {
    return module.exports().stream()
        .filter(export -> export.kind() == ExternKind.FUNCTION)
        .map(export -> new ExportedFunction(export.name(), module.type(export.index()).toString()))
        .toList();
  }

  /** The names of the exported functions, in order. */
  public List<String> functionNames() {
    return functions().stream().map(ExportedFunction::name).toList();
  }

  /** Names of the WebAssembly features that it uses beyond the MVP, such as {@code SIMD}. */
  public List<String> features() {
    return module.features().keySet().stream()
        .sorted()
        .map(feature -> feature.label())
        .collect(Collectors.toList());
  }

  /** Initial size of its memory in bytes, 0 where it has none. */
  public long memoryMinBytes() {
    Limits memory = module.memory();
    return memory == null ? 0 : memory.min() << 16;
  }

  /** Maximal size of its memory in bytes, or -1 where it states none. */
  public long memoryMaxBytes() {
    Limits memory = module.memory();
    return memory == null || !memory.hasMax() ? -1 : memory.max() << 16;
  }

  /** The allocator that the host takes its areas from, such as {@code malloc}, or null. */
  public @Nullable String allocator() {
    return allocator == null ? null : allocator.allocate();
  }

  /** The text of its {@code wasm_udf} section: SQL signatures, one a line; null without one. */
  public @Nullable String signatures() {
    return module.signatures();
  }

  /** Whether it has a start function or exports {@code _initialize}: code that runs at load. */
  public boolean runsAtStart() {
    return module.start() >= 0 || module.function("_initialize") != null;
  }

  /** Bytes of the largest function body; Endive's code runs slowly far above 8 KiB. */
  public int largestFunctionBytes() {
    return module.code().largestBody();
  }

  ParsedModule parsed() {
    return module;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "module %s (%s, %d bytes)",
        module.name(),
        hash.hex().substring(0, 12),
        sizeBytes());
  }

  Map<Integer, String> names() {
    return module.names();
  }
}
