/** What is special about the pure Java engine. */
@NullMarked
package org.wasmudf.runtime.internal.engine.endive;

import org.jspecify.annotations.NullMarked;
