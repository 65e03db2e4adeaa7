package org.wasmudf.runtime.internal.abi;

import java.util.List;
import org.wasmudf.runtime.internal.rewrite.AppendedFunction;

/** A function that was checked against its ABI. */
sealed interface GuestPlan permits RowDirectPlan, ColumnarPlan {
  /** Index of the exported function. */
  int function();

  /** What its module gets appended. */
  List<AppendedFunction> appended();
}
