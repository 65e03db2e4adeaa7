package org.wasmudf.runtime;

import java.time.Duration;

/**
 * Limits under which a statement's guests run.
 *
 * @param maxMemoryBytes per instance, all memories and tables together
 * @param maxTotalMemoryBytes all instances of the JVM
 * @param maxCallTime time without a finished row
 * @param maxInstances per function and statement
 */
public record RuntimeOptions(
    EngineChoice engine,
    long maxMemoryBytes,
    long maxTotalMemoryBytes,
    Duration maxCallTime,
    int maxInstances) {}
