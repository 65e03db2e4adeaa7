package org.wasmudf.integration.pushback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.wasmudf.integration.targets.EachTarget;
import org.wasmudf.integration.targets.Target;

/**
 * Every shape on every target gives what the target gives for the same statement with a function of
 * its own, or is refused; which of both, the README's table says. {@code
 * -Dwasmudf.pushback.write=true} writes that table anew; without it, it is in {@code
 * target/push-back-shapes.md}.
 */
final class ShapesTest {
  private static final ShapeTable FOUND = new ShapeTable();

  @Test
  void thereAreEnoughAndTheirNamesDiffer() {
    List<String> names = Shapes.ALL.stream().map(Shape::name).toList();
    assertEquals(names.stream().distinct().toList(), names);
    assertTrue(names.size() >= 60, "shapes");
  }

  @EachTarget
  void shapesAreRightOrRefused(Target target) throws SQLException, IOException {
    List<String> wrong = new ArrayList<>();
    try (ShapeRunner runner = new ShapeRunner(target)) {
      for (Shape shape : Shapes.ALL) {
        Outcome outcome = runner.run(shape);
        FOUND.put(shape.name(), target, ShapeTable.cell(outcome));
        if (outcome instanceof Outcome.Wrong it) {
          wrong.add(shape + ": " + it.how());
        }
      }
    }
    Files.write(Path.of("target", "push-back-wrong-" + target + ".txt"), wrong);
    assertTrue(wrong.isEmpty(), () -> wrong.size() + " wrong:\n" + String.join("\n", wrong));
    assertAsInReadme(target);
  }

  private static void assertAsInReadme(Target target) throws IOException {
    if (Boolean.getBoolean("wasmudf.pushback.write")) {
      return;
    }
    ShapeTable readme = ShapeTable.ofReadme();
    List<String> changed = new ArrayList<>();
    for (Shape shape : Shapes.ALL) {
      String expected = readme.get(shape.name(), target);
      String found = FOUND.get(shape.name(), target);
      if (!expected.equals(found)) {
        changed.add(shape + ": \"" + expected + "\" in README.md, now \"" + found + "\"");
      }
    }
    assertTrue(
        changed.isEmpty(),
        () ->
            "README.md's table of shapes is not what happens. If it became better, write it anew"
                + " with -Dwasmudf.pushback.write=true or from target/push-back-shapes.md:\n"
                + String.join("\n", changed));
  }

  @AfterAll
  static void write() throws IOException {
    String markdown = FOUND.markdown(ShapeTable.ofReadme());
    Files.writeString(ShapeTable.FILE, markdown);
    if (Boolean.getBoolean("wasmudf.pushback.write")) {
      ShapeTable.writeReadme(markdown);
    }
  }
}
