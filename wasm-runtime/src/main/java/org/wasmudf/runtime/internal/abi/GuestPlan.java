package org.wasmudf.runtime.internal.abi;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.wasmudf.runtime.internal.module.ExternKind;
import org.wasmudf.runtime.internal.module.Import;
import org.wasmudf.runtime.internal.module.ParsedModule;
import org.wasmudf.runtime.internal.rewrite.AppendedFunction;

/** A function that was checked against its ABI. */
sealed interface GuestPlan permits RowDirectPlan, ColumnarPlan {
  /** They tell the host why a call is about to end. */
  Set<String> HARMLESS = Set.of("wasmudf.error", "env.abort");

  /** Index of the exported function. */
  int function();

  /** What its module gets appended. */
  List<AppendedFunction> appended();

  /**
   * Whether a call leaves nothing behind, provably: instances need no reset, and calling a row
   * again cannot be seen.
   */
  boolean stateless();

  /** Whether a function can reach no write and no host function but those that end the call. */
  static boolean isStateless(ParsedModule module, int function) {
    BitSet harmless = new BitSet();
    int imported = 0;
    for (Import wanted : module.imports()) {
      if (wanted.kind() == ExternKind.FUNCTION) {
        harmless.set(imported++, HARMLESS.contains(wanted.display()));
      }
    }
    return module.code().keepsNothing(function, harmless);
  }
}
