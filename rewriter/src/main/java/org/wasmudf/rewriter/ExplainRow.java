package org.wasmudf.rewriter;

import org.jspecify.annotations.Nullable;

/**
 * A row of EXPLAIN WASM.
 *
 * @param step from 1, in the order of execution
 * @param way pass-through, fold or stream
 * @param place target or client
 * @param sql what runs there
 * @param rowsEstimate rows that the step returns at most, null where that is not known
 */
public record ExplainRow(
    int step, String way, String place, String sql, String reason, @Nullable Long rowsEstimate) {}
