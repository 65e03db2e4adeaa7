package org.wasmudf.runtime.internal.module;

/** Something that a module offers under a name. */
public record Export(String name, ExternKind kind, int index) {}
