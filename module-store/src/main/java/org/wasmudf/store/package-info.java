/**
 * What is registered: modules under their SHA-256, functions, signatures and SQL types, kept in a
 * folder that many JVMs may share. Knows nothing of statements, JDBC or engines.
 */
@NullMarked
package org.wasmudf.store;

import org.jspecify.annotations.NullMarked;
