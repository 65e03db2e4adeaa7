/**
 * Stands in for SLF4J inside the shaded jar, where the libraries' references to it are relocated
 * to. They use few methods of it, and SLF4J itself would print to standard error that it has no
 * provider.
 */
@NullMarked
package org.wasmudf.shaded.org.slf4j;

import org.jspecify.annotations.NullMarked;
