package org.wasmudf.jdbc.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "jdbc:h2:mem:demo jdbc:h2:mem:demo",
        "jdbc:h2:mem:demo;PASSWORD=secret jdbc:h2:mem:demo...",
        "jdbc:postgresql://h:5432/db?password=secret&ssl=true jdbc:postgresql://h:5432/db...",
        "jdbc:mysql://root:secret@h/db jdbc:mysql://root:***@h/db",
        "jdbc:mysql://root:sec?re@t@h/db jdbc:mysql://root:***@h/db",
        "jdbc:oracle:thin:scott/secret@//h:1521/s jdbc:oracle:thin:scott/***@//h:1521/s",
        "jdbc:mysql://(host=h,password=secret)/db jdbc:mysql://...",
        "jdbc:sqlserver://h;password={a;secret} jdbc:sqlserver://h...",
        "jdbc:db2://h:50000/db:user=ann,password=secret;x=1 jdbc:db2://h:50000/db:user=ann,password=***",
        "jdbc:x://h/db:apiToken=se;cret jdbc:x://h/db:apiToken=***"
      })
  void passwordsDoNotReachMessages(String url, String masked) {
    assertEquals(masked, Secrets.mask(url));
  }
}
