package org.wasmudf.jdbc.internal.stream;

import java.util.ArrayList;
import java.util.List;
import org.wasmudf.rewriter.plan.ValueExpr;

/**
 * What an execution did, for EXPLAIN ANALYZE WASM. Complete once the result set is closed; before
 * that the numbers of the guest thread may lag by a batch.
 */
public final class StreamStatistics {
  /** One function call of the plan. */
  public static final class Call {
    private final ValueExpr.Call call;
    long rows;
    long batches;
    long nanos;
    long resultBytes;

    Call(ValueExpr.Call call) {
      this.call = call;
    }

    public ValueExpr.Call call() {
      return call;
    }

    /** Rows that the kernel was given. */
    public long rows() {
      return rows;
    }

    public long batches() {
      return batches;
    }

    /** Time in the kernel. */
    public long nanos() {
      return nanos;
    }

    /** Bytes of text, binary and decimal results. */
    public long resultBytes() {
      return resultBytes;
    }
  }

  private final List<Call> calls = new ArrayList<>();
  long targetNanos;
  long guestNanos;
  long waitNanos;
  long rowsRead;
  long bytesRead;
  long batches;
  long rowsReturned;

  Call call(ValueExpr.Call call) {
    Call entry = new Call(call);
    calls.add(entry);
    return entry;
  }

  /** The calls of the plan, shared ones once. */
  public List<Call> calls() {
    return List.copyOf(calls);
  }

  /** Time in the target's driver: execution of the pushed query and fetching its rows. */
  public long targetNanos() {
    return targetNanos;
  }

  /** Time on the guest thread: conversion, kernels, filters. */
  public long guestNanos() {
    return guestNanos;
  }

  /** Time that the caller's thread waited for the guest thread. */
  public long waitNanos() {
    return waitNanos;
  }

  /** Rows that the target gave. */
  public long rowsRead() {
    return rowsRead;
  }

  /** Bytes that these rows took on the heap, about. */
  public long bytesRead() {
    return bytesRead;
  }

  public long batches() {
    return batches;
  }

  /** Rows that passed the filters, the offset and the limit. */
  public long rowsReturned() {
    return rowsReturned;
  }
}
