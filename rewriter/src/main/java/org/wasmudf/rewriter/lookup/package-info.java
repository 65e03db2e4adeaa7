/** How the results of calls stand in the text of a target's statement. */
@NullMarked
package org.wasmudf.rewriter.lookup;

import org.jspecify.annotations.NullMarked;
