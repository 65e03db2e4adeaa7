package org.wasmudf.runtime.internal.abi;

import org.wasmudf.runtime.GuestException.Kind;

/**
 * A result that may not be taken.
 *
 * @param index its place among the results that were handed over
 * @param kind INVALID_TEXT, TOO_LONG, OUT_OF_RANGE or MEMORY
 * @param text what is wrong with it, a sentence
 */
record Refusal(int index, Kind kind, String text) {}
