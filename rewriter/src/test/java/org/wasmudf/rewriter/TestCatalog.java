package org.wasmudf.rewriter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wasmudf.store.Abi;
import org.wasmudf.store.Catalog;
import org.wasmudf.store.FunctionDefinition;
import org.wasmudf.store.FunctionKind;
import org.wasmudf.store.FunctionSignature;
import org.wasmudf.store.Hash;
import org.wasmudf.store.ModuleEntry;
import org.wasmudf.store.NullHandling;
import org.wasmudf.store.Parameter;
import org.wasmudf.store.SqlTypes;
import org.wasmudf.store.TypeSyntaxException;
import org.wasmudf.store.Volatility;

/** A catalog written in one line per function: {@code collatz(BIGINT) BIGINT}. */
final class TestCatalog implements Catalog {
  private final List<FunctionDefinition> functions = new ArrayList<>();

  static TestCatalog of(String... declarations) {
    TestCatalog catalog = new TestCatalog();
    for (String declaration : declarations) {
      catalog.add(declaration);
    }
    return catalog;
  }

  private void add(String declaration) {
    int open = declaration.indexOf('(');
    int close = matching(declaration, open);
    String rest = declaration.substring(close + 1).trim();
    Volatility volatility = Volatility.DETERMINISTIC;
    if (rest.endsWith(" VOLATILE")) {
      volatility = Volatility.VOLATILE;
      rest = rest.substring(0, rest.length() - " VOLATILE".length());
    }
    FunctionKind kind = FunctionKind.SCALAR;
    if (rest.endsWith(" AGGREGATE")) {
      kind = FunctionKind.AGGREGATE;
      rest = rest.substring(0, rest.length() - " AGGREGATE".length());
    }
    try {
      List<Parameter> parameters = new ArrayList<>();
      String list = declaration.substring(open + 1, close);
      int depth = 0;
      int start = 0;
      for (int i = 0; i <= list.length() && !list.isBlank(); i++) {
        char c = i == list.length() ? ',' : list.charAt(i);
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (c == ',' && depth == 0) {
          parameters.add(new Parameter(null, SqlTypes.parse(list.substring(start, i).trim())));
          start = i + 1;
        }
      }
      functions.add(
          new FunctionDefinition(
              declaration.substring(0, open),
              kind,
              new FunctionSignature(parameters, SqlTypes.parse(rest)),
              Abi.ROW_DIRECT,
              NullHandling.RETURNS_NULL_ON_NULL_INPUT,
              volatility,
              false,
              false,
              false,
              "m",
              Hash.of(new byte[0]),
              declaration.substring(0, open),
              Map.of(),
              null,
              Instant.EPOCH));
    } catch (TypeSyntaxException e) {
      throw new IllegalArgumentException(declaration, e);
    }
  }

  private static int matching(String text, int open) {
    int depth = 0;
    for (int i = open; i < text.length(); i++) {
      depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    throw new IllegalArgumentException(text);
  }

  @Override
  public long version() {
    return 1;
  }

  @Override
  public Collection<ModuleEntry> modules() {
    return List.of();
  }

  @Override
  public @Nullable ModuleEntry module(String name) {
    return null;
  }

  @Override
  public Collection<FunctionDefinition> functions() {
    return functions;
  }

  @Override
  public List<FunctionDefinition> functions(String name) {
    return functions.stream().filter(f -> f.name().equalsIgnoreCase(name)).toList();
  }

  @Override
  public Hash catalogHash() {
    return Hash.of(new byte[0]);
  }
}
