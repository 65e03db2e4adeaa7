package org.wasmudf.rewriter.lookup;

import java.util.List;
import org.wasmudf.rewriter.plan.Binding;

/**
 * A statement for the target.
 *
 * @param bindings what each {@code ?} is bound to, in order
 */
public record RenderedSql(String sql, List<Binding> bindings) {
  public RenderedSql {
    bindings = List.copyOf(bindings);
  }
}
