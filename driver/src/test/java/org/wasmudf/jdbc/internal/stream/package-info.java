/** Tests of the stream execution against real H2. */
@NullMarked
package org.wasmudf.jdbc.internal.stream;

import org.jspecify.annotations.NullMarked;
