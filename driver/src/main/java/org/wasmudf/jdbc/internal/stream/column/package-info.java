/** Columns of a batch on the heap, with the conversions of JDBC's getters. */
@NullMarked
package org.wasmudf.jdbc.internal.stream.column;

import org.jspecify.annotations.NullMarked;
