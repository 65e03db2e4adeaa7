package org.wasmudf.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NameListTest {
  @Test
  void fewNamesAreAllThere() {
    assertEquals("none", NameList.of(List.of()));
    assertEquals("a", NameList.of(List.of("a")));
    assertEquals("a, b", NameList.of(List.of("a", "b")));
  }

  @Test
  void manyNamesEndWithTheirNumber() {
    String list = NameList.of(IntStream.rangeClosed(1, 1000).mapToObj(i -> "f" + i).toList());
    assertTrue(list.startsWith("f1, f2, "), list);
    assertTrue(list.endsWith(", f20 and 980 more"), list);
  }
}
