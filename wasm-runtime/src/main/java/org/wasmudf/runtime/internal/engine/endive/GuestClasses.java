package org.wasmudf.runtime.internal.engine.endive;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import run.endive.compiler.internal.CompilerResult;
import run.endive.runtime.Instance;
import run.endive.runtime.Machine;
import run.endive.runtime.OpcodeImpl;
import run.endive.wasm.WasmEngineException;

/**
 * Loads the classes of a compiled module, with their calls to instructions that are wrong in the
 * engine led to {@link SafeOpcodes}. Goes with the module.
 */
final class GuestClasses extends ClassLoader {
  private static final Set<String> REPLACED =
      Set.of(
          "I32_LT_U",
          "I32_GT_U",
          "I32_LE_U",
          "I32_GE_U",
          "I64_LT_U",
          "I64_GT_U",
          "I64_LE_U",
          "I64_GE_U",
          "F32_CONVERT_I64_U",
          "F64_CONVERT_I64_U");

  /** The one of them that compiled code reaches through a copy of the engine's helper class. */
  private static final String INDIRECT = "i32_ge_u";

  private static final String ENGINE = Type.getInternalName(OpcodeImpl.class);
  private static final String OURS = Type.getInternalName(SafeOpcodes.class);

  private final Map<String, byte[]> classes = new HashMap<>();

  private GuestClasses(Map<String, byte[]> compiled) {
    super(GuestClasses.class.getClassLoader());
    // The compiler gives some names with slashes.
    compiled.forEach((name, bytes) -> classes.put(name.replace('/', '.'), patched(bytes)));
  }

  /**
   * Loads and verifies all classes.
   *
   * @throws LinkageError where the JVM does not take one
   */
  static Function<Instance, Machine> load(CompilerResult result) {
    GuestClasses loader = new GuestClasses(result.classBytes());
    try {
      for (String name : List.copyOf(loader.classes.keySet())) {
        Class.forName(name, true, loader);
      }
      MethodHandle constructor =
          MethodHandles.publicLookup()
              .findConstructor(
                  loader.loadClass(result.collector().mainClassName()),
                  MethodType.methodType(void.class, Instance.class))
              .asType(MethodType.methodType(Machine.class, Instance.class));
      return instance -> machine(constructor, instance);
    } catch (ReflectiveOperationException e) {
      throw new WasmEngineException(e);
    }
  }

  private static Machine machine(MethodHandle constructor, Instance instance) {
    try {
      return (Machine) constructor.invokeExact(instance);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new WasmEngineException(e);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = classes.remove(name);
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  private static byte[] patched(byte[] bytes) {
    ClassReader reader = new ClassReader(bytes);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access,
              String name,
              String descriptor,
              @Nullable String signature,
              String @Nullable [] exceptions) {
            return new Redirection(
                super.visitMethod(access, name, descriptor, signature, exceptions));
          }
        },
        0);
    return writer.toByteArray();
  }

  private static final class Redirection extends MethodVisitor {
    Redirection(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      if (owner.equals(ENGINE) && REPLACED.contains(name)) {
        super.visitMethodInsn(opcode, OURS, name, descriptor, false);
      } else if (name.equals(INDIRECT)) {
        super.visitMethodInsn(opcode, OURS, "I32_GE_U", descriptor, false);
      } else {
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      }
    }
  }
}
