/** Tests of push-back's parts. */
@NullMarked
package org.wasmudf.jdbc.internal.pushback;

import org.jspecify.annotations.NullMarked;
