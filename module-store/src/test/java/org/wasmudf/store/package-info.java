@NullMarked
package org.wasmudf.store;

import org.jspecify.annotations.NullMarked;
