/** Columns of DuckDB: they convert as its driver does. */
@NullMarked
package org.wasmudf.jdbc.internal.stream.column.duckdb;

import org.jspecify.annotations.NullMarked;
