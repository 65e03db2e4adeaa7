/** The pure Java engine: modules become JVM bytecode, linear memory is one byte array. */
@NullMarked
package org.wasmudf.runtime.internal.engine.endive;

import org.jspecify.annotations.NullMarked;
