package org.wasmudf.rewriter.lookup;

import java.util.List;
import java.util.Optional;
import org.wasmudf.rewriter.dialect.Dialect;
import org.wasmudf.rewriter.plan.KeyForm;
import org.wasmudf.rewriter.plan.ResultMap;
import org.wasmudf.rewriter.plan.TargetColumn;
import org.wasmudf.rewriter.plan.Template;
import org.wasmudf.store.SqlType;

/** What lookups of results look like in one dialect. */
public interface Lookups {
  /** Of a dialect; empty where we know of no exact way to look up results there. */
  static Optional<Lookups> of(Dialect dialect) {
    return Optional.ofNullable(LookupDialects.find(dialect));
  }

  /**
   * The key of an argument of this type.
   *
   * @return empty where no expression tells its values apart exactly
   */
  Optional<KeyForm> key(TargetColumn argument);

  /** The type of a column for results; empty where the database has none that holds them all. */
  Optional<String> resultType(SqlType type);

  /**
   * The statement's text.
   *
   * @param forms how each map reaches the target, in the order of the plan
   */
  RenderedSql render(Template template, List<ResultMap> maps, List<? extends MapForm> forms);
}
