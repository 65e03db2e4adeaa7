package org.wasmudf.jdbc.internal.proxy;

import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;
import org.wasmudf.jdbc.internal.stream.JdbcTypes;
import org.wasmudf.rewriter.plan.ParameterUse;
import org.wasmudf.store.SqlType;

/**
 * The parameters of the user's text: those that functions take have the declared type, the others
 * are described by the target.
 */
final class PlannedParameters implements ParameterMetaData {
  private final List<? extends @Nullable ParameterUse> uses;
  private final @Nullable ParameterMetaData target;
  private final @Nullable ParameterMetaData echo;

  /** How many come out; they are the first. */
  private final int out;

  private PlannedParameters(
      List<? extends @Nullable ParameterUse> uses,
      @Nullable ParameterMetaData target,
      @Nullable ParameterMetaData echo,
      int out) {
    this.uses = uses;
    this.target = target;
    this.echo = echo;
    this.out = out;
  }

  /** The same behind one parameter that comes out. */
  PlannedParameters behind(SqlType type) {
    List<@Nullable ParameterUse> all = new ArrayList<>(uses);
    all.add(0, new ParameterUse.Client(type));
    return new PlannedParameters(all, target, echo, 1);
  }

  /**
   * @param statement of the generated text
   * @param echo the text for batches of results, null where there is none
   */
  static PlannedParameters of(
      List<ParameterUse> uses, PreparedStatement statement, @Nullable String echo)
      throws SQLException {
    boolean needed = uses.stream().anyMatch(use -> use instanceof ParameterUse.Target);
    boolean echoed = uses.stream().anyMatch(use -> use instanceof ParameterUse.Echoed);
    return new PlannedParameters(
        uses,
        needed ? statement.getParameterMetaData() : null,
        echoed && echo != null ? CopiedParameters.of(echo, statement.getConnection()) : null,
        0);
  }

  /** Parameters of a statement of ours: the name of a module, its bytes, its hash. */
  static PlannedParameters untyped(int count) {
    return new PlannedParameters(Collections.nCopies(count, null), null, null, 0);
  }

  private interface Question<T> {
    T ask(ParameterMetaData target, int ordinal) throws SQLException;
  }

  private interface Answer<T> {
    T of(@Nullable SqlType type);
  }

  private <T> T get(int parameter, Question<T> question, Answer<T> answer) throws SQLException {
    if (parameter < 1 || parameter > uses.size()) {
      throw SqlErrors.of(
          SqlState.NO_SUCH_INDEX,
          "There is no parameter %d: the statement has %d. Count the ? from 1."
              .formatted(parameter, uses.size()));
    }
    ParameterUse use = uses.get(parameter - 1);
    if (use instanceof ParameterUse.Target known && target != null) {
      return question.ask(target, known.ordinal());
    } else if (use instanceof ParameterUse.Echoed known && echo != null) {
      return question.ask(echo, known.ordinal());
    }
    return answer.of(use instanceof ParameterUse.Client known ? known.type() : null);
  }

  @Override
  public int getParameterCount() {
    return uses.size();
  }

  @Override
  public int isNullable(int parameter) throws SQLException {
    return get(parameter, ParameterMetaData::isNullable, type -> parameterNullable);
  }

  @Override
  public boolean isSigned(int parameter) throws SQLException {
    return get(
        parameter,
        ParameterMetaData::isSigned,
        type ->
            type instanceof SqlType.FloatingPoint
                || type instanceof SqlType.Decimal
                || (type instanceof SqlType.Int integer && integer.signed())
                || (type instanceof SqlType.Int128 wide && wide.signed()));
  }

  @Override
  public int getPrecision(int parameter) throws SQLException {
    return get(
        parameter,
        ParameterMetaData::getPrecision,
        type -> type == null ? 0 : JdbcTypes.precision(type));
  }

  @Override
  public int getScale(int parameter) throws SQLException {
    return get(
        parameter, ParameterMetaData::getScale, type -> type == null ? 0 : JdbcTypes.scale(type));
  }

  @Override
  public int getParameterType(int parameter) throws SQLException {
    return get(
        parameter,
        ParameterMetaData::getParameterType,
        type -> type == null ? Types.OTHER : JdbcTypes.of(type));
  }

  @Override
  public String getParameterTypeName(int parameter) throws SQLException {
    return get(
        parameter,
        ParameterMetaData::getParameterTypeName,
        type -> type == null ? "OTHER" : type.sql());
  }

  @Override
  public String getParameterClassName(int parameter) throws SQLException {
    return get(
        parameter,
        ParameterMetaData::getParameterClassName,
        type -> type == null ? "java.lang.Object" : JdbcTypes.className(type));
  }

  @Override
  public int getParameterMode(int parameter) throws SQLException {
    return get(
        parameter,
        ParameterMetaData::getParameterMode,
        type -> parameter <= out ? parameterModeOut : parameterModeIn);
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return Unwrapping.unwrap(this, target == null ? this : target, type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return Unwrapping.isWrapperFor(this, target == null ? this : target, type);
  }
}
