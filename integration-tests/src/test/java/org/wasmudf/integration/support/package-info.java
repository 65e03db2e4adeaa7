/** What the tests share: benches, guests, other JVMs. */
@NullMarked
package org.wasmudf.integration.support;

import org.jspecify.annotations.NullMarked;
