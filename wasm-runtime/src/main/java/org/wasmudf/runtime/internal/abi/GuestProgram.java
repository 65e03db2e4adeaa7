package org.wasmudf.runtime.internal.abi;

import org.jspecify.annotations.Nullable;
import org.wasmudf.runtime.internal.engine.CompiledModule;
import org.wasmudf.runtime.internal.module.Allocator;

/**
 * A compiled module with what its instances need to be set up; shared by all kernels of the same
 * function.
 *
 * @param allocator null where the host appends pages
 * @param guestBytes where the guest's own memory ends at first
 * @param globalBytes what {@link StateImage#globalBytes} gave
 * @param initialize whether it exports {@code _initialize}, which runs once in each instance
 */
record GuestProgram(
    String module,
    CompiledModule compiled,
    GuestPlan plan,
    @Nullable Allocator allocator,
    long guestBytes,
    boolean initialize,
    int globalBytes) {}
