/** The main job: what a user does with modules, functions and queries. */
@NullMarked
package org.wasmudf.integration.job;

import org.jspecify.annotations.NullMarked;
