/** What is special about the native engine. */
@NullMarked
package org.wasmudf.runtime.internal.engine.wasmtime;

import org.jspecify.annotations.NullMarked;
