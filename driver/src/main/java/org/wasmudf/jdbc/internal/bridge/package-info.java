/** Lets a target that runs in this JVM call the functions itself. */
@NullMarked
package org.wasmudf.jdbc.internal.bridge;

import org.jspecify.annotations.NullMarked;
