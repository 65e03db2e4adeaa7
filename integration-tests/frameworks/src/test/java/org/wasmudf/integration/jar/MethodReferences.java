package org.wasmudf.integration.jar;

import java.io.DataInputStream;
import java.io.IOException;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Which methods the classes of a jar call, by their constant pools (JVM specification, 4.4). */
final class MethodReferences {
  private MethodReferences() {}

  /**
   * The methods that others call, each as its class, name and descriptor.
   *
   * @param owner how they begin: with the internal name of a class, and a dot where it is whole
   */
  static List<String> of(JarFile jar, String owner) throws IOException {
    TreeSet<String> all = new TreeSet<>();
    String itself = owner.endsWith(".") ? owner.substring(0, owner.length() - 1) : owner;
    for (JarEntry entry :
        jar.stream()
            .filter(e -> e.getName().endsWith(".class") && !e.getName().contains(itself))
            .toList()) {
      try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
        in.skipNBytes(8);
        all.addAll(new Pool(in).methods(owner));
      }
    }
    return List.copyOf(all);
  }

  static String signature(Method method) {
    return "%s.%s%s"
        .formatted(
            method.getDeclaringClass().getName().replace('.', '/'),
            method.getName(),
            MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                .toMethodDescriptorString());
  }

  private static final class Pool {
    private final Map<Integer, String> texts = new HashMap<>();
    private final Map<Integer, Integer> classes = new HashMap<>();
    private final Map<Integer, int[]> pairs = new HashMap<>();
    private final List<int[]> methods = new ArrayList<>();

    Pool(DataInputStream in) throws IOException {
      int count = in.readUnsignedShort();
      for (int i = 1; i < count; i++) {
        int tag = in.readUnsignedByte();
        switch (tag) {
          case 1 -> texts.put(i, in.readUTF());
          case 3, 4, 9, 17, 18 -> in.skipNBytes(4);
          case 5, 6 -> {
            in.skipNBytes(8);
            i++; // A long or a double takes two places.
          }
          case 7 -> classes.put(i, in.readUnsignedShort());
          case 8, 16, 19, 20 -> in.skipNBytes(2);
          case 10, 11 -> methods.add(new int[] {in.readUnsignedShort(), in.readUnsignedShort()});
          case 12 -> pairs.put(i, new int[] {in.readUnsignedShort(), in.readUnsignedShort()});
          case 15 -> in.skipNBytes(3);
          default -> throw new IOException("constant pool tag " + tag);
        }
      }
    }

    List<String> methods(String owner) {
      List<String> found = new ArrayList<>();
      for (int[] method : methods) {
        String type = texts.get(classes.get(method[0]));
        int[] pair = pairs.get(method[1]);
        if (pair != null) {
          String whole = type + "." + texts.get(pair[0]) + texts.get(pair[1]);
          if (whole.startsWith(owner) && !whole.contains("<")) {
            found.add(whole);
          }
        }
      }
      return found;
    }
  }
}
