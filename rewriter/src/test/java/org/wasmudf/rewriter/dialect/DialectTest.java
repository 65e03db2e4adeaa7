package org.wasmudf.rewriter.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wasmudf.store.SqlType;
import org.wasmudf.store.SqlTypes;
import org.wasmudf.store.TypeSyntaxException;

final class DialectTest {
  private static Dialect of(String settings) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:" + settings)) {
      return Dialect.of(connection.getMetaData());
    }
  }

  @Test
  void h2SaysItselfWhatItMakesOfNames() throws SQLException {
    assertEquals(Dialect.H2, of(""));
    assertEquals(IdentifierCase.LOWER, of(";DATABASE_TO_LOWER=TRUE").identifierCase());
    assertEquals(IdentifierCase.AS_WRITTEN, of(";DATABASE_TO_UPPER=FALSE").identifierCase());
  }

  @Test
  void productNamesChooseTheDialect() {
    assertEquals(Dialect.POSTGRESQL, Dialect.named("PostgreSQL"));
    assertEquals(Dialect.MYSQL, Dialect.named("MariaDB"));
    assertEquals(Dialect.GENERIC, Dialect.named("Something else"));
    assertEquals(Dialect.GENERIC, Dialect.named(null));
  }

  @Test
  void quotedNamesDoubleTheirQuotes() {
    assertEquals("\"a\"\"b\"", Dialect.H2.quoted("a\"b"));
    assertEquals("`a``b`", Dialect.MYSQL.quoted("a`b"));
  }

  @Test
  void h2CastsToEveryTypeThatHasAName() throws SQLException, TypeSyntaxException {
    String[] types = {
      "BOOLEAN",
      "TINYINT",
      "SMALLINT",
      "INTEGER",
      "BIGINT",
      "UInt8",
      "UInt16",
      "UInt32",
      "UInt64",
      "Int128",
      "REAL",
      "DOUBLE",
      "DECIMAL(10,2)",
      "DECIMAL(76,38)",
      "VARCHAR",
      "VARCHAR(7)",
      "VARBINARY",
      "DATE",
      "TIME(3)",
      "TIMESTAMP(9)",
      "TIMESTAMP(6) WITH TIME ZONE",
      "UUID",
      "JSON"
    };
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
      for (String type : types) {
        Optional<String> name = CastTypes.H2.name(SqlTypes.parse(type));
        assertTrue(name.isPresent(), type);
        try (PreparedStatement statement =
            connection.prepareStatement("SELECT CAST(? AS " + name.get() + ")")) {
          assertEquals(1, statement.getParameterMetaData().getParameterCount(), type);
        }
      }
    }
  }

  @Test
  void aTypeThatADatabaseDoesNotHaveHasNoName() throws TypeSyntaxException {
    SqlType wide = SqlTypes.parse("DECIMAL(70,2)");
    assertTrue(CastTypes.MYSQL.name(wide).isEmpty());
    assertTrue(CastTypes.SQLITE.name(new SqlType.Date()).isEmpty());
    assertTrue(CastTypes.H2.name(SqlTypes.parse("INTEGER[]")).isEmpty());
  }
}
