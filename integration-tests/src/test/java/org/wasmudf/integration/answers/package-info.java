/** Right answers, against the same functions in Java, and within the memory that is promised. */
@NullMarked
package org.wasmudf.integration.answers;

import org.jspecify.annotations.NullMarked;
