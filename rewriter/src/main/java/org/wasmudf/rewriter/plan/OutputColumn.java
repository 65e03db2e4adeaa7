package org.wasmudf.rewriter.plan;

/**
 * A column that the caller sees.
 *
 * @param label as the target would label it
 * @param value a pushed column (whose metadata is the target's own) or a call
 */
public record OutputColumn(String label, ValueExpr value) {}
