/** What guests are given, called by guests. */
@NullMarked
package org.wasmudf.runtime.internal.host;

import org.jspecify.annotations.NullMarked;
