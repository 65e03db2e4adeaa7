/** Execution of our own statements: modules, functions and the relations that show them. */
@NullMarked
package org.wasmudf.jdbc.internal.ddl;

import org.jspecify.annotations.NullMarked;
