/** Columns that read as those of PostgreSQL's own driver, pgjdbc. */
@NullMarked
package org.wasmudf.jdbc.internal.stream.column.postgresql;

import org.jspecify.annotations.NullMarked;
