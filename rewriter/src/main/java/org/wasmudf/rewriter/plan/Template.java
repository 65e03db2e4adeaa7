package org.wasmudf.rewriter.plan;

import java.util.List;

/** A statement that is finished once it is known how each map of results reaches the target. */
public record Template(List<Piece> pieces) {
  public Template {
    pieces = List.copyOf(pieces);
  }

  /** A template of text alone. */
  public static Template of(String sql) {
    return new Template(List.of(new Piece.Sql(sql)));
  }
}
