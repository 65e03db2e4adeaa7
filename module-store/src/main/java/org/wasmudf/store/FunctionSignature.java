package org.wasmudf.store;

import java.util.List;
import java.util.stream.Collectors;

/** Arguments and result of a function. */
public record FunctionSignature(List<Parameter> parameters, SqlType returns) {
  public FunctionSignature {
    parameters = List.copyOf(parameters);
  }

  /** The argument types in order. */
  public List<SqlType> types() {
    return parameters.stream().map(Parameter::type).toList();
  }

  /** {@code (a INTEGER, b INTEGER)}: the arguments as DDL spells them. */
  public String argumentsSql() {
    return parameters.stream().map(Parameter::sql).collect(Collectors.joining(", ", "(", ")"));
  }
}
