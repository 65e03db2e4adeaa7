package org.wasmudf.runtime.internal.module;

import org.wasmudf.runtime.internal.engine.ValType;

/** The type of a global (Core Specification 2.0, section 2.3.10). */
public record GlobalType(ValType value, boolean mutable) {}
