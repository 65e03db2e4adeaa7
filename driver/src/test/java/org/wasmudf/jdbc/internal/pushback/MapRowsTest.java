package org.wasmudf.jdbc.internal.pushback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.wasmudf.rewriter.plan.KeyForm;
import org.wasmudf.rewriter.plan.ResultMap;
import org.wasmudf.rewriter.plan.Template;
import org.wasmudf.rewriter.plan.ValueExpr;
import org.wasmudf.store.Abi;
import org.wasmudf.store.FunctionDefinition;
import org.wasmudf.store.FunctionKind;
import org.wasmudf.store.FunctionSignature;
import org.wasmudf.store.Hash;
import org.wasmudf.store.NullHandling;
import org.wasmudf.store.SqlType;
import org.wasmudf.store.Volatility;

/** Entries come back as they went in, from the heap and from the disk. */
final class MapRowsTest {
  private static final List<Object> VALUES =
      List.of(
          true,
          false,
          7,
          -7L,
          new BigDecimal("-12.340"),
          1.5f,
          -0.0d,
          "a\uD800é",
          new byte[] {0, -1},
          new UUID(1, 2),
          LocalDate.of(-4712, 1, 1),
          LocalTime.of(23, 59, 59, 999_999_999),
          LocalDateTime.of(2024, 2, 29, 1, 2, 3, 4),
          OffsetDateTime.of(2024, 2, 29, 1, 2, 3, 4, ZoneOffset.ofHours(-5)));

  private static ResultMap map(boolean strict) {
    FunctionDefinition function =
        new FunctionDefinition(
            "f",
            FunctionKind.SCALAR,
            new FunctionSignature(List.of(), new SqlType.Int(64, true)),
            Abi.ROW_DIRECT,
            NullHandling.RETURNS_NULL_ON_NULL_INPUT,
            Volatility.DETERMINISTIC,
            true,
            false,
            false,
            "m",
            Hash.of(new byte[0]),
            "f",
            Map.of(),
            null,
            Instant.EPOCH);
    return new ResultMap(
        new ValueExpr.Call(function, List.of(), false, 0, 3),
        List.of(
            new ResultMap.Argument(
                0, 0, new KeyForm("", "", "BIGINT", "0", KeyForm.Kind.LONG), strict)),
        Template.of(""),
        Template.of(""),
        List.of(),
        "BIGINT",
        "f(x)");
  }

  private static List<String> all(MapRows rows) throws SQLException {
    List<String> all = new ArrayList<>();
    rows.read((keys, status, result) -> all.add(text(keys.get(0)) + status + text(result)));
    return all;
  }

  private static String text(@Nullable Object value) {
    return value instanceof byte[] bytes
        ? Arrays.toString(bytes)
        : value + (value == null ? "" : value.getClass().getSimpleName());
  }

  @Test
  void valuesOfEveryKindComeBack() throws SQLException {
    List<String> expected = new ArrayList<>();
    try (MapRows heap = new MapRows(map(false), new Failures(), 1 << 20);
        MapRows disk = new MapRows(map(false), new Failures(), 10)) {
      List<@Nullable Object> values = new ArrayList<>(VALUES);
      values.add(null);
      for (Object value : values) {
        heap.tuple(Collections.singletonList(value), value, null);
        disk.tuple(Collections.singletonList(value), value, null);
        expected.add(text(value) + 0 + text(value));
      }
      assertTrue(disk.onDisk());
      assertEquals(expected, all(heap));
      assertEquals(expected, all(disk));
      assertEquals(expected, all(disk), "a second time");
    }
  }

  @Test
  void tupleComesOnceAndFailuresAreNumbered() throws SQLException {
    Failures failures = new Failures();
    SQLException failure = new SQLException("it failed");
    try (MapRows rows = new MapRows(map(true), failures, 1 << 20)) {
      for (int i = 0; i < 10_000; i++) {
        rows.tuple(List.of((long) i % 5_000), "r", null);
      }
      rows.tuple(List.of("x".getBytes(StandardCharsets.UTF_8)), null, failure);
      rows.tuple(Collections.singletonList(null), "never", null);
      List<String> all = all(rows);
      assertEquals(5_001, rows.count());
      assertEquals("0Long0rString", all.get(0));
      assertEquals("[120]1null", all.get(5_000));
      assertEquals(failure, failures.get(1));
    }
  }
}
