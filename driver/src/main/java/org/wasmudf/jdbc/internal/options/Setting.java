package org.wasmudf.jdbc.internal.options;

/**
 * An option in force, for {@code wasmudf.settings}.
 *
 * @param value as written, or the default
 * @param source default, url, property or environment
 */
public record Setting(String name, String value, String source) {}
