package org.wasmudf.integration.passthrough;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wasmudf.integration.targets.EachTarget;
import org.wasmudf.integration.targets.Target;

/** Everything that a tool can ask of DatabaseMetaData. */
class MetaDataTest {
  /** Ours, or listed with ours and tested elsewhere, or leading to the connection. */
  private static final Set<String> NOT_THE_TARGETS =
      Set.of(
          "getDriverName",
          "getDriverVersion",
          "getDriverMajorVersion",
          "getDriverMinorVersion",
          "getFunctions",
          "getFunctionColumns",
          "getConnection",
          "unwrap",
          "isWrapperFor");

  @EachTarget
  void everyMethodGivesWhatTheTargetGives(Target target) throws SQLException {
    List<Method> methods =
        Arrays.stream(DatabaseMetaData.class.getMethods())
            .filter(method -> !NOT_THE_TARGETS.contains(method.getName()))
            .sorted(Comparator.comparing(Method::toString))
            .toList();
    assertFalse(methods.size() < 170, "the methods of DatabaseMetaData");
    Comparison.same(
        target,
        (connection, seen) -> {
          DatabaseMetaData metaData = connection.getMetaData();
          for (Method method : methods) {
            for (int kind = 0; kind < 2; kind++) {
              Object[] arguments = arguments(method, kind);
              seen.step(
                  method.getName() + Arrays.toString(arguments),
                  () -> invoke(method, metaData, arguments));
            }
          }
        });
  }

  private static @Nullable Object[] arguments(Method method, int kind) {
    Class<?>[] types = method.getParameterTypes();
    @Nullable Object[] arguments = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      if (types[i] == int.class) {
        arguments[i] = kind == 0 ? 1 : 4;
      } else if (types[i] == boolean.class) {
        arguments[i] = kind == 0;
      } else if (types[i] == String.class) {
        // Names of tables and columns come last but for the catalog and the schema.
        arguments[i] = i < 2 ? null : kind == 0 ? "t" : "%";
      }
    }
    return arguments;
  }

  private static @Nullable Object invoke(
      Method method, DatabaseMetaData metaData, @Nullable Object[] arguments) throws Exception {
    try {
      Object value = method.invoke(metaData, arguments);
      // DuckDB lists the names of its functions in another order each time.
      return value instanceof String names && method.getName().endsWith("Functions")
          ? Arrays.stream(names.split(",")).sorted().toList()
          : value;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }
}
