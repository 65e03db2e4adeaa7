/**
 * The WebAssembly text format: turns a module written as text into the binary format, without a
 * native library. Names are resolved and literals are checked here; types are the validator's.
 */
@NullMarked
package org.wasmudf.runtime.internal.wat;

import org.jspecify.annotations.NullMarked;
