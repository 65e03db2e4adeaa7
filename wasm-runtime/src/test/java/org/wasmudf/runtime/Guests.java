package org.wasmudf.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.wasmudf.runtime.internal.wat.WatAssembler;
import org.wasmudf.runtime.internal.wat.WatSyntaxException;
import org.wasmudf.store.Abi;
import org.wasmudf.store.FunctionDefinition;
import org.wasmudf.store.FunctionKind;
import org.wasmudf.store.FunctionSignature;
import org.wasmudf.store.Hash;
import org.wasmudf.store.NullHandling;
import org.wasmudf.store.Parameter;
import org.wasmudf.store.SqlType;
import org.wasmudf.store.SqlTypes;
import org.wasmudf.store.TypeSyntaxException;
import org.wasmudf.store.Volatility;

/** Guests and functions for tests. */
final class Guests {
  private Guests() {}

  static byte[] wat(String text) {
    try {
      return WatAssembler.assemble(text);
    } catch (WatSyntaxException e) {
      throw new AssertionError(e);
    }
  }

  static SqlType type(String sql) {
    try {
      return SqlTypes.parse(sql);
    } catch (TypeSyntaxException e) {
      throw new AssertionError(e);
    }
  }

  static RuntimeOptions options(EngineChoice engine) {
    return new RuntimeOptions(engine, 64L << 20, 1L << 30, Duration.ofSeconds(20), 1);
  }

  /** A function under the export's name; {@code types} are the arguments and, last, the result. */
  static Declared function(byte[] module, String export, String... types) {
    return new Declared(module, export, List.of(types));
  }

  /** A declaration that tests may change before they use it. */
  static final class Declared {
    private final byte[] module;
    private final String export;
    private final List<String> types;
    private Abi abi = Abi.ROW_DIRECT;
    private NullHandling nulls = NullHandling.RETURNS_NULL_ON_NULL_INPUT;
    private Map<String, String> settings = Map.of();

    private Declared(byte[] module, String export, List<String> types) {
      this.module = module;
      this.export = export;
      this.types = types;
    }

    Declared columnar() {
      abi = Abi.COLUMNAR;
      return this;
    }

    Declared calledOnNull() {
      nulls = NullHandling.CALLED_ON_NULL_INPUT;
      return this;
    }

    Declared setting(String key, String value) {
      settings = Map.of(key, value);
      return this;
    }

    @Override
    public String toString() {
      return abi + " " + nulls;
    }

    byte[] module() {
      return module;
    }

    FunctionDefinition definition() {
      List<Parameter> parameters = new ArrayList<>();
      for (int i = 0; i + 1 < types.size(); i++) {
        String declared = types.get(i);
        int space = declared.indexOf(' ');
        boolean named = space > 0 && Character.isLowerCase(declared.charAt(0));
        parameters.add(
            named
                ? new Parameter(declared.substring(0, space), type(declared.substring(space + 1)))
                : new Parameter(null, type(declared)));
      }
      return new FunctionDefinition(
          export,
          FunctionKind.SCALAR,
          new FunctionSignature(parameters, type(types.get(types.size() - 1))),
          abi,
          nulls,
          Volatility.DETERMINISTIC,
          false,
          false,
          false,
          "m",
          Hash.of(module),
          export,
          settings,
          null,
          Instant.EPOCH);
    }
  }
}
