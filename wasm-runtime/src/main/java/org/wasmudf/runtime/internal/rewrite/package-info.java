/** Changes modules on their bytes, before any engine sees them. */
@NullMarked
package org.wasmudf.runtime.internal.rewrite;

import org.jspecify.annotations.NullMarked;
