package org.wasmudf.jdbc.internal.stream;

import java.util.function.Supplier;
import org.wasmudf.runtime.GuestSession;

/**
 * What an execution needs to run guests.
 *
 * @param sessions opens the guests of one execution, which closes them
 * @param modules where their bytes come from
 */
public record Guests(Supplier<GuestSession> sessions, ModuleSource modules) {}
