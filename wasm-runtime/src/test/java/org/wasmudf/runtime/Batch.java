package org.wasmudf.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;
import org.wasmudf.store.FunctionDefinition;

/** One function in a session of its own, and the vectors of one batch. */
final class Batch implements AutoCloseable {
  final BufferAllocator allocator = new RootAllocator();
  final GuestSession session;
  final ScalarKernel kernel;
  final FunctionDefinition function;
  final List<FieldVector> arguments = new ArrayList<>();
  final FieldVector result;
  int rows;

  Batch(Guests.Declared declared, RuntimeOptions options) throws GuestException {
    function = declared.definition();
    session = WasmRuntime.shared().openSession(options);
    kernel = session.open(function, declared.module());
    for (int i = 0; i < function.signature().parameters().size(); i++) {
      arguments.add(ArrowTypes.vector("a" + i, function.signature().types().get(i), allocator));
    }
    result = ArrowTypes.vector("r", function.signature().returns(), allocator);
  }

  Batch(Guests.Declared declared, EngineChoice engine) throws GuestException {
    this(declared, Guests.options(engine));
  }

  /** Fills an argument; null is NULL. */
  Batch column(int index, @Nullable Object... values) {
    Values.fill(arguments.get(index), Arrays.asList(values));
    rows = values.length;
    return this;
  }

  Batch column(int index, List<? extends @Nullable Object> values) {
    Values.fill(arguments.get(index), values);
    rows = values.size();
    return this;
  }

  Batch rows(int count) {
    rows = count;
    return this;
  }

  @Nullable RowFailure run() throws GuestException {
    return run(0, rows);
  }

  @Nullable RowFailure run(int from, int to) throws GuestException {
    if (from == 0) {
      result.allocateNew();
    }
    RowFailure failure = kernel.evaluate(arguments, from, to, result);
    result.setValueCount(failure == null ? to : failure.row());
    return failure;
  }

  /** The results as Java objects, NULL as null. */
  List<@Nullable Object> results() {
    return Values.read(result, result.getValueCount());
  }

  @Override
  public void close() {
    session.close();
    result.close();
    arguments.forEach(FieldVector::close);
    allocator.close();
  }
}
