/** Reads and validates WebAssembly binaries, and finds out what a module needs and offers. */
@NullMarked
package org.wasmudf.runtime.internal.module;

import org.jspecify.annotations.NullMarked;
