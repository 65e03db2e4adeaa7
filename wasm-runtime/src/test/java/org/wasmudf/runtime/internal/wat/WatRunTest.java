package org.wasmudf.runtime.internal.wat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.kawamuray.wasmtime.Engine;
import io.github.kawamuray.wasmtime.Func;
import io.github.kawamuray.wasmtime.Module;
import io.github.kawamuray.wasmtime.Store;
import io.github.kawamuray.wasmtime.Val;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import run.endive.runtime.Instance;
import run.endive.wasm.Parser;

/** What assembled modules do, on both engines: the calls of {@code runs.txt}. */
final class WatRunTest {

  static List<TextCase> cases() {
    return TextCase.read("runs.txt");
  }

  static List<TextCase> casesWithoutVectors() {
    return cases().stream().filter(c -> !c.name().equals("vectors")).toList();
  }

  @ParameterizedTest
  @MethodSource("casesWithoutVectors")
  void endiveComputesTheResults(TextCase module) throws WatSyntaxException {
    byte[] binary = WatAssembler.assemble(module.text());
    Instance instance = Instance.builder(Parser.parse(binary)).build();
    for (GuestCall call : GuestCall.parseLines(module.expected())) {
      long[] arguments = call.arguments().stream().mapToLong(GuestCall.Value::bits).toArray();
      long[] bits = instance.export(call.export()).apply(arguments);
      List<GuestCall.Value> results = new ArrayList<>();
      for (int i = 0; i < call.results().size(); i++) {
        String type = call.results().get(i).type();
        results.add(new GuestCall.Value(type, type.endsWith("32") ? (int) bits[i] : bits[i]));
      }
      assertEquals(call.results(), results, call.export());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void wasmtimeComputesTheResults(TextCase module) throws WatSyntaxException {
    assertRunsOnWasmtime(WatAssembler.assemble(module.text()), module);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void wasmtimeReadsTheSameModuleOutOfTheText(TextCase module) {
    assertRunsOnWasmtime(module.text().getBytes(StandardCharsets.UTF_8), module);
  }

  private static void assertRunsOnWasmtime(byte[] source, TextCase expected) {
    try (Store<Void> store = Store.withoutData();
        Engine engine = store.engine();
        Module module = new Module(engine, source);
        io.github.kawamuray.wasmtime.Instance instance =
            new io.github.kawamuray.wasmtime.Instance(store, module, List.of())) {
      for (GuestCall call : GuestCall.parseLines(expected.expected())) {
        try (Func function = instance.getFunc(store, call.export()).orElseThrow()) {
          Val[] arguments =
              call.arguments().stream().map(WatRunTest::toWasmtime).toArray(Val[]::new);
          List<GuestCall.Value> results = new ArrayList<>();
          for (Val result : function.call(store, arguments)) {
            results.add(fromWasmtime(result));
          }
          assertEquals(call.results(), results, call.export());
        }
      }
    }
  }

  private static Val toWasmtime(GuestCall.Value value) {
    return switch (value.type()) {
      case "i32" -> Val.fromI32((int) value.bits());
      case "i64" -> Val.fromI64(value.bits());
      case "f32" -> Val.fromF32(Float.intBitsToFloat((int) value.bits()));
      default -> Val.fromF64(Double.longBitsToDouble(value.bits()));
    };
  }

  private static GuestCall.Value fromWasmtime(Val value) {
    return switch (value.getType()) {
      case I32 -> new GuestCall.Value("i32", value.i32());
      case I64 -> new GuestCall.Value("i64", value.i64());
      case F32 -> new GuestCall.Value("f32", Float.floatToRawIntBits(value.f32()));
      case F64 -> new GuestCall.Value("f64", Double.doubleToRawLongBits(value.f64()));
      default -> throw new IllegalArgumentException(value.toString());
    };
  }
}
