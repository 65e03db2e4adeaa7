package org.wasmudf.rewriter.plan;

/**
 * What the target's ResultSetMetaData says of a column.
 *
 * @param jdbcType of java.sql.Types, as the target reports it
 * @param nullable of ResultSetMetaData.columnNoNulls, columnNullable, columnNullableUnknown
 */
public record TargetColumn(
    String label,
    int jdbcType,
    String typeName,
    int precision,
    int scale,
    boolean signed,
    int nullable) {}
