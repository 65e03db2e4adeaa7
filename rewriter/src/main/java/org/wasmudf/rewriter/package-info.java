/** What a statement means: gate, DDL parser, analysis, dialects and plans. Runs nothing. */
@NullMarked
package org.wasmudf.rewriter;

import org.jspecify.annotations.NullMarked;
