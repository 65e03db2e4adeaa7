/** One JMH benchmark for each figure that the README promises. */
@NullMarked
package org.wasmudf.benchmark;

import org.jspecify.annotations.NullMarked;
