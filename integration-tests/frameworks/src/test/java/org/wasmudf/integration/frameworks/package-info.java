/** Frameworks and tools through the shaded jar: their ordinary work, and functions beside it. */
@NullMarked
package org.wasmudf.integration.frameworks;

import org.jspecify.annotations.NullMarked;
