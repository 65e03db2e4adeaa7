package org.wasmudf.store;

/** How values cross into the guest. */
public enum Abi {
  /** Plain functions over numbers, and over text as pointer and length. */
  ROW_DIRECT,
  /** Arrow C Data Interface structs in linear memory, a batch per call. */
  COLUMNAR
}
