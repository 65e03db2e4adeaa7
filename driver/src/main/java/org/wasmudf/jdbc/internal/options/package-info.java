/** The URL and its options. */
@NullMarked
package org.wasmudf.jdbc.internal.options;

import org.jspecify.annotations.NullMarked;
