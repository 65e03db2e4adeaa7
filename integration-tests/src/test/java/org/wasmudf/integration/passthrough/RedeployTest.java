package org.wasmudf.integration.passthrough;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wasmudf.integration.support.ChildJvm;

/** A redeployed application leaves no thread and no class behind. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RedeployTest {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(90);

  @TempDir Path store = Path.of("");

  /** What the JDK holds softly counts as gone. */
  @Test
  void anUnloadedApplicationIsCollected() throws Exception {
    List<String> flags = List.of("-XX:SoftRefLRUPolicyMSPerMB=0");
    try (ChildJvm container = ChildJvm.flagged(flags, Container.class, store.toString())) {
      assertEquals(List.of("threads: []", "class loader: collected"), container.lines());
    }
  }

  /** Deploys an application, undeploys it, and says what is left. */
  static final class Container {
    /** Drivers that the application does not use; DriverManager would load them, and some stay. */
    private static final List<String> OTHERS =
        List.of("postgresql", "mariadb", "sqlite", "duckdb", "p6spy");

    private Container() {}

    public static void main(String[] arguments) throws Exception {
      WeakReference<ClassLoader> loader = deployAndUndeploy(arguments[0]);
      long start = System.nanoTime();
      while (loader.get() != null && System.nanoTime() - start < PATIENCE_NANOS) {
        System.gc();
        Thread.sleep(200);
      }
      System.out.println("threads: " + threads());
      System.out.println("class loader: " + (loader.get() == null ? "collected" : "still there"));
    }

    /** In a method of its own, so that nothing of it stays on the stack. */
    private static WeakReference<ClassLoader> deployAndUndeploy(String store) throws Exception {
      try (URLClassLoader loader =
          new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
        Class<?> application = loader.loadClass(DeployedApplication.class.getName());
        Runnable run = (Runnable) application.getConstructor(String.class).newInstance(store);
        FutureTask<Boolean> task = new FutureTask<>(run, true);
        Thread thread = new Thread(task, "request");
        thread.setContextClassLoader(loader);
        thread.start();
        task.get(60, TimeUnit.SECONDS);
        thread.join();
        return new WeakReference<>(loader);
      }
    }

    private static URL[] classPath() throws Exception {
      List<URL> urls = new ArrayList<>();
      for (String entry :
          System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1)) {
        Path path = Path.of(entry).toRealPath();
        if (OTHERS.stream().noneMatch(path.getFileName().toString()::startsWith)) {
          urls.add(path.toUri().toURL());
        }
      }
      return urls.toArray(URL[]::new);
    }

    private static List<String> threads() {
      return Thread.getAllStackTraces().keySet().stream()
          .map(Thread::getName)
          .filter(name -> name.startsWith("wasmudf"))
          .toList();
    }
  }
}
