import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.tools.ToolProvider;

/**
 * Writes the delegates of the JDBC interfaces, so that no method, default methods included, can be
 * forgotten. The interfaces are read as the release that is compiled for has them, not as the JDK
 * of the build does.
 *
 * <p>Usage: {@code java GenerateDelegates.java <source folder> <release>}.
 */
final class GenerateDelegates {
  private static final String PACKAGE = "org.wasmudf.jdbc.internal.proxy";

  /** Returned by the target's objects and leading back to them: the wrapper takes their place. */
  private static final Set<String> WRAPPED =
      Set.of("Connection", "Statement", "ResultSet", "DatabaseMetaData", "Array", "Object");

  /** Given back by the caller: the target gets its own object. */
  private static final Set<String> BARED = Set.of("Array", "Object", "Object[]");

  /** The interfaces with methods before which {@code settle()} is called. */
  private static final Set<String> SETTLED =
      Set.of("Connection", "Statement", "ResultSet", "DatabaseMetaData");

  /** Run something on the target's connection, which must be as the caller knows it then. */
  private static final Set<String> RUNNING =
      Set.of(
          // Connection
          "commit",
          "rollback",
          "setAutoCommit",
          "setSavepoint",
          "releaseSavepoint",
          "setReadOnly",
          "setTransactionIsolation",
          "getTransactionIsolation",
          "setCatalog",
          "getCatalog",
          "setSchema",
          "getSchema",
          "setClientInfo",
          "isValid",
          "createArrayOf",
          "createStruct",
          "beginRequest",
          "endRequest",
          // Statement and its kinds
          "execute",
          "executeQuery",
          "executeUpdate",
          "executeLargeUpdate",
          "executeBatch",
          "executeLargeBatch",
          "getParameterMetaData",
          // ResultSet
          "insertRow",
          "updateRow",
          "deleteRow",
          "refreshRow");

  private final Elements elements;
  private final Path folder;

  private GenerateDelegates(Elements elements, Path folder) {
    this.elements = elements;
    this.folder = folder;
  }

