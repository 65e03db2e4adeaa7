package org.wasmudf.rewriter.dialect;

/**
 * A fact that holds only while a session setting has its default.
 *
 * @param query returns one row with one text; no row or NULL counts as {@code value}
 * @param value what it must be, in any case
 */
public record SettingCheck(String query, String value) {}
