package org.wasmudf.runtime.internal.engine.wasmtime;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Loads wasmtime-java's native library from one file per user, where its own loader writes a copy
 * of 18 MB per JVM and leaves it there. A library on the JVM's library path goes first, as it does
 * in the own loader, and WASMTIME_JNI_LOAD_DISABLED is obeyed.
 */
final class NativeLibrary {
  static final String LOADER = "io.github.kawamuray.wasmtime.NativeLibraryLoader";

  private NativeLibrary() {}

  /**
   * Loads it, and tells the own loader so.
   *
   * @param loader wasmtime-java's own loader, whose class loader must be the one that loads
   * @return false where the own loader has to do it: another version of wasmtime-java, no safe
   *     folder, or a second class loader of this JVM, which must not load the same file
   */
  static boolean load(Class<?> loader) {
    if (System.getenv("WASMTIME_JNI_LOAD_DISABLED") != null) {
      return true;
    }
    try {
      MethodHandles.Lookup inside = MethodHandles.privateLookupIn(loader, MethodHandles.lookup());
      VarHandle loaded = inside.findStaticVarHandle(loader, "loaded", boolean.class);
      synchronized (loader) {
        if (!(boolean) loaded.get()) {
          loadOnce(inside, loader);
          loaded.set(true);
        }
      }
      return true;
    } catch (ReflectiveOperationException | IOException | SecurityException | LinkageError e) {
      System.getLogger(NativeLibrary.class.getName())
          .log(System.Logger.Level.DEBUG, "wasmtime-java unpacks its library itself", e);
      return false;
    }
  }

  private static void loadOnce(MethodHandles.Lookup inside, Class<?> loader)
      throws ReflectiveOperationException, IOException {
    try {
      boolean onPath =
          (boolean)
              inside
                  .findStatic(
                      loader, "tryLoadFromLibraryPath", MethodType.methodType(boolean.class))
                  .invokeExact();
      if (!onPath) {
        Path file = unpacked(loader);
        // The caller of System.load decides which class loader has the library's native methods.
        MethodHandles.Lookup beside = inside.defineHiddenClass(callerOfLoad(loader), true);
        beside
            .findStatic(
                beside.lookupClass(), "load", MethodType.methodType(void.class, String.class))
            .invokeExact(file.toString());
      }
    } catch (ReflectiveOperationException | IOException | LinkageError e) {
      throw e;
    } catch (Throwable e) {
      throw new ReflectiveOperationException(e);
    }
  }

  private static Path unpacked(Class<?> loader) throws IOException {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
    String version = version(loader);
    String resource;
    if (system.contains("linux")) {
      resource = "libwasmtime_jni_%s_linux_%s.so".formatted(version, machine);
    } else if (system.contains("mac os") || system.contains("darwin")) {
      resource = "libwasmtime_jni_%s_macos_%s.dylib".formatted(version, machine);
    } else {
      resource = "wasmtime_jni_%s_windows_%s.dll".formatted(version, machine);
    }
    return LibraryCache.ofUser().file("cached-" + resource, () -> open(loader, "/" + resource));
  }

  private static String version(Class<?> loader) throws IOException {
    Properties properties = new Properties();
    try (InputStream in = open(loader, "/wasmtime-java-meta.properties")) {
      properties.load(in);
    }
    return properties.getProperty("jnilib.version");
  }

  private static InputStream open(Class<?> loader, String resource) throws IOException {
    InputStream in = loader.getResourceAsStream(resource);
    if (in == null) {
      throw new FileNotFoundException(resource);
    }
    return in;
  }

  /** A class in the loader's package with {@code static void load(String)}. */
  private static byte[] callerOfLoad(Class<?> loader) {
    ClassWriter type = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    type.visit(
        Opcodes.V17,
        Opcodes.ACC_FINAL | Opcodes.ACC_SUPER,
        Type.getInternalName(loader) + "CachedFile",
        null,
        Type.getInternalName(Object.class),
        null);
    MethodVisitor load =
        type.visitMethod(Opcodes.ACC_STATIC, "load", "(Ljava/lang/String;)V", null, null);
    load.visitCode();
    load.visitVarInsn(Opcodes.ALOAD, 0);
    load.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        Type.getInternalName(System.class),
        "load",
        "(Ljava/lang/String;)V",
        false);
    load.visitInsn(Opcodes.RETURN);
    load.visitMaxs(0, 0);
    load.visitEnd();
    type.visitEnd();
    return type.toByteArray();
  }
}
