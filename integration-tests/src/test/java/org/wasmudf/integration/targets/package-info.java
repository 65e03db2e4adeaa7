/** The databases that the tests run on, started by the tests themselves. */
@NullMarked
package org.wasmudf.integration.targets;

import org.jspecify.annotations.NullMarked;
