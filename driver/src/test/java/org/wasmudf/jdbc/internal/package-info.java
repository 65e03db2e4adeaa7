/** Tests of what the driver is made of. */
@NullMarked
package org.wasmudf.jdbc.internal;

import org.jspecify.annotations.NullMarked;
