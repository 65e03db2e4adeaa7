/**
 * Columns of SQLite: each value has a type of its own, and converts as SQLite and its driver do.
 */
@NullMarked
package org.wasmudf.jdbc.internal.stream.column.sqlite;

import org.jspecify.annotations.NullMarked;
