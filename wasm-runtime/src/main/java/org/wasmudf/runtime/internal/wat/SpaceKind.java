package org.wasmudf.runtime.internal.wat;

/** The index spaces and what messages call their entries (Core Specification 2.0, 6.6.1). */
enum SpaceKind {
  TYPE("type", "types", "a type index"),
  FUNCTION("function", "functions", "a function index"),
  TABLE("table", "tables", "a table index"),
  MEMORY("memory", "memories", "a memory index"),
  GLOBAL("global", "globals", "a global index"),
  ELEMENTS("element segment", "element segments", "an element segment index"),
  DATA("data segment", "data segments", "a data segment index"),
  PARAMETER("parameter", "parameters", "a parameter index"),
  LOCAL("local", "locals", "a local index"),
  LABEL("label", "labels around it", "a label");

  private final String noun;
  private final String plural;
  private final String index;

  SpaceKind(String noun, String plural, String index) {
    this.noun = noun;
    this.plural = plural;
    this.index = index;
  }

  String noun() {
    return noun;
  }

  String plural() {
    return plural;
  }

  /** What a missing index is called. */
  String index() {
    return index;
  }
}
