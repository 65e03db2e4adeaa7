/** Functions anywhere in a statement: what push-back answers, against native functions. */
@NullMarked
package org.wasmudf.integration.pushback;

import org.jspecify.annotations.NullMarked;
