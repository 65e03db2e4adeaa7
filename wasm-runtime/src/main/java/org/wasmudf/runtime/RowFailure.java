package org.wasmudf.runtime;

/**
 * The failure of one row of a batch.
 *
 * @param row index within the batch
 * @param cause names function, row arguments and what the guest said
 */
public record RowFailure(int row, GuestException cause) {}
