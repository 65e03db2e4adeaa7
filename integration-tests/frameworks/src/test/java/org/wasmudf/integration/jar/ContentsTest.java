package org.wasmudf.integration.jar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Nothing is in the jar that is not on the list, and nothing is missing in it. */
class ContentsTest {
  private static final long MOST_BYTES = 15_000_000;
  private static final int JAVA_17 = 61;

  private static final List<Pattern> ALLOWED =
      Stream.of(
              "META-INF/(MANIFEST\\.MF|LICENSE|NOTICE|NOTICE\\.txt|licenses/ASM)",
              "META-INF/(FastDoubleParser-|FastDoubleParser-ThirdParty-|Schubfach-)LICENSE",
              "META-INF/services/java\\.sql\\.Driver",
              "META-INF/versions/24/" + MemoryStandIn.FILE,
              "org/wasmudf/(jdbc|rewriter|runtime|store)/.*\\.class",
              "org/wasmudf/jdbc/internal/version\\.properties",
              "org/wasmudf/shaded/com/fasterxml/jackson/.*\\.class",
              "org/wasmudf/shaded/com/google/flatbuffers/.*\\.class",
              "org/wasmudf/shaded/net/sf/jsqlparser/.*\\.class",
              "org/wasmudf/shaded/org/apache/arrow/.*\\.class",
              "org/wasmudf/shaded/org/apache/commons/codec/.*\\.(class|txt)",
              "org/wasmudf/shaded/org/jspecify/.*\\.class",
              "org/wasmudf/shaded/org/objectweb/asm/.*\\.class",
              "org/wasmudf/shaded/org/slf4j/(Logger|LoggerFactory|SystemLogger|package-info)\\.class",
              "org/wasmudf/shaded/run/endive/.*\\.class")
          .map(Pattern::compile)
          .toList();

  /**
   * What the jar may name and not have: wasmtime-java and SQLite's driver are optional, the others
   * are annotations.
   */
  private static final List<String> MAY_BE_MISSING =
      List.of(
          "io.github.kawamuray.wasmtime.",
          "org.sqlite.",
          "org.immutables.value.",
          "org.checkerframework.");

  @Test
  void everyEntryIsOnTheList() throws IOException {
    try (JarFile jar = ShadedJar.open()) {
      List<String> others =
          files(jar)
              .map(JarEntry::getName)
              .filter(name -> ALLOWED.stream().noneMatch(rule -> rule.matcher(name).matches()))
              .toList();
      assertEquals(List.of(), others);
      for (String name : List.of("META-INF/LICENSE", "META-INF/NOTICE", "META-INF/licenses/ASM")) {
        assertFalse(text(jar, name).isBlank(), name);
      }
    }
  }

  @Test
  void jarIsSmall() throws IOException {
    long bytes = Files.size(ShadedJar.path());
    assertTrue(bytes <= MOST_BYTES, () -> bytes + " bytes");
  }

  @Test
  void oneDriverIsRegisteredAndItIsOurs() throws IOException {
    try (JarFile jar = ShadedJar.open()) {
      assertEquals(ShadedJar.DRIVER, text(jar, "META-INF/services/java.sql.Driver").strip());
    }
  }

  @Test
  void moduleHasAName() throws IOException {
    try (JarFile jar = ShadedJar.open()) {
      assertEquals(
          "org.wasmudf.jdbc",
          jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name"));
    }
  }

  @Test
  void classesRunOnJava17() throws IOException {
    try (JarFile jar = ShadedJar.open()) {
      for (JarEntry entry : files(jar).filter(e -> e.getName().endsWith(".class")).toList()) {
        try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
          in.skipNBytes(6);
          assertTrue(in.readUnsignedShort() <= JAVA_17, entry.getName());
        }
      }
    }
  }

  @Test
  void everyClassThatIsNamedIsInside() {
    StringWriter printed = new StringWriter();
    PrintWriter out = new PrintWriter(printed);
    ToolProvider.findFirst("jdeps")
        .orElseThrow()
        .run(out, out, "--multi-release", "base", "--missing-deps", ShadedJar.path().toString());
    List<String> missing =
        printed
            .toString()
            .lines()
            .filter(line -> line.contains(" -> ") && line.contains("not found"))
            .map(line -> line.substring(line.indexOf(" -> ") + 4).strip())
            .filter(name -> MAY_BE_MISSING.stream().noneMatch(name::startsWith))
            .filter(name -> !name.equals("not found"))
            .toList();
    assertEquals(List.of(), missing);
    assertTrue(printed.toString().contains("wasmtime"), "jdeps printed: " + printed);
  }

  @Test
  void everyLoggingMethodThatIsCalledIsInside() throws IOException, ReflectiveOperationException {
    assertOffered(
        "org/wasmudf/shaded/org/slf4j/Logger",
        Class.forName("org.wasmudf.shaded.org.slf4j.Logger"),
        Class.forName("org.wasmudf.shaded.org.slf4j.LoggerFactory"));
  }

  @Test
  void everyMethodOfArrowsMemoryThatIsCalledIsInTheStandInToo() throws IOException {
    assertOffered(MemoryStandIn.NAME.replace('.', '/') + ".", MemoryStandIn.load());
  }

  /** Every method that the jar's classes call of these is there. */
  private static void assertOffered(String owner, Class<?>... types) throws IOException {
    List<String> offered =
        Stream.of(types)
            .flatMap(type -> Stream.of(type.getMethods()))
            .map(MethodReferences::signature)
            .toList();
    List<String> called;
    try (JarFile jar = ShadedJar.open()) {
      called = MethodReferences.of(jar, owner);
    }
    assertTrue(called.size() > 5, called::toString);
    assertEquals(List.of(), called.stream().filter(one -> !offered.contains(one)).toList());
  }

  @Test
  void publishedPomHasNoDependencies() throws Exception {
    Path pom = ShadedJar.path().resolve("../../dependency-reduced-pom.xml").normalize();
    Element project =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(pom.toFile())
            .getDocumentElement();
    for (Node child = project.getFirstChild(); child != null; child = child.getNextSibling()) {
      assertFalse(child.getNodeName().equals("dependencies"), child::getTextContent);
    }
  }

  @Test
  void billOfMaterialsNamesWhatIsInside() throws IOException {
    Path bill = Path.of(ShadedJar.path().toString().replaceFirst("\\.jar$", "-cyclonedx.json"));
    Assumptions.assumeTrue(
        Files.exists(bill) || System.getenv("WASMUDF_REQUIRE_SBOM") != null,
        "the plugin that writes the bill of materials does nothing while Maven is offline");
    String text = Files.readString(bill);
    for (String part :
        List.of(
            "org.apache.arrow/arrow-vector@",
            "run.endive/runtime@",
            "org.ow2.asm/asm@",
            "com.github.jsqlparser/jsqlparser@",
            "com.fasterxml.jackson.core/jackson-databind@",
            "com.google.flatbuffers/flatbuffers-java@")) {
      assertTrue(text.contains("pkg:maven/" + part), part);
    }
    for (String part : List.of("io.netty", "org.slf4j", "com.h2database", "wasmtime-java")) {
      assertFalse(text.contains("pkg:maven/" + part), part);
    }
  }

  private static Stream<JarEntry> files(JarFile jar) {
    return jar.stream().filter(entry -> !entry.isDirectory());
  }

  private static String text(JarFile jar, String name) throws IOException {
    return new String(
        jar.getInputStream(jar.getJarEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
  }
}
