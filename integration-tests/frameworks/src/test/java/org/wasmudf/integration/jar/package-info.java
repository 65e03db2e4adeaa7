/** The shaded jar as a product: what is in it, and where it runs. */
@NullMarked
package org.wasmudf.integration.jar;

import org.jspecify.annotations.NullMarked;
