package org.wasmudf.runtime.internal.abi;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.GuestException.Kind;
import org.wasmudf.runtime.internal.engine.ValType;
import org.wasmudf.runtime.internal.module.Export;
import org.wasmudf.runtime.internal.module.FunctionType;
import org.wasmudf.runtime.internal.module.ParsedModule;
import org.wasmudf.runtime.internal.rewrite.AppendedFunction;
import org.wasmudf.runtime.internal.rewrite.CodeWriter;
import org.wasmudf.runtime.internal.rewrite.CodeWriter.Access;
import org.wasmudf.store.FunctionDefinition;

/**
 * A function that was checked against COLUMNAR, and the shims through which it is called: an engine
 * call costs by its values, so each takes one descriptor.
 *
 * @param function index of the exported function
 * @param bind index of its {@code _bind} export, or -1
 * @param bindAnswers whether that gives an i32, 0 for success
 */
record ColumnarPlan(int function, int bind, boolean bindAnswers, boolean stateless)
    implements GuestPlan {
  static final String CALL = AppendedFunction.PREFIX + "columnar";
  static final String BIND = AppendedFunction.PREFIX + "bind";

  /** Fields of the descriptor: the three parameters, then the answer. */
  static final int FIRST = 0;

  static final int SECOND = 4;
  static final int THIRD = 8;
  static final int ANSWER = 12;
  static final int DESCRIPTOR_BYTES = 16;

  private static final String BIND_SUFFIX = "_bind";

  /**
   * Checks the types of the exports.
   *
   * @throws GuestException SIGNATURE_MISMATCH
   */
  static ColumnarPlan of(FunctionDefinition definition, ParsedModule module) throws GuestException {
    int function = Exports.find(definition, module);
    ValType i32 = ValType.I32;
    Exports.check(
        definition, module, function, new FunctionType(List.of(i32, i32, i32), List.of(i32)));
    boolean stateless = GuestPlan.isStateless(module, function);
    @Nullable Export bind = module.function(definition.export() + BIND_SUFFIX);
    if (bind == null) {
      return new ColumnarPlan(function, -1, false, stateless);
    }
    FunctionType type = module.type(bind.index());
    boolean answers = type.results().equals(List.of(i32));
    if (!type.parameters().equals(List.of(i32, i32)) || !(answers || type.results().isEmpty())) {
      throw new GuestException(
          Kind.SIGNATURE_MISMATCH,
          "Export \""
              + bind.name()
              + "\" of module \""
              + module.name()
              + "\" has type "
              + type
              + ", but COLUMNAR needs (i32, i32) -> i32. Give it that type, or another name.");
    }
    return new ColumnarPlan(function, bind.index(), answers, stateless);
  }

  @Override
  public List<AppendedFunction> appended() {
    AppendedFunction call = shim(CALL, function, 3, true);
    return bind < 0 ? List.of(call) : List.of(call, shim(BIND, bind, 2, bindAnswers));
  }

  private static AppendedFunction shim(String name, int target, int parameters, boolean answers) {
    CodeWriter code = new CodeWriter(1);
    code.get(0);
    for (int i = 0; i < parameters; i++) {
      code.get(0).access(Access.I32_LOAD, FIRST + 4 * i);
    }
    code.call(target);
    if (!answers) {
      code.i32(0);
    }
    code.access(Access.I32_STORE, ANSWER);
    return new AppendedFunction(
        name, new FunctionType(List.of(ValType.I32), List.of()), code.body());
  }
}
