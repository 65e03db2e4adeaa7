/**
 * The objects that the caller holds, over the target's own. The {@code Delegating*} classes are
 * generated at build time and complete; the {@code Proxy*} classes lead back to the caller's
 * objects and route statements with UDFs.
 */
@NullMarked
package org.wasmudf.jdbc.internal.proxy;

import org.jspecify.annotations.NullMarked;
