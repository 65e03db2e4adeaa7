package org.wasmudf.store;

import java.util.List;
import java.util.Random;

/** Any type, for round trips. */
final class RandomTypes {
  private static final List<Integer> BITS = List.of(8, 16, 32, 64);

  private RandomTypes() {}

  static SqlType next(Random random, int arrays) {
    return switch (random.nextInt(arrays == 0 ? 13 : 14)) {
      case 0 -> new SqlType.Bool();
      case 1 -> new SqlType.Int(BITS.get(random.nextInt(4)), random.nextBoolean());
      case 2 -> new SqlType.Int128(random.nextBoolean());
      case 3 -> new SqlType.FloatingPoint(random.nextBoolean() ? 32 : 64);
      case 4 -> {
        int precision = 1 + random.nextInt(76);
        yield new SqlType.Decimal(precision, random.nextInt(precision + 1));
      }
      case 5 -> new SqlType.Text(1 + random.nextInt(Integer.MAX_VALUE - 1));
      case 6 -> new SqlType.Text(SqlType.Text.UNBOUNDED);
      case 7 -> new SqlType.Binary(1 + random.nextInt(100));
      case 8 -> new SqlType.Binary(SqlType.Text.UNBOUNDED);
      case 9 -> new SqlType.Date();
      case 10 -> new SqlType.Time(random.nextInt(10));
      case 11 -> new SqlType.Timestamp(random.nextInt(10), random.nextBoolean());
      case 12 -> random.nextBoolean() ? new SqlType.Uuid() : new SqlType.Json();
      default -> new SqlType.Array(next(random, arrays - 1));
    };
  }
}
