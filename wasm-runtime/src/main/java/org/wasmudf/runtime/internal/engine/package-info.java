/** The engines behind one SPI: what runs a module that was checked and rewritten above it. */
@NullMarked
package org.wasmudf.runtime.internal.engine;

import org.jspecify.annotations.NullMarked;
