/** Tests of the WebAssembly text format assembler. */
@NullMarked
package org.wasmudf.runtime.internal.wat;

import org.jspecify.annotations.NullMarked;
