/** Tests of URL and options. */
@NullMarked
package org.wasmudf.jdbc.internal.options;

import org.jspecify.annotations.NullMarked;
