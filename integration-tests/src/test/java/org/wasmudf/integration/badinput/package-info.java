/** Bad modules, bad statements, bad guests and bad surroundings, as a user meets them. */
@NullMarked
package org.wasmudf.integration.badinput;

import org.jspecify.annotations.NullMarked;
