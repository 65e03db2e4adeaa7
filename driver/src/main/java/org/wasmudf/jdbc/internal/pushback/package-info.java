/** Runs push-back plans: collects arguments, evaluates calls, and uploads maps of results. */
@NullMarked
package org.wasmudf.jdbc.internal.pushback;

import org.jspecify.annotations.NullMarked;
