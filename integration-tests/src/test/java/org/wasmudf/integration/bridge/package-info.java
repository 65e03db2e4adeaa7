/** SQLite calls the functions itself, wherever a function may stand. */
@NullMarked
package org.wasmudf.integration.bridge;

import org.jspecify.annotations.NullMarked;
