package org.wasmudf.jdbc.internal.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.DatabaseMetaData;
import java.sql.Driver;
import java.sql.NClob;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Wrapper;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.wasmudf.jdbc.WasmUdfDataSource;
import org.wasmudf.jdbc.WasmUdfDriver;
import org.wasmudf.jdbc.internal.Session;
import org.wasmudf.jdbc.internal.options.Options;
import org.wasmudf.runtime.WasmRuntime;

/** Calls every method of every interface over a target that only remembers what it was asked. */
class EveryMethodReachesTheTargetTest {
  private static final Set<String> OURS =
      Set.of(
          "unwrap",
          "isWrapperFor",
          "getDriverName",
          "getDriverVersion",
          "getDriverMajorVersion",
          "getDriverMinorVersion");

  /** The target: remembers the last call, or throws. */
  private static final class Recorder implements InvocationHandler {
    @Nullable Method method;
    Object @Nullable [] arguments;
    @Nullable SQLException failure;

    @Override
    public @Nullable Object invoke(Object self, Method called, Object @Nullable [] given)
        throws SQLException {
      if (called.getDeclaringClass() == Object.class) {
        return called.getName().equals("toString") ? "target" : System.identityHashCode(self);
      }
      method = called;
      arguments = given;
      if (failure != null) {
        throw failure;
      }
      return value(called.getReturnType());
    }

