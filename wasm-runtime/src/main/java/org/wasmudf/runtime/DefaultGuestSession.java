package org.wasmudf.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ValueVector;
import org.jspecify.annotations.Nullable;
import org.wasmudf.runtime.GuestException.Kind;
import org.wasmudf.runtime.internal.abi.BatchKernel;
import org.wasmudf.runtime.internal.engine.GuestTask;
import org.wasmudf.runtime.internal.engine.GuestWorker;
import org.wasmudf.store.FunctionDefinition;

/** One worker for all kernels of a statement. */
final class DefaultGuestSession implements GuestSession {
  /** Longer than any statement. */
  private static final Duration NO_LIMIT = Duration.ofDays(3650);

  private final DefaultWasmRuntime runtime;
  private final RuntimeOptions options;
  private final GuestWorker worker;
  private final List<BatchKernel> kernels = new ArrayList<>();
  private boolean closed;

  /** The guest thread while it works for this session. */
  private volatile @Nullable Thread guestThread;

  DefaultGuestSession(DefaultWasmRuntime runtime, RuntimeOptions options, GuestWorker worker) {
    this.runtime = runtime;
    this.options = options;
    this.worker = worker;
  }

  @Override
  public ScalarKernel open(FunctionDefinition function, byte[] module) throws GuestException {
    BatchKernel kernel = runtime.kernel(function, module, options, worker);
    synchronized (kernels) {
      if (closed) {
        kernel.close();
        throw new GuestException(Kind.STOPPED, "closed");
      }
      kernels.add(kernel);
    }
    return new SessionKernel(kernel);
  }

  @Override
  public <T> Pending<T> submit(Work<T> work) {
    GuestTask<T> task = worker.submit(() -> onGuestThread(work));
    return new Pending<>() {
      @Override
      public boolean isDone() {
        return task.isDone();
      }

      @Override
      public T await() throws GuestException {
        return task.await();
      }
    };
  }

  private <T> T onGuestThread(Work<T> work) throws GuestException {
    guestThread = Thread.currentThread();
    try {
      return work.run();
    } finally {
      guestThread = null;
    }
  }

  @Override
  public void cancel() {
    worker.cancel();
  }

  @Override
  public void timeout(Duration limit) {
    worker.timeout(limit.isZero() ? NO_LIMIT : limit);
  }

  @Override
  public void close() {
    worker.close();
    List<BatchKernel> open;
    synchronized (kernels) {
      closed = true;
      open = List.copyOf(kernels);
      kernels.clear();
    }
    open.forEach(BatchKernel::close);
  }

  private final class SessionKernel implements ScalarKernel {
    private final BatchKernel kernel;

    SessionKernel(BatchKernel kernel) {
      this.kernel = kernel;
    }

    @Override
    public @Nullable RowFailure evaluate(
        List<? extends ValueVector> arguments, int from, int to, FieldVector result)
        throws GuestException {
      if (Thread.currentThread() == guestThread) {
        return kernel.evaluate(arguments, from, to, result);
      }
      Work<Optional<RowFailure>> batch =
          () -> Optional.ofNullable(kernel.evaluate(arguments, from, to, result));
      return worker.call(() -> onGuestThread(batch)).orElse(null);
    }

    @Override
    public void cancel() {
      worker.cancel();
    }

    @Override
    public void close() {
      kernel.close();
      synchronized (kernels) {
        kernels.remove(kernel);
      }
    }
  }
}
