/** The texts of lookups on the real targets, with maps made by hand. */
@NullMarked
package org.wasmudf.integration.pushback.lookup;

import org.jspecify.annotations.NullMarked;
