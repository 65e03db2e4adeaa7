/** Both engines against the same guests. */
@NullMarked
package org.wasmudf.runtime.internal.engine;

import org.jspecify.annotations.NullMarked;
