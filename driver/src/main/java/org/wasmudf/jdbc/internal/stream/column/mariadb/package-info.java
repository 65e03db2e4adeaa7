/** Columns of MariaDB and of what MariaDB's driver reads: that driver converts their values. */
@NullMarked
package org.wasmudf.jdbc.internal.stream.column.mariadb;

import org.jspecify.annotations.NullMarked;
