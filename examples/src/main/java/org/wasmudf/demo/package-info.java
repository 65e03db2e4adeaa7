/** The demo: real flights, guests in four languages, a tour of queries and the SQL prompt. */
@NullMarked
package org.wasmudf.demo;

import org.jspecify.annotations.NullMarked;
