/** The way of column values into Arrow vectors and back. */
@NullMarked
package org.wasmudf.jdbc.internal.stream.vector;

import org.jspecify.annotations.NullMarked;
