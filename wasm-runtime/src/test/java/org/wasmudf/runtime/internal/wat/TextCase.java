package org.wasmudf.runtime.internal.wat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A text and what is expected of it. In the files each case is a line {@code === name}, the text, a
 * line {@code ---} and the expectation.
 */
record TextCase(String name, String text, String expected) {

  static List<TextCase> read(String resource) {
    String file = content(resource);
    List<TextCase> cases = new ArrayList<>();
    int start = file.indexOf("\n=== ");
    while (start >= 0) {
      int end = file.indexOf("\n=== ", start + 1);
      cases.add(parse(file.substring(start + 5, end < 0 ? file.length() : end)));
      start = end;
    }
    return cases;
  }

  private static TextCase parse(String block) {
    int title = block.indexOf('\n');
    int split = block.indexOf("\n---\n");
    return new TextCase(
        block.substring(0, title),
        block.substring(title + 1, split),
        block.substring(split + 5).strip());
  }

  private static String content(String resource) {
    try (InputStream in = Objects.requireNonNull(TextCase.class.getResourceAsStream(resource))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
