/** What the README promises, on every target. */
@NullMarked
package org.wasmudf.integration.features;

import org.jspecify.annotations.NullMarked;
