/** Plans as values: what a statement will do, printable and without any running part. */
@NullMarked
package org.wasmudf.rewriter.plan;

import org.jspecify.annotations.NullMarked;
