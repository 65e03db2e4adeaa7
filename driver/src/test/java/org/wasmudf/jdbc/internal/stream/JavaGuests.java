package org.wasmudf.jdbc.internal.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.GuestSession;
import org.wasmudf.runtime.ScalarKernel;
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
 * Guest sessions whose functions are {@link JavaFunction}s, each session on a thread of its own.
 */
final class JavaGuests {
  private final Map<String, JavaFunction> functions = new HashMap<>();
  final AtomicInteger sessions = new AtomicInteger();

  /** Makes all kernels instead of the functions' bodies, where it is not null. */
  @Nullable Supplier<ScalarKernel> override;

  /** Registers a function that returns NULL on NULL input. */
  FunctionDefinition function(
      String name, JavaFunction.Body body, SqlType returns, SqlType... arguments) {
    return function(
        name,
        body,
        NullHandling.RETURNS_NULL_ON_NULL_INPUT,
        Volatility.DETERMINISTIC,
        returns,
        arguments);
  }

  FunctionDefinition function(
      String name,
      JavaFunction.Body body,
      NullHandling nullHandling,
      Volatility volatility,
      SqlType returns,
      SqlType... arguments) {
    List<Parameter> parameters =
        Arrays.stream(arguments).map(type -> new Parameter(null, type)).toList();
    FunctionDefinition definition =
        new FunctionDefinition(
            name,
            FunctionKind.SCALAR,
            new FunctionSignature(parameters, returns),
            Abi.ROW_DIRECT,
            nullHandling,
            volatility,
            true,
            false,
            false,
            "java",
            Hash.of(new byte[0]),
            name,
            Map.of(),
            null,
            Instant.EPOCH);
    functions.put(name, new JavaFunction(definition.display(), nullHandling, body));
    return definition;
  }

  JavaFunction java(FunctionDefinition function) {
    JavaFunction java = functions.get(function.name());
    if (java == null) {
      throw new IllegalStateException(function.name());
    }
    return java;
  }

  Guests guests() {
    return new Guests(Session::new, function -> new byte[0]);
  }

  private final class Session implements GuestSession {
    private final ExecutorService thread =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread made = new Thread(task, "guest");
              made.setDaemon(true);
              return made;
            });
    private final Set<ScalarKernel> kernels = ConcurrentHashMap.newKeySet();
    private volatile boolean cancelled;
    private boolean closed;

    Session() {
      sessions.incrementAndGet();
    }

    @Override
    public ScalarKernel open(FunctionDefinition function, byte[] module) {
      Supplier<ScalarKernel> instead = override;
      ScalarKernel kernel = instead == null ? java(function).kernel() : instead.get();
      kernels.add(kernel);
      if (cancelled) {
        kernel.cancel();
      }
      return kernel;
    }

    @Override
    public <T> Pending<T> submit(Work<T> work) {
      Future<T> future =
          thread.submit(
              () -> {
                if (cancelled) {
                  throw new GuestException(GuestException.Kind.STOPPED, "cancelled");
                }
                return work.run();
              });
      return new Pending<>() {
        @Override
        public boolean isDone() {
          return future.isDone();
        }

        @Override
        public T await() throws GuestException {
          boolean interrupted = false;
          try {
            while (true) {
              try {
                return future.get();
              } catch (InterruptedException e) {
                interrupted = true;
                cancel();
              }
            }
          } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof GuestException guest) {
              throw guest;
            } else if (cause instanceof RuntimeException unchecked) {
              throw unchecked;
            }
            throw new IllegalStateException(cause);
          } finally {
            if (interrupted) {
              Thread.currentThread().interrupt();
            }
          }
        }
      };
    }

    @Override
    public void cancel() {
      cancelled = true;
      kernels.forEach(ScalarKernel::cancel);
    }

    @Override
    public void timeout(Duration limit) {}

    @Override
    public void close() {
      cancel();
      kernels.forEach(ScalarKernel::close);
      thread.shutdown();
      if (!closed) {
        closed = true;
        sessions.decrementAndGet();
      }
    }
  }

  static @Nullable Object first(@Nullable Object[] arguments) {
    return arguments[0];
  }
}
