/** How batches cross into guests: the ABIs, and the kernels that evaluate functions over Arrow. */
@NullMarked
package org.wasmudf.runtime.internal.abi;

import org.jspecify.annotations.NullMarked;
