/** The JDBC driver: {@code jdbc:wasmudf:<URL of the target without jdbc:>}. */
@NullMarked
package org.wasmudf.jdbc;

import org.jspecify.annotations.NullMarked;
