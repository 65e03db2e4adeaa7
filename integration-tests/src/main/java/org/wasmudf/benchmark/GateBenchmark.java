package org.wasmudf.benchmark;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.wasmudf.rewriter.LexicalGate;

/** What a statement without any UDF pays: the gate, with 1,000 functions registered. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class GateBenchmark {
  /** 120 characters. */
  private static final String STATEMENT =
      "SELECT o.id, o.total, c.name FROM orders o JOIN customers c ON c.id = o.customer_id"
          + " WHERE o.total > 99 AND c.city = 'Ro'";

  private final LexicalGate gate =
      new LexicalGate(
          List.copyOf(IntStream.range(0, 1000).mapToObj(i -> "function_" + i).toList()));

  @Benchmark
  public LexicalGate.Verdict gate() {
    return gate.scan(STATEMENT);
  }
}
