/**
 * Runs a {@link org.wasmudf.rewriter.plan.StatementPlan.Stream}: rows of the target become batches,
 * guests evaluate them on Arrow vectors, and the caller reads a {@code java.sql.ResultSet}.
 */
@NullMarked
package org.wasmudf.jdbc.internal.stream;

import org.jspecify.annotations.NullMarked;
