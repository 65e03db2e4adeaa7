package org.wasmudf.integration.conformance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import net.hydromatic.sqllogictest.ISqlTestOperation;
import net.hydromatic.sqllogictest.OptionsParser;
import net.hydromatic.sqllogictest.SltTestFile;

/** The test files of sql-logic-test, by group: the folder that a file lies in. */
final class SltFiles {
  private SltFiles() {}

  /** A choice of files in which every group is: the same for the same seed. */
  static List<String> choose(int count, long seed) throws IOException {
    Random random = new Random(seed);
    List<String> chosen = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (List<String> group : groups().values()) {
      Collections.shuffle(group, random);
      chosen.add(group.get(0));
      others.addAll(group.subList(1, group.size()));
    }
    Collections.shuffle(others, random);
    chosen.addAll(others.subList(0, Math.max(0, Math.min(others.size(), count - chosen.size()))));
    return chosen;
  }

  private static Map<String, List<String>> groups() throws IOException {
    Map<String, List<String>> groups = new TreeMap<>();
    try (JarFile jar = new JarFile(jar().toFile())) {
      for (JarEntry entry : Collections.list(jar.entries())) {
        String name = entry.getName();
        if (name.endsWith(".test")) {
          groups
              .computeIfAbsent(name.substring(0, name.lastIndexOf('/')), g -> new ArrayList<>())
              .add(name);
        }
      }
    }
    return groups;
  }

  private static Path jar() throws IOException {
    try {
      return Path.of(SltTestFile.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  /** The statements and queries of a file, those of other dialects than PostgreSQL's left out. */
  static Collection<ISqlTestOperation> parse(String file) throws IOException {
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
    SltTestFile parsed = new SltTestFile(file);
    parsed.parse(new OptionsParser(false, nowhere, nowhere).parse("-e", "none"));
    return parsed.fileContents;
  }
}
