package org.wasmudf.runtime.internal.module;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A valid module: its bytes and what they say.
 *
 * @param name the name that messages use
 * @param bytes shared, never written to
 * @param functionTypes type index of each function, imported ones first
 * @param memory null where it has none
 * @param globals all of them, imported ones first
 * @param start index of the start function, or -1
 * @param features those that it uses, with the offset of the first use
 * @param names function names from the name section
 * @param signatures text of its {@code wasm_udf} sections, null where it has none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the arrays are shared and not written
public record ParsedModule(
    String name,
    byte[] bytes,
    List<Section> sections,
    List<FunctionType> types,
    int[] functionTypes,
    int importedFunctions,
    List<Import> imports,
    List<Export> exports,
    @Nullable Limits memory,
    List<Limits> tables,
    List<GlobalType> globals,
    int start,
    Map<Feature, Integer> features,
    Map<Integer, String> names,
    @Nullable String signatures,
    CodeFacts code) {

  /** The type of a function. */
  public FunctionType type(int function) {
    return types.get(functionTypes[function]);
  }

  /** The export of this name and kind, or null. */
  public @Nullable Export export(String exportName, ExternKind kind) {
    for (Export export : exports) {
      if (export.kind() == kind && export.name().equals(exportName)) {
        return export;
      }
    }
    return null;
  }

  /** The exported function of this name, or null. */
  public @Nullable Export function(String exportName) {
    return export(exportName, ExternKind.FUNCTION);
  }

  /** The section with this id, or null. */
  public @Nullable Section section(int id) {
    for (Section section : sections) {
      if (section.id() == id) {
        return section;
      }
    }
    return null;
  }
}
