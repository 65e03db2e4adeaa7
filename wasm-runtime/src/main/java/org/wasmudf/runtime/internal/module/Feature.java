package org.wasmudf.runtime.internal.module;

/**
 * WebAssembly's proposals beyond the MVP: what guests may use on both engines, on wasmtime alone,
 * or not at all.
 */
public enum Feature {
  MUTABLE_GLOBALS("mutable globals", Where.EVERYWHERE),
  SIGN_EXTENSION("sign extension", Where.EVERYWHERE),
  SATURATING_CONVERSION("saturating conversion", Where.EVERYWHERE),
  MULTI_VALUE("multi-value", Where.EVERYWHERE),
  BULK_MEMORY("bulk memory", Where.EVERYWHERE),
  REFERENCE_TYPES("reference types", Where.EVERYWHERE),
  /** wasmtime 7 does not know it and says so when it compiles. */
  EXTENDED_CONST("extended constant expressions", Where.EVERYWHERE),
  SIMD("SIMD", Where.WASMTIME),
  RELAXED_SIMD("relaxed SIMD", Where.NOWHERE),
  TAIL_CALLS("tail calls", Where.NOWHERE),
  EXCEPTIONS("exceptions", Where.NOWHERE),
  THREADS("threads", Where.NOWHERE),
  MEMORY64("memory64", Where.NOWHERE),
  MULTI_MEMORY("several memories", Where.NOWHERE),
  CUSTOM_PAGE_SIZES("custom page sizes", Where.NOWHERE),
  TYPED_FUNCTION_REFERENCES("typed function references", Where.NOWHERE),
  GC("garbage collection (GC)", Where.NOWHERE),
  WIDE_ARITHMETIC("wide arithmetic", Where.NOWHERE);

  /** Which engines take it. */
  public enum Where {
    EVERYWHERE,
    WASMTIME,
    NOWHERE
  }

  private final String label;
  private final Where where;

  Feature(String label, Where where) {
    this.label = label;
    this.where = where;
  }

  /** The name that messages and {@code wasmudf.modules} use. */
  public String label() {
    return label;
  }

  public Where where() {
    return where;
  }

  /** How to build a module without it. */
  String remedy() {
    return switch (this) {
      case TAIL_CALLS -> "Build without tail calls (clang: -mno-tail-call, no musttail)";
      case EXCEPTIONS -> "Build without exceptions (C++: -fno-exceptions, Rust: panic=abort)";
      case THREADS -> "Build without threads (clang: no -pthread or -matomics)";
      case MEMORY64 -> "Build for wasm32 instead of wasm64";
      case MULTI_MEMORY -> "Build with one memory";
      case GC -> "Build with a compiler that uses linear memory instead of GC objects";
      case RELAXED_SIMD -> "Build without relaxed SIMD (clang: -mno-relaxed-simd)";
      case SIMD -> "Build without SIMD (clang: -mno-simd128), or use engine=wasmtime";
      case WIDE_ARITHMETIC -> "Build without wide arithmetic (clang: -mno-wide-arithmetic)";
      case MUTABLE_GLOBALS,
          SIGN_EXTENSION,
          SATURATING_CONVERSION,
          MULTI_VALUE,
          BULK_MEMORY,
          REFERENCE_TYPES,
          EXTENDED_CONST,
          CUSTOM_PAGE_SIZES,
          TYPED_FUNCTION_REFERENCES ->
          "Build without " + label;
    };
  }
}
