package org.wasmudf.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;

/**
 * Lets the class loader that this driver came with be collected, when a container unloads an
 * application.
 */
public final class Unloading {
  private Unloading() {}

  /**
   * Takes classes of ours out of a cache of the JDK's. {@code equals} and {@code hashCode} of
   * records adapt method handles that the JDK holds for good ({@code
   * java.lang.runtime.ObjectMethods}), and on JDK 17 such a handle remembers the last type that it
   * was adapted to, with its classes and their loader; newer ones remember it softly. Adapting it
   * to a class of the JDK makes it forget.
   */
  public static void release() {
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    try {
      MethodHandle component =
          lookup.findVirtual(String.class, "strip", MethodType.methodType(String.class));
      adapt("equals", MethodType.methodType(boolean.class, String.class, Object.class), component);
      adapt("hashCode", MethodType.methodType(int.class, String.class), component);
    } catch (Throwable e) {
      System.getLogger(Unloading.class.getName())
          .log(System.Logger.Level.DEBUG, "the JDK may keep classes of a driver that is gone", e);
    }
  }

  /** As for a record named String with a component of that type. */
  private static void adapt(String method, MethodType type, MethodHandle component)
      throws Throwable {
    ObjectMethods.bootstrap(
        MethodHandles.publicLookup(), method, type, String.class, "value", component);
  }
}
