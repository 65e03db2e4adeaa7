/**
 * What the host gives to every guest: messages, a log, and WASI preview 1 without a world behind
 * it, so that the same guest gives the same answers everywhere.
 */
@NullMarked
package org.wasmudf.runtime.internal.host;

import org.jspecify.annotations.NullMarked;
