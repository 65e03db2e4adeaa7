/** Tests of the caller's objects. */
@NullMarked
package org.wasmudf.jdbc.internal.proxy;

import org.jspecify.annotations.NullMarked;
