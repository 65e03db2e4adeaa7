package org.wasmudf.integration.pushback;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wasmudf.integration.targets.Target;

/**
 * What each shape gives on each target, as the README shows it: a cell is {@code ✓}, what the
 * target lacks, or {@code refused n} with its reason below the table.
 */
final class ShapeTable {
  static final Path README = Path.of("..", "README.md");
  static final Path FILE = Path.of("target", "push-back-shapes.md");
  private static final String BEGIN = "<!-- push-back shapes -->\n";
  private static final String END = "<!-- end of push-back shapes -->";
  private static final String REFUSED = "refused: ";

  private final Map<String, Map<Target, String>> cells = new LinkedHashMap<>();

  /** The text of a cell, with its reason. */
  static String cell(Outcome outcome) {
    if (outcome instanceof Outcome.Right) {
      return "✓";
    } else if (outcome instanceof Outcome.Sometimes it) {
      return "✓, " + it.where() + " " + REFUSED + it.reason();
    } else if (outcome instanceof Outcome.Refused it) {
      return REFUSED + it.reason();
    } else if (outcome instanceof Outcome.Missing it) {
      return it.reason();
    }
    return "WRONG";
  }

  void put(String shape, Target target, String cell) {
    cells.computeIfAbsent(shape, name -> new EnumMap<>(Target.class)).put(target, cell);
  }

  String get(String shape, Target target) {
    return cells.getOrDefault(shape, Map.of()).getOrDefault(target, "");
  }

  /** The README's table, empty where there is none. */
  static ShapeTable ofReadme() throws IOException {
    ShapeTable table = new ShapeTable();
    String readme = Files.readString(README);
    int begin = readme.indexOf(BEGIN);
    if (begin < 0) {
      return table;
    }
    List<String> lines =
        readme.substring(begin + BEGIN.length(), readme.indexOf(END)).lines().toList();
    Map<String, String> reasons =
        lines.stream()
            .filter(line -> line.matches("\\d+\\. .*"))
            .collect(
                Collectors.toMap(
                    line -> line.substring(0, line.indexOf('.')),
                    line -> line.substring(line.indexOf(' ') + 1)));
    for (String line : lines) {
      String[] parts = line.split(" *\\| *", -1);
      if (!line.startsWith("| ") || parts.length != Target.values().length + 3) {
        continue;
      }
      int column = 2;
      for (Target target : Target.values()) {
        String cell = parts[column++];
        int number = cell.indexOf("refused ");
        table.put(
            parts[1],
            target,
            number < 0
                ? cell
                : cell.substring(0, number)
                    + REFUSED
                    + reasons.get(cell.substring(number + "refused ".length())));
      }
    }
    return table;
  }

  /** With the cells of targets that did not run taken from another table. */
  String markdown(ShapeTable other) {
    List<String> reasons = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    lines.add(
        Stream.of(Target.values())
            .map(Target::product)
            .collect(Collectors.joining(" | ", "| shape | ", " |")));
    lines.add("|---".repeat(Target.values().length + 1) + "|");
    for (Shape shape : Shapes.ALL) {
      StringBuilder line = new StringBuilder("| ").append(shape.name()).append(" |");
      for (Target target : Target.values()) {
        String cell = get(shape.name(), target);
        String full = cell.isEmpty() ? other.get(shape.name(), target) : cell;
        line.append(' ').append(numbered(full, reasons)).append(" |");
      }
      lines.add(line.toString());
    }
    if (!reasons.isEmpty()) {
      lines.add("");
      lines.add("Refused because:");
      lines.add("");
      for (int i = 0; i < reasons.size(); i++) {
        lines.add((i + 1) + ". " + reasons.get(i));
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private static String numbered(String cell, List<String> reasons) {
    int refused = cell.indexOf(REFUSED);
    if (refused < 0) {
      return cell;
    }
    String reason = cell.substring(refused + REFUSED.length());
    if (!reasons.contains(reason)) {
      reasons.add(reason);
    }
    return cell.substring(0, refused) + "refused " + (reasons.indexOf(reason) + 1);
  }

  /** Puts a table between the README's two marks. */
  static void writeReadme(String markdown) throws IOException {
    String readme = Files.readString(README);
    int begin = readme.indexOf(BEGIN) + BEGIN.length();
    Files.writeString(
        README,
        readme.substring(0, begin)
            + "\n"
            + markdown
            + "\n"
            + readme.substring(readme.indexOf(END)));
  }
}
