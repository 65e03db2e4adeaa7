/** Streamed results against those of the targets' own drivers, type by type. */
@NullMarked
package org.wasmudf.integration.types;

import org.jspecify.annotations.NullMarked;
