/** What the driver is made of. Not for users. */
@NullMarked
package org.wasmudf.jdbc.internal;

import org.jspecify.annotations.NullMarked;
