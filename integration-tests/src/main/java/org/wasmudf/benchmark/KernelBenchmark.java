package org.wasmudf.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.ValueVector;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.wasmudf.runtime.ArrowTypes;
import org.wasmudf.runtime.EngineChoice;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.GuestSession;
import org.wasmudf.runtime.RuntimeOptions;
import org.wasmudf.runtime.ScalarKernel;
import org.wasmudf.runtime.WasmRuntime;
import org.wasmudf.runtime.internal.wat.WatAssembler;
import org.wasmudf.store.Abi;
import org.wasmudf.store.FunctionDefinition;
import org.wasmudf.store.FunctionKind;
import org.wasmudf.store.FunctionSignature;
import org.wasmudf.store.Hash;
import org.wasmudf.store.NullHandling;
import org.wasmudf.store.Parameter;
import org.wasmudf.store.SqlType;
import org.wasmudf.store.Volatility;

/**
 * A batch through a kernel, copies included, against the same work in plain Java on the same
 * vectors: {@code (i64, i64) -> i64} over 8,192 rows by the appended loop and row by row, and
 * gcd(int, int) over 1,024 rows.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
public class KernelBenchmark {
  private static final int ROWS = 8192;
  private static final int GCD_ROWS = 1024;
  private static final int BATCHES = 32;

  @Param({"ENDIVE", "WASMTIME"})
  public EngineChoice engine = EngineChoice.AUTO;

  private final BufferAllocator allocator = new RootAllocator();
  private final List<ValueVector> vectors = new ArrayList<>();
  private GuestSession session;
  private ScalarKernel addMul;
  private ScalarKernel gcd;
  private List<BigIntVector> longs;
  private List<IntVector> ints;
  private FieldVector longResult;
  private FieldVector intResult;

  @Setup
  public void open() throws Exception {
    session =
        WasmRuntime.shared()
            .openSession(
                new RuntimeOptions(engine, 64L << 20, 256L << 20, Duration.ofSeconds(30), 1));
    SqlType bigint = new SqlType.Int(64, true);
    SqlType integer = new SqlType.Int(32, true);
    addMul =
        kernel(
            "add_mul",
            WatAssembler.assemble(
                "(func (export \"add_mul\") (param i64 i64) (result i64)"
                    + " (i64.add (i64.mul (local.get 0) (i64.const 3)) (local.get 1)))"),
            bigint);
    gcd =
        kernel("gcd", Files.readAllBytes(ExampleFiles.guests().resolve("c/numbers.wasm")), integer);
    Random random = new Random(1);
    longs = new ArrayList<>();
    ints = new ArrayList<>();
    for (int column = 0; column < 2; column++) {
      BigIntVector longVector = (BigIntVector) vector("l" + column, bigint, ROWS);
      for (int row = 0; row < ROWS; row++) {
        longVector.set(row, random.nextLong());
      }
      longs.add(longVector);
      IntVector intVector = (IntVector) vector("i" + column, integer, GCD_ROWS);
      for (int row = 0; row < GCD_ROWS; row++) {
        intVector.set(row, 1 + random.nextInt(1_000_000));
      }
      ints.add(intVector);
    }
    longs.forEach(vector -> vector.setValueCount(ROWS));
    ints.forEach(vector -> vector.setValueCount(GCD_ROWS));
    longResult = vector("lr", bigint, ROWS);
    intResult = vector("ir", integer, GCD_ROWS);
  }

  private ScalarKernel kernel(String name, byte[] bytes, SqlType type) throws GuestException {
    return session.open(
        new FunctionDefinition(
            name,
            FunctionKind.SCALAR,
            new FunctionSignature(
                List.of(new Parameter("a", type), new Parameter("b", type)), type),
            Abi.ROW_DIRECT,
            NullHandling.RETURNS_NULL_ON_NULL_INPUT,
            Volatility.DETERMINISTIC,
            false,
            false,
            false,
            name,
            Hash.of(bytes),
            name,
            Map.of(),
            null,
            Instant.EPOCH),
        bytes);
  }

  private FieldVector vector(String name, SqlType type, int rows) {
    FieldVector vector = ArrowTypes.vector(name, type, allocator);
    vector.setInitialCapacity(rows);
    vector.allocateNew();
    vectors.add(vector);
    return vector;
  }

  /** On the guest thread, where a statement evaluates its batches. */
  @Benchmark
  @OperationsPerInvocation(BATCHES)
  public Object appendedLoop() throws Exception {
    return session
        .submit(
            () -> {
              for (int batch = 0; batch < BATCHES; batch++) {
                if (addMul.evaluate(longs, 0, ROWS, longResult) != null) {
                  throw new IllegalStateException("a row failed");
                }
              }
              return longResult;
            })
        .await();
  }

  @Benchmark
  public Object perRowCalls() throws GuestException {
    for (int row = 0; row < ROWS; row++) {
      if (addMul.evaluate(longs, row, row + 1, longResult) != null) {
        throw new IllegalStateException("a row failed");
      }
    }
    return longResult;
  }

  @Benchmark
  public Object plainJavaLoop() {
    BigIntVector a = longs.get(0);
    BigIntVector b = longs.get(1);
    BigIntVector result = (BigIntVector) longResult;
    for (int row = 0; row < ROWS; row++) {
      result.set(row, a.get(row) * 3 + b.get(row));
    }
    return result;
  }

  /** The same loop over arrays: what no columnar format can beat. */
  @Benchmark
  public Object plainJavaArrays(Arrays arrays) {
    long[] a = arrays.a;
    long[] b = arrays.b;
    long[] result = arrays.result;
    for (int row = 0; row < ROWS; row++) {
      result[row] = a[row] * 3 + b[row];
    }
    return result;
  }

  /** Two columns and a result as Java arrays. */
  @State(Scope.Thread)
  public static class Arrays {
    final long[] a = new Random(1).longs(ROWS).toArray();
    final long[] b = new Random(2).longs(ROWS).toArray();
    final long[] result = new long[ROWS];
  }

  @Benchmark
  public Object gcdKernel() throws GuestException {
    return gcd.evaluate(ints, 0, GCD_ROWS, intResult) == null ? intResult : gcd;
  }

  @Benchmark
  public Object gcdPlainJava() {
    IntVector a = ints.get(0);
    IntVector b = ints.get(1);
    IntVector result = (IntVector) intResult;
    for (int row = 0; row < GCD_ROWS; row++) {
      result.set(row, gcd(a.get(row), b.get(row)));
    }
    return result;
  }

  private static int gcd(int a, int b) {
    while (b != 0) {
      int rest = a % b;
      a = b;
      b = rest;
    }
    return Math.abs(a);
  }

  @TearDown
  public void close() throws IOException {
    session.close();
    vectors.forEach(ValueVector::close);
    allocator.close();
  }
}
