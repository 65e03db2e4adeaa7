/**
 * Stands in for Arrow's access to memory on JDK 24 and newer, where {@code sun.misc.Unsafe} prints
 * warnings and later JDKs forbid it.
 */
@NullMarked
package org.wasmudf.shaded.org.apache.arrow.memory.util;

import org.jspecify.annotations.NullMarked;
