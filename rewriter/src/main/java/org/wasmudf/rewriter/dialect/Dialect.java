package org.wasmudf.rewriter.dialect;

import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a target database does in its own way, as far as planning needs to know.
 *
 * @param name for messages and EXPLAIN
 * @param identifierCase of unquoted names
 * @param quote the character around a quoted name
 * @param unaliasedLabel of a function call without alias
 * @param texts what the client may compare itself
 * @param textsWhile the setting that {@code texts} rests on, null where it always holds
 * @param mixedNumbers floating-point against exact numbers
 * @param exponentIsDecimal {@code 1e0} is an exact number, not a floating-point one
 * @param hexIsBinary {@code X'..'} is a byte string
 * @param callIsExpression CALL evaluates any expression, so that a function's name behind it is a
 *     function and not a procedure
 * @param numbersAreConditions a number is a condition: TRUE where it is not 0
 */
public record Dialect(
    String name,
    Lexical lexical,
    IdentifierCase identifierCase,
    char quote,
    UnaliasedLabel unaliasedLabel,
    TextComparison texts,
    @Nullable SettingCheck textsWhile,
    MixedNumbers mixedNumbers,
    boolean exponentIsDecimal,
    boolean hexIsBinary,
    boolean callIsExpression,
    boolean numbersAreConditions,
    CastTypes castTypes) {

  public static final Dialect H2 =
      new Dialect(
          "H2",
          new Lexical(false, false, true, false, true, false, true, false, false),
          IdentifierCase.UPPER,
          '"',
          UnaliasedLabel.PRINTED,
          TextComparison.UTF16,
          new SettingCheck(
              "SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS"
                  + " WHERE SETTING_NAME = 'COLLATION'",
              "OFF"),
          MixedNumbers.AS_SHORTEST_DECIMAL,
          false,
          true,
          true,
          true,
          CastTypes.H2);

  /** Equality is by bytes in every deterministic collation; a column may have another one. */
  public static final Dialect POSTGRESQL =
      new Dialect(
          "PostgreSQL",
          new Lexical(false, false, false, false, true, false, true, true, false),
          IdentifierCase.LOWER,
          '"',
          UnaliasedLabel.FUNCTION_NAME,
          TextComparison.EQUALITY_OF_VALUES,
          null,
          MixedNumbers.AS_DOUBLE,
          true,
          false,
          false,
          false,
          CastTypes.POSTGRESQL);

  /** MariaDB and MySQL: default collations ignore case. */
  public static final Dialect MYSQL =
      new Dialect(
          "MySQL",
          new Lexical(true, true, true, false, false, true, false, false, true),
          IdentifierCase.AS_WRITTEN,
          '`',
          UnaliasedLabel.SOURCE_TEXT,
          TextComparison.NONE,
          null,
          MixedNumbers.AS_DOUBLE,
          false,
          true,
          false,
          true,
          CastTypes.MYSQL);

  /** Columns carry collation and affinity of their own, so only values compare by themselves. */
  public static final Dialect SQLITE =
      new Dialect(
          "SQLite",
          new Lexical(false, false, true, true, false, false, false, false, false),
          IdentifierCase.AS_WRITTEN,
          '"',
          UnaliasedLabel.SOURCE_TEXT,
          TextComparison.EQUALITY_OF_VALUES,
          null,
          MixedNumbers.UNKNOWN,
          false,
          true,
          false,
          true,
          CastTypes.SQLITE);

  public static final Dialect DUCKDB =
      new Dialect(
          "DuckDB",
          new Lexical(false, false, false, false, true, false, true, false, false),
          IdentifierCase.AS_WRITTEN,
          '"',
          UnaliasedLabel.SOURCE_TEXT,
          TextComparison.EQUALITY_OF_VALUES,
          new SettingCheck("SELECT current_setting('default_collation')", ""),
          MixedNumbers.AS_DOUBLE,
          false,
          false,
          false,
          true,
          CastTypes.DUCKDB);

  /** A database that nothing is known of: what could differ is refused. */
  public static final Dialect GENERIC =
      new Dialect(
          "generic",
          Lexical.STANDARD,
          IdentifierCase.UPPER,
          '"',
          UnaliasedLabel.SOURCE_TEXT,
          TextComparison.NONE,
          null,
          MixedNumbers.UNKNOWN,
          false,
          false,
          true,
          false,
          CastTypes.STANDARD);

  /**
   * The dialect of a target, by its product name; case and quote of names are what it says itself.
   *
   * @throws SQLException the target's own
   */
  public static Dialect of(DatabaseMetaData metaData) throws SQLException {
    Dialect known = named(metaData.getDatabaseProductName());
    if (!known.equals(H2) && !known.equals(GENERIC)) {
      return known;
    }
    // H2 can be set to any of the three (DATABASE_TO_UPPER, DATABASE_TO_LOWER).
    IdentifierCase folding =
        metaData.storesUpperCaseIdentifiers()
            ? IdentifierCase.UPPER
            : metaData.storesLowerCaseIdentifiers()
                ? IdentifierCase.LOWER
                : IdentifierCase.AS_WRITTEN;
    String quote = metaData.getIdentifierQuoteString();
    char mark = quote == null || quote.isBlank() ? known.quote : quote.charAt(0);
    return known.with(folding, mark);
  }

  /** The dialect of a product name as DatabaseMetaData.getDatabaseProductName gives it. */
  public static Dialect named(@Nullable String productName) {
    String name = productName == null ? "" : productName.toLowerCase(Locale.ROOT);
    return switch (name) {
      case "h2" -> H2;
      case "postgresql" -> POSTGRESQL;
      case "mysql", "mariadb" -> MYSQL;
      case "sqlite" -> SQLITE;
      case "duckdb" -> DUCKDB;
      default -> GENERIC;
    };
  }

  private Dialect with(IdentifierCase folding, char mark) {
    return new Dialect(
        name,
        lexical,
        folding,
        mark,
        unaliasedLabel,
        texts,
        textsWhile,
        mixedNumbers,
        exponentIsDecimal,
        hexIsBinary,
        callIsExpression,
        numbersAreConditions,
        castTypes);
  }

  /** A name in this database's quotes. */
  public String quoted(String identifier) {
    String mark = String.valueOf(quote);
    String close = quote == '[' ? "]" : mark;
    return mark + identifier.replace(close, close + close) + close;
  }
}
