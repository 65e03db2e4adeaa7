package org.wasmudf.runtime.internal.engine;

/** WebAssembly's value types (Core Specification 2.0, section 2.3). */
public enum ValType {
  I32,
  I64,
  F32,
  F64,
  V128,
  FUNCREF,
  EXTERNREF
}
