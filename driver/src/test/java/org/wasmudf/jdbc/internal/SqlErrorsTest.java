package org.wasmudf.jdbc.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.store.StoreException;

class SqlErrorsTest {
  /** What makes a pool drop its connection. */
  private static void assertNoPoolReacts(SQLException e) {
    assertSame(SQLException.class, e.getClass());
    assertEquals(5, e.getSQLState().length());
    assertFalse(e.getSQLState().startsWith("08"), e.getSQLState());
    assertFalse(Set.of("0A000", "57P01", "57P02", "57P03", "01002").contains(e.getSQLState()));
  }

  @ParameterizedTest
  @EnumSource(GuestException.Kind.class)
  void everyFailureOfAGuestHasItsState(GuestException.Kind kind) {
    GuestException cause = new GuestException(kind, "what happened");
    SQLException e = SqlErrors.of(cause);
    assertNoPoolReacts(e);
    assertEquals("what happened", e.getMessage());
    assertSame(cause, e.getCause());
  }

  @ParameterizedTest
  @EnumSource(StoreException.Kind.class)
  void everyFailureOfTheStoreHasItsState(StoreException.Kind kind) {
    StoreException cause = new StoreException(kind, "what happened");
    SQLException e = SqlErrors.of(cause);
    assertNoPoolReacts(e);
    assertEquals("what happened", e.getMessage());
    assertSame(cause, e.getCause());
  }

  @ParameterizedTest
  @EnumSource(
      value = SqlState.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"CONNECTION_REFUSED", "OTHER_CURSOR"})
  void noStateOfAnExecutionMakesAPoolReact(SqlState state) {
    assertNoPoolReacts(SqlErrors.of(state, "what happened"));
  }

  /** The one state that does is for connections that are not open yet. */
  @Test
  void aConnectionIsRefusedOnlyWhereItIsOpened() throws IOException {
    assertEquals(
        Set.of("ConnectionUrl.java", "SqlState.java", "TargetDrivers.java", "UrlDriver.java"),
        sourcesWith("CONNECTION_REFUSED"));
    assertEquals(Set.of(), sourcesWith("new SQLTimeoutException"));
    assertEquals(Set.of(), sourcesWith("new SQLFeatureNotSupportedException"));
    assertEquals(Set.of("Runner.java", "SqlState.java"), sourcesWith("OTHER_CURSOR"));
  }

  private static Set<String> sourcesWith(String text) throws IOException {
    Set<String> found = new HashSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.readString(file).contains(text)) {
          found.add(String.valueOf(file.getFileName()));
        }
      }
    }
    return found;
  }

  @Test
  void noTwoStatesShareACode() {
    Set<String> codes = new HashSet<>();
    for (SqlState state : SqlState.values()) {
      assertEquals(5, state.code().length());
      assertEquals(true, codes.add(state.code()), state.code());
    }
  }
}
