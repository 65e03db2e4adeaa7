/**
 * How a guest runs: module checks and rewriting on bytes, engines behind one SPI, ABIs, and kernels
 * that evaluate a function over Arrow vectors.
 */
@NullMarked
package org.wasmudf.runtime;

import org.jspecify.annotations.NullMarked;
