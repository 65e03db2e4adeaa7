package org.wasmudf.jdbc.internal.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionUrlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "h2:mem:demo",
        "postgresql://host:5432/db?user=u&password=a%20b",
        "sqlserver://h;databaseName={a;b}",
        "oracle:thin:scott/tiger@//h:1521/s",
        "mysql://[::1]:3306/db?x=]:",
        "x:wasmudf:wasmudf"
      })
  void theTailGoesToTheTargetByteForByte(String tail) throws SQLException {
    assertEquals("jdbc:" + tail, ConnectionUrl.parse("jdbc:wasmudf:" + tail).target());
    ConnectionUrl bracketed = ConnectionUrl.parse("jdbc:wasmudf:[engine=endive]:" + tail);
    assertEquals("jdbc:" + tail, bracketed.target());
    assertEquals(Map.of("engine", "endive"), bracketed.options());
  }

  @Test
  void theBracketHoldsSeveralOptions() throws SQLException {
    assertEquals(
        Map.of("store", "/srv/my udf", "engine", "auto", "upload", "a=b"),
        ConnectionUrl.parse("jdbc:wasmudf:[store = /srv/my udf; engine=auto;upload=a=b;]:h2:mem:")
            .options());
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:wasmudf:, 08001, The URL names no target",
    "jdbc:wasmudf:[engine=auto]:, 08001, The URL names no target",
    "jdbc:wasmudf:jdbc:h2:mem:, 08001, stands the target's URL without",
    "jdbc:wasmudf:wasmudf:h2:mem:, 08001, and no second wasmudf:",
    "jdbc:wasmudf:jdbc:wasmudf:h2:mem:, 08001, and no second wasmudf:",
    "jdbc:wasmudf:[engine=auto:h2:mem:, 22023, Close the bracket",
    "jdbc:wasmudf:[engine]:h2:mem:, 22023, 'name=value, separated by semicolons, not \"engine\"'",
    "jdbc:wasmudf:[engine=auto;engine=endive]:h2:mem:, 22023, stands twice in the URL"
  })
  void aMalformedUrlSaysWhatIsExpected(String url, String state, String message) {
    SQLException e = assertThrows(SQLException.class, () -> ConnectionUrl.parse(url));
    assertEquals(state, e.getSQLState());
    assertTrue(String.valueOf(e.getMessage()).contains(message), e.getMessage());
  }

  @Test
  void onlyOurPrefixIsOurs() {
    assertTrue(ConnectionUrl.accepts("jdbc:wasmudf:h2:mem:"));
    assertFalse(ConnectionUrl.accepts("jdbc:h2:mem:"));
    assertFalse(ConnectionUrl.accepts(null));
  }
}
