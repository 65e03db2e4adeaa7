package org.wasmudf.rewriter.plan;

import java.util.List;

/** A part of a {@link Template}. Maps are named by their place in the plan, from 0. */
public sealed interface Piece {
  /** Text as it stands, without parameters. */
  record Sql(String text) implements Piece {}

  /** One {@code ?}. */
  record Parameter(Binding binding) implements Piece {}

  /**
   * The key of an argument in the SELECT list of a collection: what the map is looked up by.
   *
   * @param form for the argument's type
   */
  record Key(KeyForm form, Template argument) implements Piece {}

  /**
   * {@code LEFT JOIN map AS alias ON ...} behind one FROM item: adds at most one row of the map to
   * each row.
   *
   * @param alias unlike any name in the user's text
   * @param arguments in the map's order
   */
  record Join(int map, String alias, List<Template> arguments) implements Piece {
    public Join {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * The result of a call, read from the joined row. Raises on the target where the row is missing
   * or the function failed on it; an argument that makes the result NULL needs no row.
   */
  record JoinedValue(int map, String alias, List<Template> arguments) implements Piece {
    public JoinedValue {
      arguments = List.copyOf(arguments);
    }
  }

  /** The result of a call as a scalar subquery over the map; raises as a joined value does. */
  record Lookup(int map, String alias, List<Template> arguments) implements Piece {
    public Lookup {
      arguments = List.copyOf(arguments);
    }
  }
}
