package org.wasmudf.integration.types;

import java.util.List;
import org.wasmudf.integration.targets.Target;

/** What cannot be the same on H2. */
final class H2Differences {
  static final List<KnownDifference> ALL =
      List.of(
          difference(
              "DECFLOAT, CHAR, VARCHAR_IGNORECASE, BINARY, JSON, ENUM, ROW, JAVA_OBJECT, GEOMETRY",
              "(DECFLOAT|CHAR|VARCHAR_IGNORECASE|BINARY|JSON|ENUM|ROW|JAVA_OBJECT|GEOMETRY)\\b.*",
              "`getArray` of a value that is no array",
              "getArray|getObject\\(Array of java.sql\\)",
              "only H2 itself can make its array of one of these types: 22018"),
          difference(
              "VARCHAR, CHAR",
              "(result )?(VARCHAR|CHAR).*",
              "`getObject` as Duration or Period",
              "getObject\\((Duration|Period)\\)",
              "intervals are not read out of texts: 22018; cast in the query"),
          difference(
              "BIGINT, NUMERIC",
              "(BIGINT|NUMERIC).*",
              "`getObject` as Duration or Period",
              "getObject\\((Duration|Period)\\)",
              "a number of days or years that is too large is 22003; H2 says 90008, or gives another"
                  + " duration"),
          difference(
              "BINARY, VARBINARY, BLOB, JAVA_OBJECT",
              "(BINARY|VARBINARY|BLOB|JAVA_OBJECT).*",
              "`getObject` as Object or UUID",
              "getObject\\((Object|UUID)\\)",
              "H2 deserializes a Java object out of the bytes; wasmudf never does: 22018"));

  private H2Differences() {}

  private static KnownDifference difference(
      String types, String typePattern, String getters, String getterPattern, String reason) {
    return KnownDifference.of(Target.H2, types, typePattern, getters, getterPattern, reason);
  }
}
