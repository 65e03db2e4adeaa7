package org.wasmudf.runtime.internal.engine.endive;

import java.io.ByteArrayInputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.Map;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.GuestException.Kind;
import org.wasmudf.runtime.internal.engine.CompiledModule;
import org.wasmudf.runtime.internal.engine.WasmEngine;
import run.endive.compiler.InterpreterFallback;
import run.endive.compiler.internal.ByteClassCollector;
import run.endive.compiler.internal.Compiler;
import run.endive.compiler.internal.CompilerResult;
import run.endive.runtime.GlobalInstance;
import run.endive.runtime.MemCopyWorkaround;
import run.endive.runtime.OpcodeImpl;
import run.endive.runtime.TableInstance;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmEngineException;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.CustomSection;
import run.endive.wasm.types.NameCustomSection;

/**
 * The default engine: pure Java, modules become JVM classes in a class loader of their own, which
 * go when the module does. Never interprets: a function that the JVM cannot take is an error.
 */
public final class EndiveEngine implements WasmEngine {
  /** Prefix of the classes that guests become; their methods {@code func_7} are the functions. */
  static final String CLASS_NAME = "org.wasmudf.guest.Module";

  /** How the compiler's message on a function that is too large ends, before its index and name. */
  private static final String TOO_LARGE =
      "enable the interpreter fallback mode: WASM function index: ";

  private static final EndiveEngine INSTANCE = new EndiveEngine();

  private EndiveEngine() {
    // A class that meets a full stack in its initializer is lost for the life of the JVM. These are
    // the ones that compiled guests call into, and a guest may well do so with its stack full.
    try {
      Lookup here = MethodHandles.lookup();
      here.ensureInitialized(OpcodeImpl.class);
      here.ensureInitialized(MemCopyWorkaround.class);
      here.ensureInitialized(TableInstance.class);
      here.ensureInitialized(GlobalInstance.class);
      here.ensureInitialized(FlatMemory.class);
      here.ensureInitialized(SafeOpcodes.class);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  public static EndiveEngine instance() {
    return INSTANCE;
  }

  @Override
  public String id() {
    return "endive 1.0.0";
  }

  @Override
  public boolean simd() {
    return false;
  }

  @Override
  public CompiledModule compile(byte[] module) throws GuestException {
    try {
      WasmModule whole = parse(CodeSection.withInterruptChecks(module));
      CompilerResult compiled =
          Compiler.builder(whole)
              .withClassName(CLASS_NAME)
              .withInterpreterFallback(InterpreterFallback.FAIL)
              .withClassCollectorFactory(ByteClassCollector::new)
              .build()
              .compile();
      // Instances need no instructions any more; decoded ones take much heap.
      return new EndiveModule(
          parse(CodeSection.withoutBodies(module)),
          GuestClasses.load(compiled),
          new FunctionNames(whole),
          Traits.of(whole));
    } catch (OutOfMemoryError e) {
      throw new GuestException(
          Kind.MEMORY,
          "The JVM has no heap left to compile a module of " + module.length + " bytes.",
          e);
    } catch (WasmEngineException
        | IndexOutOfBoundsException
        | IllegalArgumentException
        | LinkageError
        | StackOverflowError e) {
      throw refusal(e);
    }
  }

  private static GuestException refusal(Throwable e) {
    String message = String.valueOf(e.getMessage());
    int tooLarge = message.lastIndexOf(TOO_LARGE);
    String reason =
        tooLarge < 0
            ? message
            : "function "
                + message.substring(tooLarge + TOO_LARGE.length())
                + " becomes more than 64 KiB of JVM bytecode, the most that a method may have";
    return new GuestException(
        Kind.ENGINE,
        "The engine endive cannot run this module: "
            + reason
            + ". Use engine=wasmtime, or split the function.",
        e);
  }

  private static WasmModule parse(byte[] module) {
    return Parser.builder()
        .withCustomParsers(Map.of("name", EndiveEngine::names))
        .build()
        .parse(() -> new ByteArrayInputStream(module));
  }

  /** A damaged name section is no reason to refuse a module (Core Specification 2.0, A.4). */
  private static CustomSection names(byte[] section) {
    try {
      return NameCustomSection.parse(section);
    } catch (RuntimeException e) {
      return NameCustomSection.parse(new byte[0]);
    }
  }
}
