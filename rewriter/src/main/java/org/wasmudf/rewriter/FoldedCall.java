package org.wasmudf.rewriter;

import org.wasmudf.rewriter.parse.Span;
import org.wasmudf.rewriter.plan.ValueExpr;

/**
 * A call that is evaluated once, at execute.
 *
 * @param span what it replaces in the user's text
 * @param sql {@code CAST(? AS T)} in the target's own type names
 */
record FoldedCall(UdfCall origin, Span span, ValueExpr.Call call, String sql) {}
