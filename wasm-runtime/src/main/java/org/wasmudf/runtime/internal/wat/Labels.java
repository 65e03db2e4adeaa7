package org.wasmudf.runtime.internal.wat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The labels of the blocks around an instruction. An inner label hides an outer one of the same
 * name; looking one up takes the same time at any depth.
 */
final class Labels {
  /**
   * @param hidden depth of the label of the same name that this one hides, or -1
   */
  private record Label(@Nullable String name, int hidden) {}

  private final List<Label> labels = new ArrayList<>();
  private final Map<String, Integer> depthByName = new HashMap<>();

  void push(@Nullable String name) {
    Integer hidden = name == null ? null : depthByName.put(name, labels.size());
    labels.add(new Label(name, hidden == null ? -1 : hidden));
  }

  void pop() {
    Label label = labels.remove(labels.size() - 1);
    if (label.name() != null) {
      if (label.hidden() < 0) {
        depthByName.remove(label.name());
      } else {
        depthByName.put(label.name(), label.hidden());
      }
    }
  }

  /** Reads a label by name or number, as the count of blocks to leave. */
  int expect(Cursor cursor) throws WatSyntaxException {
    if (!cursor.at(TokenKind.IDENTIFIER)) {
      return cursor.expectU32(SpaceKind.LABEL.index());
    }
    Integer depth = depthByName.get(cursor.identifierName());
    if (depth == null) {
      throw Suggestions.unknownName(cursor, SpaceKind.LABEL, names());
    }
    cursor.advance();
    return labels.size() - 1 - depth;
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    for (Label label : labels) {
      if (label.name() != null) {
        names.add(label.name());
      }
    }
    return names;
  }
}
