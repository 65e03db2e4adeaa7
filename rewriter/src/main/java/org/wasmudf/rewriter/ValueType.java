package org.wasmudf.rewriter;

import org.jspecify.annotations.Nullable;
import org.wasmudf.store.SqlType;

/** What is known of a value's type before anything runs. */
sealed interface ValueType {
  /** As a message names it. */
  String display();

  /**
   * A type, and the value where it is a literal.
   *
   * @param literal null where the value is not known
   */
  record Typed(SqlType type, @Nullable Object literal) implements ValueType {
    @Override
    public String display() {
      return type.sql();
    }
  }

  /** A parameter without CAST, or NULL: takes the type of its surroundings. */
  record Untyped(String display) implements ValueType {
    static final Untyped PARAMETER = new Untyped("?");
    static final Untyped NULL = new Untyped("NULL");
  }

  /** A type of the target that our types do not have. */
  record Foreign(String display) implements ValueType {}
}
