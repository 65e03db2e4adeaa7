/** What a caller does on a target's own driver and through wasmudf, with the same outcome. */
@NullMarked
package org.wasmudf.integration.passthrough;

import org.jspecify.annotations.NullMarked;