  public static void main(String[] arguments) throws IOException {
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, List.of("--release", arguments[1]), null, null);
    GenerateDelegates generator = new GenerateDelegates(task.getElements(), Path.of(arguments[0]));
    generator.delegate("Connection", null, null);
    generator.delegate("Statement", null, null);
    generator.delegate("PreparedStatement", "Statement", "ProxyStatement");
    generator.delegate("CallableStatement", "PreparedStatement", "ProxyPreparedStatement");
    generator.delegate("ResultSet", null, null);
    generator.delegate("DatabaseMetaData", null, null);
    generator.delegate("Array", null, null);
    generator.functionCall();
  }

  /**
   * A class that hands every call to the target's object.
   *
   * @param parent the interface that the superclass implements already, null for none
   */
  private void delegate(String name, String parent, String superclass) throws IOException {
    String field = parent == null ? "delegate" : lower(name);
    StringBuilder text = head("Delegating" + name, superclass, name, "Hands every call of " + name);
    text.append("  final ").append(name).append(' ').append(field).append(";\n\n");
    if (parent == null) {
      text.append("  Delegating").append(name).append('(').append(name).append(" delegate) {\n");
      text.append("    this.delegate = delegate;\n  }\n");
    } else {
      boolean first = superclass.equals("ProxyStatement");
      text.append("  Delegating").append(name).append("(ProxyConnection connection, ");
      text.append(first ? "Statement delegate, Preparer preparer, " : "");
      text.append(name).append(' ').append(field).append(") {\n");
      text.append("    super(connection, ").append(first ? "delegate, preparer" : field);
      text.append(");\n    this.").append(field).append(" = ").append(field).append(";\n  }\n");
      if (first) {
        text.append("\n  /** Where setters are remembered, null where they need not be. */\n");
        text.append("  abstract RecordedParameters recorded() throws SQLException;\n");
      }
    }
    Set<String> hooks = new LinkedHashSet<>();
    boolean wrapper = false;
    for (ExecutableElement method : methods(name, parent)) {
      if (owner(method).equals("java.sql.Wrapper")) {
        wrapper = true;
        continue;
      }
      signature(text, method);
      if (name.equals("PreparedStatement") && isSetter(method)) {
        setter(text, method);
        continue;
      }
      if (runs(name, method)) {
        text.append("    settle();\n");
      }
      String call = field + "." + method.getSimpleName() + "(" + arguments(method) + ")";
      String returned = simple(method.getReturnType());
      if (method.getReturnType().getKind() == TypeKind.VOID) {
        text.append("    ").append(call).append(";\n");
      } else if (method.getReturnType().getKind() == TypeKind.TYPEVAR) {
        hooks.add("<T> T wrap(T value, Class<T> type)");
        text.append("    return wrap(").append(call).append(", b);\n");
      } else if (WRAPPED.contains(returned)) {
        hooks.add(returned + " wrap(" + returned + " value)");
        text.append("    return wrap(").append(call).append(");\n");
      } else {
        text.append("    return ").append(call).append(";\n");
      }
      text.append("  }\n");
    }
    if (SETTLED.contains(name)) {
      text.append("\n  /** Ends what only we know to be open on the connection. */\n");
      text.append("  abstract void settle();\n");
    }
    if (superclass == null) {
      for (String hook : hooks) {
        text.append("\n  /** The caller's own object in place of the target's. */\n  abstract ");
        text.append(hook).append(" throws SQLException;\n");
      }
    } else {
      for (String hook : hooks) {
        if (!hook.contains("ResultSet")) {
          text.append("\n  abstract ").append(hook).append(" throws SQLException;\n");
        }
      }
    }
    if (wrapper) {
      text.append("\n  @Override\n  public <T> T unwrap(Class<T> type) throws SQLException {\n");
      text.append(SETTLED.contains(name) ? "    settle();\n" : "");
      text.append("    return Unwrapping.unwrap(this, delegate, type);\n  }\n");
      text.append("\n  @Override\n");
      text.append("  public boolean isWrapperFor(Class<?> type) throws SQLException {\n");
      text.append("    return Unwrapping.isWrapperFor(this, delegate, type);\n  }\n");
    }
    if (superclass == null) {
      text.append("\n  @Override\n  public String toString() {\n");
      text.append("    return getClass().getSimpleName() + \" wrapping \" + delegate;\n  }\n");
    }
    write("Delegating" + name, text);
  }

  private static boolean runs(String name, ExecutableElement method) {
    String called = method.getSimpleName().toString();
    if (name.equals("DatabaseMetaData")) {
      return called.startsWith("getMax")
          || called.equals("getSQLKeywords")
          || (called.endsWith("Functions") && called.startsWith("get"))
          || simple(method.getReturnType()).equals("ResultSet");
    } else if (called.equals("getMetaData")) {
      return name.equals("PreparedStatement");
    }
    return RUNNING.contains(called);
  }

  /** Whether a method of PreparedStatement sets a parameter. */
  private static boolean isSetter(ExecutableElement method) {
    return method.getSimpleName().toString().startsWith("set")
        && types(method).get(0).equals("int");
  }

  /**
   * A setter of PreparedStatement: the target's own where there is a statement of the target, and
   * remembered where the parameters may be bound elsewhere.
   */
  private static void setter(StringBuilder text, ExecutableElement method) {
    String setter = method.getSimpleName().toString();
    List<String> types = types(method);
    List<String> passed = new ArrayList<>(List.of(arguments(method).split(", ")));
    String direct = "preparedStatement." + setter + "(" + String.join(", ", passed) + ");\n";
    text.append("    RecordedParameters recorded = recorded();\n");
    text.append("    if (recorded == null) {\n      ")
        .append(direct)
        .append("      return;\n    }\n");
    passed.set(0, "ordinal");
    String remembered = "b";
    String again = direct;
    if (types.get(1).equals("InputStream") || types.get(1).equals("Reader")) {
      text.append("    StreamedValue value = StreamedValue.").append(streamed(setter, types));
      text.append("(b, ").append(types.size() == 3 ? "c" : "-1").append(");\n");
      passed.set(1, types.get(1).equals("Reader") ? "value.reader()" : "value.input()");
      remembered = "value";
      // Read now: the target's statement and the one in its place both need it.
      again =
          "value.content();\n      preparedStatement."
              + setter
              + "(a, "
              + String.join(", ", passed.subList(1, passed.size()))
              + ");\n";
    } else if (setter.equals("setNull")) {
      remembered = "null";
    } else if (types.contains("java.util.Calendar")) {
      remembered = "RecordedParameters.local(b, c)";
    }
    text.append("    if (preparedStatement != null) {\n      ").append(again).append("    }\n");
    text.append("    recorded.record(a, ").append(remembered);
    text.append(", (target, ordinal) -> target.").append(setter).append('(');
    text.append(String.join(", ", passed)).append("));\n  }\n");
  }

  /** A call of one function, whose value is the only parameter that comes out. */
  private void functionCall() throws IOException {
    String name = "CallingStatement";
    StringBuilder text =
        head(
            name,
            "ProxyPreparedStatement",
            "CallableStatement",
            "Leads every getter to the function's value, and names of parameters to their numbers");
    text.append("  ").append(name).append("(ProxyConnection connection, Statement delegate, ");
    text.append(
        "Preparer preparer, String sql, org.wasmudf.jdbc.internal.Route route,\n      RecordedParameters parameters) {\n");
    text.append("    super(connection, delegate, preparer, sql, route, parameters);\n  }\n");
    text.append("\n  /** The row with the value. */\n");
    text.append("  abstract ResultSet value(int ordinal) throws SQLException;\n");
    text.append("\n  /** The number of a named parameter. */\n");
    text.append("  abstract int ordinal(String name) throws SQLException;\n");
    text.append("\n  /** Notes that a parameter comes out. */\n");
    text.append("  abstract void register(int ordinal) throws SQLException;\n");
    for (ExecutableElement method : methods("CallableStatement", "PreparedStatement")) {
      String called = method.getSimpleName().toString();
      List<String> types = types(method);
      List<String> passed = new ArrayList<>(List.of(arguments(method).split(", ")));
      boolean named = !types.isEmpty() && types.get(0).equals("String");
      signature(text, method);
      if (called.equals("registerOutParameter")) {
        text.append("    register(").append(named ? "ordinal(a)" : "a").append(");\n  }\n");
        continue;
      } else if (called.equals("wasNull")) {
        text.append("    return value(1).wasNull();\n  }\n");
        continue;
      }
      if (named) {
        passed.set(0, "ordinal(a)");
        text.append(called.startsWith("get") ? "    return " : "    ").append(called);
      } else {
        passed.set(0, "1");
        text.append("    return value(a).").append(called);
      }
      text.append('(').append(String.join(", ", passed)).append(");\n  }\n");
    }
    write(name, text);
  }

  /** What the bytes or characters of a stream are. */
  private static String streamed(String setter, List<String> types) {
    if (types.get(1).equals("Reader")) {
      return "characters";
    }
    return switch (setter) {
      case "setAsciiStream" -> "ascii";
      case "setUnicodeStream" -> "unicode";
      default -> "binary";
    };
  }

  private StringBuilder head(String name, String superclass, String type, String purpose) {
    StringBuilder text = new StringBuilder();
    text.append("package ").append(PACKAGE).append(";\n\n");
    text.append("import java.io.*;\nimport java.sql.*;\n");
    text.append("import org.jspecify.annotations.NullUnmarked;\n\n");
    text.append("/** ").append(purpose).append(". Written by GenerateDelegates. */\n");
    text.append("@NullUnmarked\n@SuppressWarnings(\"deprecation\")\nabstract class ");
    text.append(name);
    if (superclass != null) {
      text.append(" extends ").append(superclass);
    }
    text.append(" implements ").append(type);
    if (type.equals("Array")) {
      // java.sql.Array is no Wrapper, but the way to the target's own object must stay open.
      text.append(", Wrapper");
    }
    return text.append(" {\n");
  }

  /** The methods of an interface and its parents, without those of {@code parent}, sorted. */
  private List<ExecutableElement> methods(String name, String parent) {
    TypeElement type = elements.getTypeElement("java.sql." + name);
    Set<Element> inherited =
        parent == null
            ? Set.of()
            : Set.copyOf(elements.getAllMembers(elements.getTypeElement("java.sql." + parent)));
    TreeMap<String, ExecutableElement> sorted = new TreeMap<>();
    List<Element> members = new ArrayList<>(elements.getAllMembers(type));
    if (name.equals("Array")) {
      members.addAll(elements.getTypeElement("java.sql.Wrapper").getEnclosedElements());
    }
    for (ExecutableElement method : ElementFilter.methodsIn(members)) {
      if (method.getEnclosingElement().getKind() == ElementKind.INTERFACE
          && !method.getModifiers().contains(Modifier.STATIC)
          && !inherited.contains(method)) {
        sorted.put(method.getSimpleName() + types(method).toString(), method);
      }
    }
    return List.copyOf(sorted.values());
  }

  private static void signature(StringBuilder text, ExecutableElement method) {
    text.append("\n  @Override\n  public ");
    if (!method.getTypeParameters().isEmpty()) {
      text.append("<T> ");
    }
    text.append(simple(method.getReturnType())).append(' ');
    text.append(method.getSimpleName()).append('(');
    List<String> types = types(method);
    for (int i = 0; i < types.size(); i++) {
      text.append(i == 0 ? "" : ", ").append(types.get(i)).append(' ').append((char) ('a' + i));
    }
    text.append(')');
    if (!method.getThrownTypes().isEmpty()) {
      text.append(" throws ");
      text.append(
          method.getThrownTypes().stream()
              .map(GenerateDelegates::simple)
              .collect(Collectors.joining(", ")));
    }
    text.append(" {\n");
  }

  /** The call's arguments a, b, c, ...; wrappers that the caller gives back are unwrapped. */
  private static String arguments(ExecutableElement method) {
    List<String> types = types(method);
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      String argument = String.valueOf((char) ('a' + i));
      arguments.add(BARED.contains(types.get(i)) ? "Unwrapping.bare(" + argument + ")" : argument);
    }
    return String.join(", ", arguments);
  }

  private static List<String> types(ExecutableElement method) {
    return method.getParameters().stream().map(p -> simple(p.asType())).toList();
  }

  /** A type as the generated imports let it be written. */
  private static String simple(TypeMirror type) {
    return type.toString().replaceAll("\\bjava\\.(sql|lang|io)\\.(?=[A-Z])", "");
  }

  private static String owner(ExecutableElement method) {
    return ((TypeElement) method.getEnclosingElement()).getQualifiedName().toString();
  }

  private static String lower(String name) {
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  /** Leaves an unchanged file alone, so that nothing is compiled again because of it. */
  private void write(String name, StringBuilder text) throws IOException {
    Path file = folder.resolve(PACKAGE.replace('.', '/')).resolve(name + ".java");
    byte[] bytes = text.append("}\n").toString().getBytes(StandardCharsets.UTF_8);
    Files.createDirectories(file.getParent());
    if (!Files.exists(file) || !java.util.Arrays.equals(bytes, Files.readAllBytes(file))) {
      Files.write(file, bytes);
    }
  }
}
