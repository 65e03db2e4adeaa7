/** The queries of sql-logic-test, directly and through wasmudf. */
@NullMarked
package org.wasmudf.integration.conformance;

import org.jspecify.annotations.NullMarked;
