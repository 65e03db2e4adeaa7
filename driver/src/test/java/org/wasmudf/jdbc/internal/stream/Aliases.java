package org.wasmudf.jdbc.internal.stream;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Bodies of H2 aliases: the same functions in plain H2. */
public final class Aliases {
  private Aliases() {}

  public static @Nullable Boolean bool(@Nullable Boolean value) {
    return value;
  }

  public static @Nullable Long integer(@Nullable Long value) {
    return value;
  }

  public static @Nullable Double number(@Nullable Double value) {
    return value;
  }

  public static @Nullable Float real(@Nullable Float value) {
    return value;
  }

  public static @Nullable BigDecimal decimal(@Nullable BigDecimal value) {
    return value;
  }

  public static @Nullable String text(@Nullable String value) {
    return value;
  }

  public static byte @Nullable [] binary(byte @Nullable [] value) {
    return value;
  }

  public static @Nullable LocalDate date(@Nullable LocalDate value) {
    return value;
  }

  public static @Nullable LocalTime time(@Nullable LocalTime value) {
    return value;
  }

  public static @Nullable LocalDateTime timestamp(@Nullable LocalDateTime value) {
    return value;
  }

  public static @Nullable OffsetDateTime instant(@Nullable OffsetDateTime value) {
    return value;
  }

  public static @Nullable UUID uuid(@Nullable UUID value) {
    return value;
  }
}
