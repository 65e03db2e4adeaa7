/** Tests of the driver as its users see it. */
@NullMarked
package org.wasmudf.jdbc;

import org.jspecify.annotations.NullMarked;
