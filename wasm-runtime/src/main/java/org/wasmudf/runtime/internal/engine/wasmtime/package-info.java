/**
 * The native engine, wasmtime 7.0.1 through wasmtime-java 0.19.0, where it is on the class path.
 *
 * <p>From JDK 24 on the JVM prints a warning about a restricted method when the library is loaded;
 * only the application can allow it, by {@code --enable-native-access=ALL-UNNAMED}.
 */
@NullMarked
package org.wasmudf.runtime.internal.engine.wasmtime;

import org.jspecify.annotations.NullMarked;
