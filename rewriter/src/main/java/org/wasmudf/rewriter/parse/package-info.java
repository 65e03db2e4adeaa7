/** Statements as text with positions: tokens, the parsed tree over the user's own text, spans. */
@NullMarked
package org.wasmudf.rewriter.parse;

import org.jspecify.annotations.NullMarked;
