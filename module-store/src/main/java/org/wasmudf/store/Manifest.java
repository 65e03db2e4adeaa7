package org.wasmudf.store;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A catalog as bytes: one JSON object a line. The first line holds the format's number, the
 * generation, the length of the rest and a SHA-256 over both, so it is different for every content
 * and a reader sees by it alone whether anything changed. Each further line holds a module or a
 * function and a checksum of its own, so that a repair can tell which lines of a damaged manifest
 * are whole.
 */
final class Manifest {
  /** Raised whenever an older wasmudf would misread or lose a field. */
  static final int FORMAT = 1;

  /** No header is longer. */
  static final int MAX_HEADER = 256;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          // Any Java string comes back, one with half a surrogate pair too.
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Manifest() {}

  /** The bytes do not hold what a manifest holds; the message says what is wrong. */
  static final class DamageException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String message;

    DamageException(String message, @Nullable Throwable cause) {
      super(message, cause);
      this.message = message;
    }

    @Override
    public String getMessage() {
      return message;
    }
  }

  /** A newer wasmudf wrote the manifest. */
  static final class NewerFormatException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int format;

    NewerFormatException(int format) {
      this.format = format;
    }

    int format() {
      return format;
    }
  }

  /**
   * What could be read of a damaged manifest.
   *
   * @param lost one sentence for each part that could not
   */
  record Salvage(CatalogState state, List<String> lost) {}

  static byte[] write(CatalogState state) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (StoredModule module : state.modules().values()) {
      line(body, "module", moduleNode(module));
    }
    for (FunctionDefinition function : state.functions().values()) {
      line(body, "function", functionNode(function));
    }
    ObjectNode header = JSON.createObjectNode();
    header.put("format", FORMAT);
    header.put("generation", state.generation());
    header.put("length", body.size());
    header.put("sha256", checksum(header, body.toByteArray()).hex());
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(bytes(header));
    all.write('\n');
    all.writeBytes(body.toByteArray());
    return all.toByteArray();
  }

  /** Over the header without its checksum, and what follows. */
  private static Hash checksum(ObjectNode header, byte[] body) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(bytes(header.without("sha256")));
    all.writeBytes(body);
    return Hash.of(all.toByteArray());
  }

  private static void line(ByteArrayOutputStream body, String what, ObjectNode content) {
    ObjectNode line = JSON.createObjectNode();
    line.set(what, content);
    line.put("sha256", Hash.of(bytes(content)).hex());
    body.writeBytes(bytes(line));
    body.write('\n');
  }

  private static byte[] bytes(JsonNode node) {
    try {
      return JSON.writeValueAsBytes(node);
    } catch (JacksonException e) {
      throw new UncheckedIOException("a tree of plain values can be written", e);
    }
  }

  /** The first line of a manifest or of its first {@link #MAX_HEADER} bytes. */
  static String header(byte[] start) throws DamageException {
    for (int i = 0; i < start.length && i < MAX_HEADER; i++) {
      if (start[i] == '\n') {
        return new String(start, 0, i, StandardCharsets.ISO_8859_1);
      }
    }
    throw new DamageException("its first line has no end", null);
  }

  static CatalogState read(byte[] manifest) throws DamageException, NewerFormatException {
    int headerEnd = header(manifest).length();
    long generation;
    try {
      ObjectNode node = object(manifest, 0, headerEnd);
      int format = number(node, "format").intValue();
      if (format > FORMAT) {
        throw new NewerFormatException(format);
      }
      if (format < 1) {
        throw new DamageException("its format is " + format, null);
      }
      generation = number(node, "generation").longValue();
      byte[] body = Arrays.copyOfRange(manifest, headerEnd + 1, manifest.length);
      if (number(node, "length").longValue() != body.length) {
        throw new DamageException(
            "it has %d bytes behind its first line instead of %d"
                .formatted(body.length, number(node, "length").longValue()),
            null);
      }
      String stated = text(node, "sha256");
      Hash found = checksum(node.deepCopy(), body);
      if (!found.hex().equals(stated)) {
        throw new DamageException(
            "its checksum is %s instead of %s".formatted(found, stated), null);
      }
    } catch (EntryException e) {
      throw new DamageException("its first line cannot be read: " + e.getMessage(), e);
    }
    // The checksum over all of them is right, so those of the lines are too.
    Salvage salvage = readLines(manifest, headerEnd + 1, generation, false);
    if (!salvage.lost().isEmpty()) {
      throw new DamageException(salvage.lost().get(0), null);
    }
    return salvage.state();
  }

  /** Reads every line whose own checksum is right. */
  static Salvage salvage(byte[] manifest) {
    List<String> lost = new ArrayList<>();
    int start = 0;
    long generation = 0;
    try {
      int headerEnd = header(manifest).length();
      JsonNode node = object(manifest, 0, headerEnd);
      generation = Math.max(0, number(node, "generation").longValue());
      start = headerEnd + 1;
    } catch (DamageException | EntryException e) {
      lost.add("line 1 (the header) cannot be read: " + e.getMessage());
    }
    Salvage lines = readLines(manifest, start, generation, true);
    lost.addAll(lines.lost());
    return new Salvage(lines.state(), lost);
  }

  private static Salvage readLines(
      byte[] manifest, int bodyStart, long generation, boolean verify) {
    TreeMap<String, StoredModule> modules = new TreeMap<>();
    TreeMap<FunctionKey, FunctionDefinition> functions = new TreeMap<>();
    List<String> lost = new ArrayList<>();
    int number = bodyStart == 0 ? 1 : 2;
    for (int start = bodyStart; start < manifest.length; number++) {
      int end = start;
      while (end < manifest.length && manifest[end] != '\n') {
        end++;
      }
      try {
        readLine(object(manifest, start, end), verify, modules, functions);
      } catch (EntryException e) {
        if (number > 1) {
          lost.add("line %d cannot be read: %s".formatted(number, e.getMessage()));
        }
      }
      start = end + 1;
    }
    return new Salvage(new CatalogState(generation, modules, functions), lost);
  }

  private static void readLine(
      JsonNode line,
      boolean verify,
      Map<String, StoredModule> modules,
      Map<FunctionKey, FunctionDefinition> functions)
      throws EntryException {
    boolean isModule = line.has("module");
    JsonNode content = line.get(isModule ? "module" : "function");
    if (content == null || !content.isObject()) {
      throw new EntryException("it holds neither a module nor a function", null);
    }
    if (verify && !Hash.of(bytes(content)).hex().equals(text(line, "sha256"))) {
      throw new EntryException("its checksum is wrong", null);
    }
    try {
      if (isModule) {
        StoredModule module = module(content);
        modules.put(FunctionKey.fold(module.name()), module);
      } else {
        FunctionDefinition function = function(content);
        functions.put(FunctionKey.of(function, false), function);
      }
    } catch (IllegalArgumentException | DateTimeException | TypeSyntaxException e) {
      throw new EntryException(String.valueOf(e.getMessage()), e);
    }
  }

  private static ObjectNode moduleNode(StoredModule module) {
    ObjectNode node = JSON.createObjectNode();
    node.put("name", module.name());
    putIfPresent(node, "comment", module.comment());
    ArrayNode versions = node.putArray("versions");
    for (StoredModule.Version version : module.versions()) {
      ObjectNode item = versions.addObject();
      item.put("hash", version.hash().hex());
      item.put("size", version.sizeBytes());
      putAll(item.putArray("imports"), version.imports());
      putAll(item.putArray("exports"), version.exports());
      putAll(item.putArray("features"), version.features());
      item.put("created_at", version.createdAt().toString());
    }
    return node;
  }

  private static StoredModule module(JsonNode node) throws EntryException {
    List<StoredModule.Version> versions = new ArrayList<>();
    for (JsonNode item : array(node, "versions")) {
      versions.add(
          new StoredModule.Version(
              new Hash(text(item, "hash")),
              number(item, "size").longValue(),
              texts(item, "imports"),
              texts(item, "exports"),
              texts(item, "features"),
              Instant.parse(text(item, "created_at"))));
    }
    return new StoredModule(text(node, "name"), optionalText(node, "comment"), versions);
  }

  private static ObjectNode functionNode(FunctionDefinition function) {
    ObjectNode node = JSON.createObjectNode();
    node.put("name", function.name());
    node.put("kind", function.kind().name());
    ArrayNode parameters = node.putArray("parameters");
    for (Parameter parameter : function.signature().parameters()) {
      ObjectNode item = parameters.addObject();
      putIfPresent(item, "name", parameter.name());
      item.put("type", parameter.type().sql());
    }
    node.put("returns", function.signature().returns().sql());
    node.put("abi", function.abi().name());
    node.put("null_handling", function.nullHandling().name());
    node.put("volatility", function.volatility().name());
    node.put("parallel_safe", function.parallelSafe());
    node.put("shadows", function.shadows());
    node.put("module", function.module());
    node.put("hash", function.moduleHash().hex());
    node.put("export", function.export());
    ObjectNode settings = node.putObject("settings");
    function.settings().forEach(settings::put);
    putIfPresent(node, "comment", function.comment());
    node.put("created_at", function.createdAt().toString());
    return node;
  }

  private static FunctionDefinition function(JsonNode node)
      throws EntryException, TypeSyntaxException {
    List<Parameter> parameters = new ArrayList<>();
    for (JsonNode item : array(node, "parameters")) {
      parameters.add(new Parameter(optionalText(item, "name"), SqlTypes.parse(text(item, "type"))));
    }
    Map<String, String> settings = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> setting : field(node, "settings").properties()) {
      settings.put(setting.getKey(), setting.getValue().asText());
    }
    return new FunctionDefinition(
        text(node, "name"),
        FunctionKind.valueOf(text(node, "kind")),
        new FunctionSignature(parameters, SqlTypes.parse(text(node, "returns"))),
        Abi.valueOf(text(node, "abi")),
        NullHandling.valueOf(text(node, "null_handling")),
        Volatility.valueOf(text(node, "volatility")),
        flag(node, "parallel_safe"),
        flag(node, "shadows"),
        false,
        text(node, "module"),
        new Hash(text(node, "hash")),
        text(node, "export"),
        settings,
        optionalText(node, "comment"),
        Instant.parse(text(node, "created_at")));
  }

  private static void putIfPresent(ObjectNode node, String name, @Nullable String value) {
    if (value != null) {
      node.put(name, value);
    }
  }

  private static void putAll(ArrayNode array, List<String> values) {
    values.forEach(array::add);
  }

  /** A line that does not hold what it should. */
  private static final class EntryException extends Exception {
    private static final long serialVersionUID = 1L;

    EntryException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  private static ObjectNode object(byte[] bytes, int start, int end) throws EntryException {
    try {
      JsonNode node = JSON.readTree(new String(bytes, start, end - start, StandardCharsets.UTF_8));
      if (node instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException e) {
      throw new EntryException("it is no JSON", e);
    }
    throw new EntryException("it is no JSON object", null);
  }

  private static JsonNode field(JsonNode node, String name) throws EntryException {
    JsonNode value = node.get(name);
    if (value == null) {
      throw new EntryException("it has no \"" + name + "\"", null);
    }
    return value;
  }

  private static JsonNode field(JsonNode node, String name, boolean fits) throws EntryException {
    JsonNode value = field(node, name);
    if (!fits) {
      throw new EntryException("its \"" + name + "\" is " + value.getNodeType(), null);
    }
    return value;
  }

  private static String text(JsonNode node, String name) throws EntryException {
    return field(node, name, field(node, name).isTextual()).textValue();
  }

  private static @Nullable String optionalText(JsonNode node, String name) throws EntryException {
    return node.has(name) ? text(node, name) : null;
  }

  private static JsonNode number(JsonNode node, String name) throws EntryException {
    return field(node, name, field(node, name).canConvertToLong());
  }

  private static boolean flag(JsonNode node, String name) throws EntryException {
    return field(node, name, field(node, name).isBoolean()).booleanValue();
  }

  private static JsonNode array(JsonNode node, String name) throws EntryException {
    return field(node, name, field(node, name).isArray());
  }

  private static List<String> texts(JsonNode node, String name) throws EntryException {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : array(node, name)) {
      texts.add(item.asText());
    }
    return texts;
  }
}
