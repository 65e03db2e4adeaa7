/** What differs between target databases, as values. */
@NullMarked
package org.wasmudf.rewriter.dialect;

import org.jspecify.annotations.NullMarked;
