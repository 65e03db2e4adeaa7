package org.wasmudf.integration.pushback;

import java.util.List;
import java.util.stream.Stream;

/** All shapes, in the order of the README's table. */
final class Shapes {
  static final List<Shape> ALL =
      Stream.of(
              ExpressionShapes.ALL,
              JoinShapes.ALL,
              GroupShapes.ALL,
              ChangeShapes.ALL,
              DialectShapes.ALL)
          .flatMap(List::stream)
          .toList();

  private Shapes() {}
}
