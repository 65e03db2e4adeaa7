package org.wasmudf.jdbc.internal.proxy;

import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What a target says of the parameters of a text, kept when its statement is closed. */
final class CopiedParameters implements ParameterMetaData {
  private final List<Parameter> parameters;

  private record Parameter(
      int nullable,
      boolean signed,
      int precision,
      int scale,
      int type,
      String typeName,
      String className,
      int mode) {}

  private CopiedParameters(List<Parameter> parameters) {
    this.parameters = parameters;
  }

  static CopiedParameters of(String sql, Connection target) throws SQLException {
    try (PreparedStatement statement = target.prepareStatement(sql)) {
      ParameterMetaData told = statement.getParameterMetaData();
      List<Parameter> parameters = new ArrayList<>();
      for (int i = 1; i <= told.getParameterCount(); i++) {
        parameters.add(
            new Parameter(
                told.isNullable(i),
                told.isSigned(i),
                told.getPrecision(i),
                told.getScale(i),
                told.getParameterType(i),
                told.getParameterTypeName(i),
                told.getParameterClassName(i),
                told.getParameterMode(i)));
      }
      return new CopiedParameters(parameters);
    }
  }

  private Parameter at(int parameter) {
    return parameters.get(parameter - 1);
  }

  @Override
  public int getParameterCount() {
    return parameters.size();
  }

  @Override
  public int isNullable(int parameter) {
    return at(parameter).nullable();
  }

  @Override
  public boolean isSigned(int parameter) {
    return at(parameter).signed();
  }

  @Override
  public int getPrecision(int parameter) {
    return at(parameter).precision();
  }

  @Override
  public int getScale(int parameter) {
    return at(parameter).scale();
  }

  @Override
  public int getParameterType(int parameter) {
    return at(parameter).type();
  }

  @Override
  public String getParameterTypeName(int parameter) {
    return at(parameter).typeName();
  }

  @Override
  public String getParameterClassName(int parameter) {
    return at(parameter).className();
  }

  @Override
  public int getParameterMode(int parameter) {
    return at(parameter).mode();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return Unwrapping.unwrap(this, this, type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return Unwrapping.isWrapperFor(this, this, type);
  }
}