    <T> T as(Class<T> type) {
      return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this));
    }
  }

  private static final Map<Class<?>, Class<?>> WRAPPERS =
      Map.of(
          Connection.class, ProxyConnection.class,
          Statement.class, ProxyStatement.class,
          PreparedStatement.class, ProxyPreparedStatement.class,
          CallableStatement.class, ProxyCallableStatement.class,
          ResultSet.class, ProxyResultSet.class,
          DatabaseMetaData.class, ProxyMetaData.class,
          Array.class, ProxyArray.class);

  private static Object over(Class<?> type, Recorder recorder) throws SQLException {
    Connection target = recorder.as(Connection.class);
    ProxyConnection connection =
        new ProxyConnection(target, new Session(Options.defaults(), target, WasmRuntime::shared));
    if (type == Connection.class) {
      return connection;
    } else if (type == Statement.class) {
      return new ProxyStatement(connection, recorder.as(Statement.class), Preparer.PLAIN);
    } else if (type == PreparedStatement.class) {
      return new ProxyPreparedStatement(connection, recorder.as(PreparedStatement.class));
    } else if (type == CallableStatement.class) {
      return new ProxyCallableStatement(connection, recorder.as(CallableStatement.class));
    } else if (type == ResultSet.class) {
      return new ProxyResultSet(connection, null, recorder.as(ResultSet.class));
    } else if (type == DatabaseMetaData.class) {
      return new ProxyMetaData(connection, recorder.as(DatabaseMetaData.class));
    }
    return new ProxyArray(connection, recorder.as(Array.class));
  }

  @TestFactory
  Stream<DynamicTest> everyMethodIsDeclaredByOurClass() {
    return Stream.concat(
            WRAPPERS.entrySet().stream(),
            Map.of(
                DataSource.class, WasmUdfDataSource.class,
                Driver.class, WasmUdfDriver.class)
                .entrySet()
                .stream())
        .flatMap(
            entry ->
                Arrays.stream(entry.getKey().getMethods())
                    .filter(method -> !Modifier.isStatic(method.getModifiers()))
                    .map(
                        method ->
                            DynamicTest.dynamicTest(
                                method.toString(), () -> declared(entry.getValue(), method))));
  }

  private static void declared(Class<?> ours, Method method) throws NoSuchMethodException {
    Method found = ours.getMethod(method.getName(), method.getParameterTypes());
    assertFalse(found.getDeclaringClass().isInterface(), found.toString());
  }

  /** What we make ourselves for statements with functions: no method is left to its default. */
  @TestFactory
  Stream<DynamicTest> everyMethodIsDeclaredByWhatWeMake() throws ClassNotFoundException {
    String stream = "org.wasmudf.jdbc.internal.stream.";
    return Stream.of(
            Map.entry(CallableStatement.class, FunctionCall.class),
            Map.entry(ParameterMetaData.class, PlannedParameters.class),
            Map.entry(ResultSet.class, Class.forName(stream + "StreamedResultSet")),
            Map.entry(ResultSetMetaData.class, Class.forName(stream + "StreamMetaData")),
            Map.entry(Blob.class, Class.forName(stream + "HeapBlob")),
            Map.entry(NClob.class, Class.forName(stream + "HeapClob")))
        .flatMap(
            entry ->
                Arrays.stream(entry.getKey().getMethods())
                    .filter(method -> !Modifier.isStatic(method.getModifiers()))
                    .map(
                        method ->
                            DynamicTest.dynamicTest(
                                method.toString(), () -> declared(entry.getValue(), method))));
  }

  @TestFactory
  Stream<DynamicTest> everyMethodOfTheBuilderIsDeclaredByOurClass() throws SQLException {
    ConnectionBuilder builder =
        new WasmUdfDataSource(new Recorder().as(DataSource.class)).createConnectionBuilder();
    return Arrays.stream(ConnectionBuilder.class.getMethods())
        .map(
            method ->
                DynamicTest.dynamicTest(
                    method.toString(), () -> declared(builder.getClass(), method)));
  }

  @TestFactory
  Stream<DynamicTest> everyMethodReachesTheTargetWithItsArguments() {
    return methods()
        .map(
            method ->
                DynamicTest.dynamicTest(
                    method.toString(),
                    () -> {
                      Recorder recorder = new Recorder();
                      Object ours = over(type(method), recorder);
                      Object[] arguments =
                          Arrays.stream(method.getParameterTypes())
                              .map(EveryMethodReachesTheTargetTest::value)
                              .toArray();
                      Object result = method.invoke(ours, arguments);
                      Method reached = recorder.method;
                      assertNotNull(reached);
                      assertEquals(method.getName(), reached.getName());
                      assertEquals(
                          Arrays.asList(method.getParameterTypes()),
                          Arrays.asList(reached.getParameterTypes()));
                      Object[] received =
                          recorder.arguments == null ? new Object[0] : recorder.arguments;
                      assertEquals(arguments.length, received.length);
                      for (int i = 0; i < arguments.length; i++) {
                        if (method.getParameterTypes()[i].isPrimitive()) {
                          assertEquals(arguments[i], received[i]);
                        } else {
                          assertSame(arguments[i], received[i]);
                        }
                      }
                      assertEquals(
                          WRAPPERS.containsKey(method.getReturnType()),
                          result != null && result.getClass().getSimpleName().startsWith("Proxy"),
                          String.valueOf(result));
                    }));
  }

  @TestFactory
  Stream<DynamicTest> theTargetsExceptionIsTheSameObject() {
    return methods()
        .filter(method -> Arrays.asList(method.getExceptionTypes()).contains(SQLException.class))
        .map(
            method ->
                DynamicTest.dynamicTest(
                    method.toString(),
                    () -> {
                      Recorder recorder = new Recorder();
                      recorder.failure = new SQLException("theirs", "99999", 42);
                      Object ours = over(type(method), recorder);
                      Object[] arguments =
                          Arrays.stream(method.getParameterTypes())
                              .map(EveryMethodReachesTheTargetTest::value)
                              .toArray();
                      Throwable thrown =
                          assertThrows(
                              InvocationTargetException.class,
                              () -> method.invoke(ours, arguments));
                      assertSame(recorder.failure, thrown.getCause());
                      assertEquals(0, recorder.failure.getSuppressed().length);
                    }));
  }

  /** The interfaces' methods without those of Wrapper and of the driver's own version. */
  private static Stream<Method> methods() {
    Stream<Method> all =
        WRAPPERS.keySet().stream().flatMap(type -> Arrays.stream(type.getMethods()));
    return all.filter(
        method ->
            !Modifier.isStatic(method.getModifiers())
                && !OURS.contains(method.getName())
                && method.getDeclaringClass() != Wrapper.class);
  }

  /** The most general wrapped interface that declares the method. */
  private static Class<?> type(Method method) {
    Class<?> type = method.getDeclaringClass();
    assertTrue(WRAPPERS.containsKey(type), type.getName());
    return type;
  }

  /** A value of this type; for interfaces of JDBC another fake. */
  private static @Nullable Object value(Class<?> type) {
    if (type == void.class) {
      return null;
    } else if (type == boolean.class) {
      return true;
    } else if (type == byte.class) {
      return (byte) 7;
    } else if (type == short.class) {
      return (short) 7;
    } else if (type == int.class) {
      return 7;
    } else if (type == long.class) {
      return 7L;
    } else if (type == float.class) {
      return 7f;
    } else if (type == double.class) {
      return 7d;
    } else if (type == String.class) {
      return "select 7";
    } else if (type == Class.class) {
      return String.class;
    } else if (type.isArray()) {
      return java.lang.reflect.Array.newInstance(type.getComponentType(), 1);
    } else if (type.isInterface() && type.getName().startsWith("java.sql.")) {
      return new Recorder().as(type);
    }
    return null;
  }
}
