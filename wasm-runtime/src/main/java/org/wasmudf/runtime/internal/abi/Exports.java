package org.wasmudf.runtime.internal.abi;

import java.util.List;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.GuestException.Kind;
import org.wasmudf.runtime.internal.module.Export;
import org.wasmudf.runtime.internal.module.ExternKind;
import org.wasmudf.runtime.internal.module.FunctionType;
import org.wasmudf.runtime.internal.module.ParsedModule;
import org.wasmudf.store.FunctionDefinition;
import org.wasmudf.store.NameList;

/** Finds the export that a function is bound to. */
final class Exports {
  private Exports() {}

  /**
   * The index of the exported function.
   *
   * @throws GuestException SIGNATURE_MISMATCH where there is none
   */
  static int find(FunctionDefinition definition, ParsedModule module) throws GuestException {
    return find(definition.export(), module);
  }

  static int find(String name, ParsedModule module) throws GuestException {
    Export export = module.function(name);
    if (export != null) {
      return export.index();
    }
    List<String> exports =
        module.exports().stream()
            .filter(candidate -> candidate.kind() == ExternKind.FUNCTION)
            .map(Export::name)
            .toList();
    throw new GuestException(
        Kind.SIGNATURE_MISMATCH,
        "Module \""
            + module.name()
            + "\" exports no function \""
            + name
            + "\" (exports: "
            + NameList.of(exports)
            + "). Check FROM '"
            + module.name()
            + "' :: '...'.");
  }

  /**
   * Checks the export's type.
   *
   * @throws GuestException SIGNATURE_MISMATCH
   */
  static void check(
      FunctionDefinition definition, ParsedModule module, int function, FunctionType needed)
      throws GuestException {
    FunctionType type = module.type(function);
    if (!type.equals(needed)) {
      throw new GuestException(
          Kind.SIGNATURE_MISMATCH,
          "Export \""
              + definition.export()
              + "\" of module \""
              + module.name()
              + "\" has type "
              + type
              + ", but "
              + definition.display()
              + " RETURNS "
              + definition.signature().returns().sql()
              + " needs "
              + needed
              + " under "
              + definition.abi()
              + ". Declare the types that the export has, or check FROM '"
              + module.name()
              + "' :: '...'.");
    }
  }
}
