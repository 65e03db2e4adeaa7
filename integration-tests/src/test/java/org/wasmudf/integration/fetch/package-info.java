/** How a streamed query's rows come from a target: memory, transactions, and what else runs. */
@NullMarked
package org.wasmudf.integration.fetch;

import org.jspecify.annotations.NullMarked;
