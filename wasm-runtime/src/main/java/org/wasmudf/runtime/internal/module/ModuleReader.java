package org.wasmudf.runtime.internal.module;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.GuestException.Kind;
import org.wasmudf.runtime.internal.engine.ValType;

/**
 * Reads a module and validates all of it (Core Specification 2.0, chapters 3 and 5): one pass, time
 * and memory in proportion to its bytes. Refused features are named at their first byte. One file
 * because the sections of a module are one grammar.
 */
public final class ModuleReader {
  /** Implementation limits of the WebAssembly JavaScript Interface, section 8. */
  private static final int MAX_TYPES = 1_000_000;

  private static final int MAX_FUNCTIONS = 1_000_000;
  private static final int MAX_IMPORTS = 100_000;
  private static final int MAX_EXPORTS = 100_000;
  private static final int MAX_GLOBALS = 1_000_000;
  private static final int MAX_SEGMENTS = 100_000;
  private static final int MAX_TABLES = 100_000;
  private static final int MAX_TYPE_ITEMS = 1000;
  private static final int MAX_ELEMENTS = 10_000_000;

  /** Core Specification 2.0, section 3.2.4: the whole address space. */
  private static final int MAX_PAGES = 65_536;

  /** Where modules carry their SQL signatures, one a line. */
  private static final String SIGNATURES = "wasm_udf";

  private final String module;
  private final byte[] bytes;
  private final ByteReader in;
  private final ModuleIndex index = new ModuleIndex();
  private final List<Section> sections = new ArrayList<>();
  private final List<Import> imports = new ArrayList<>();
  private final List<Export> exports = new ArrayList<>();
  private final StringBuilder signatures = new StringBuilder();
  private boolean hasSignatures;
  private Map<Integer, String> names = Map.of();
  private int start = -1;
  private int definedFunctions;
  private int bodies;
  private int dataSegments;

  private ModuleReader(String module, byte[] bytes) {
    this.module = module;
    this.bytes = bytes;
    this.in = new ByteReader(module, bytes);
  }

  /**
   * Reads and validates a module.
   *
   * @param module its name, for messages
   * @throws GuestException MALFORMED, INVALID or FEATURE_REFUSED, with the byte offset
   */
  public static ParsedModule read(String module, byte[] bytes) throws GuestException {
    return new ModuleReader(module, bytes).read();
  }

  private ParsedModule read() throws GuestException {
    header();
    layOut();
    // Bodies come before the data section in the file, but memory.init needs only the count.
    CodeFacts facts = null;
    for (Section section : sections) {
      in.seek(section.content());
      int before = in.narrow(section.end());
      switch (section.id()) {
        case Section.TYPE -> types();
        case Section.IMPORT -> imports();
        case Section.FUNCTION -> functions();
        case Section.TABLE -> tables();
        case Section.MEMORY -> memories();
        case Section.GLOBAL -> globals();
        case Section.EXPORT -> exports();
        case Section.START -> start();
        case Section.ELEMENT -> elements();
        case Section.DATA_COUNT -> index.dataCount = in.u32AsLong();
        case Section.CODE -> facts = code();
        case Section.DATA -> data();
        case Section.TAG -> throw in.refused(Feature.EXCEPTIONS, "a tag section", section.start());
        default -> custom(section);
      }
      if (section.id() != Section.CUSTOM && !in.atEnd()) {
        throw in.malformed(
            "the " + Section.label(section.id()) + " section has bytes left over", in.position());
      }
      in.widen(before);
    }
    if (bodies != definedFunctions) {
      throw in.malformed(
          definedFunctions + " functions are declared but " + bodies + " have a body",
          bytes.length);
    }
    if (index.dataCount >= 0 && index.dataCount != dataSegments) {
      throw in.malformed(
          "the data count is "
              + index.dataCount
              + " but there are "
              + dataSegments
              + " data segments",
          bytes.length);
    }
    return new ParsedModule(
        module,
        bytes,
        List.copyOf(sections),
        List.copyOf(index.types),
        index.functions.toArray(),
        index.importedFunctions,
        List.copyOf(imports),
        List.copyOf(exports),
        index.memories.isEmpty() ? null : index.memories.get(0),
        List.copyOf(index.tableLimits),
        globalTypes(),
        start,
        Map.copyOf(index.features),
        names,
        hasSignatures ? signatures.toString() : null,
        facts == null ? new CodeFacts(index.importedFunctions) : facts);
  }

  private List<GlobalType> globalTypes() {
    List<GlobalType> types = new ArrayList<>();
    for (int i = 0; i < index.globals.size(); i++) {
      types.add(new GlobalType(ValueTypes.type(index.globals.get(i)), index.mutableGlobals.get(i)));
    }
    return List.copyOf(types);
  }

  private void header() throws GuestException {
    byte[] magic = {0, 'a', 's', 'm'};
    for (int i = 0; i < 4; i++) {
      if (i >= bytes.length || bytes[i] != magic[i]) {
        throw new GuestException(Kind.MALFORMED, notWasm());
      }
    }
    if (bytes.length < 8) {
      throw in.malformed("unexpected end", bytes.length);
    }
    if (bytes[4] != 1 || bytes[5] != 0 || bytes[6] != 0 || bytes[7] != 0) {
      if (bytes[4] == 0x0d && bytes[6] == 1) {
        throw new GuestException(
            Kind.MALFORMED,
            "Module \""
                + module
                + "\" is a WebAssembly component, not a core module (layer 1 at byte 4). Build it"
                + " for wasm32-unknown-unknown or wasm32-wasip1.");
      }
      throw in.malformed("an unknown binary version", 4);
    }
    in.seek(8);
  }

  private String notWasm() {
    String text = "Module \"" + module + "\" is not WebAssembly: ";
    String remedy = "Check that the bytes are a whole .wasm file.";
    if (bytes.length == 0) {
      return text + "it is empty. " + remedy;
    }
    int from = 0;
    while (from < bytes.length && Character.isWhitespace(bytes[from])) {
      from++;
    }
    String begin =
        new String(bytes, from, Math.min(8, bytes.length - from), StandardCharsets.ISO_8859_1);
    if (begin.startsWith("(module") || begin.startsWith(";;") || begin.startsWith("(;")) {
      remedy = "This looks like the text form: CREATE MODULE ... AS WAT $$ ... $$ takes that.";
    }
    StringBuilder found = new StringBuilder();
    for (int i = 0; i < Math.min(4, bytes.length); i++) {
      found.append(String.format("%02x ", bytes[i]));
    }
    return text + "it begins with " + found + "instead of 00 61 73 6d at byte 0. " + remedy;
  }

  /** Finds the sections, in order and within the bytes. */
  private void layOut() throws GuestException {
    int rank = 0;
    while (!in.atEnd()) {
      int at = in.position();
      int id = in.u8();
      long size = in.u32AsLong();
      int content = in.position();
      if (id > Section.TAG) {
        throw in.malformed("an unknown section with id " + id, at);
      }
      if (size > in.remaining()) {
        throw in.malformed(
            "the "
                + Section.label(id)
                + " section has "
                + size
                + " bytes but only "
                + in.remaining()
                + " are left",
            at);
      }
      int end = content + (int) size;
      String name = "";
      if (id == Section.CUSTOM) {
        int before = in.narrow(end);
        name = in.name();
        in.widen(before);
        content = in.position();
      } else {
        if (Section.rank(id) <= rank) {
          throw in.malformed(
              "the " + Section.label(id) + " section is out of order or there twice", at);
        }
        rank = Section.rank(id);
      }
      sections.add(new Section(id, at, content, end, name));
      in.seek(end);
    }
    for (Section section : sections) {
      if (section.id() == Section.DATA_COUNT) {
        index.uses(Feature.BULK_MEMORY, section.start());
      }
    }
  }

  static byte valueType(ByteReader in, ModuleIndex index) throws GuestException {
    int at = in.position();
    int code = in.u8();
    switch (code) {
      case 0x7f, 0x7e, 0x7d, 0x7c, 0x70 -> {}
      case 0x7b -> index.uses(Feature.SIMD, at);
      case 0x6f -> index.uses(Feature.REFERENCE_TYPES, at);
      case 0x63, 0x64 -> throw in.refused(Feature.TYPED_FUNCTION_REFERENCES, "a value type", at);
      case 0x69, 0x74 -> throw in.refused(Feature.EXCEPTIONS, "an exception reference", at);
      case 0x65, 0x66, 0x67, 0x68, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x71, 0x72, 0x73 ->
          throw in.refused(Feature.GC, "a value type", at);
      default -> throw in.malformed(String.format("an unknown value type 0x%02x", code), at);
    }
    return (byte) code;
  }

  static byte referenceType(ByteReader in, ModuleIndex index) throws GuestException {
    int at = in.position();
    if (in.peek() < 0x40 || in.peek() >= 0x80) {
      throw in.refused(Feature.TYPED_FUNCTION_REFERENCES, "a reference to a type", at);
    }
    byte type = valueType(in, index);
    if (!ValueTypes.isReference(type)) {
      throw in.malformed("a reference type is needed", at);
    }
    index.uses(Feature.REFERENCE_TYPES, at);
    return type;
  }

  private void types() throws GuestException {
    int count = in.count("types", 2, MAX_TYPES);
    for (int i = 0; i < count; i++) {
      int at = in.position();
      int form = in.u8();
      if (form == 0x5e || form == 0x5f || form == 0x4e || form == 0x4f || form == 0x50) {
        throw in.refused(Feature.GC, "a type definition", at);
      }
      if (form != 0x60) {
        throw in.malformed(String.format("an unknown type form 0x%02x", form), at);
      }
      byte[] parameters = resultType("parameters");
      byte[] results = resultType("results");
      if (results.length > 1) {
        index.uses(Feature.MULTI_VALUE, at);
      }
      index.parameterCodes.add(parameters);
      index.resultCodes.add(results);
      index.types.add(new FunctionType(list(parameters), list(results)));
    }
  }

  private static List<ValType> list(byte[] codes) {
    List<ValType> types = new ArrayList<>(codes.length);
    for (byte code : codes) {
      types.add(ValueTypes.type(code));
    }
    return types;
  }

  private byte[] resultType(String what) throws GuestException {
    byte[] codes = new byte[in.count(what, 1, MAX_TYPE_ITEMS)];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = valueType(in, index);
    }
    return codes;
  }

  private void imports() throws GuestException {
    int count = in.count("imports", 4, MAX_IMPORTS);
    for (int i = 0; i < count; i++) {
      String from = in.name();
      String name = in.name();
      int at = in.position();
      int kind = in.u8();
      FunctionType type = null;
      switch (kind) {
        case 0 -> {
          int number = typeIndex();
          type = index.types.get(number);
          index.functions.add(number);
          index.importedFunctions++;
        }
        case 1 -> table();
        case 2 -> memory();
        case 3 -> {
          byte code = valueType(in, index);
          if (mutability()) {
            index.uses(Feature.MUTABLE_GLOBALS, at);
            index.mutableGlobals.set(index.globals.size());
          }
          index.globals.add(code);
          index.importedGlobals++;
        }
        case 4 -> throw in.refused(Feature.EXCEPTIONS, "an imported tag", at);
        default -> throw in.malformed("an unknown kind of import " + kind, at);
      }
      imports.add(new Import(from, name, ExternKind.of(kind), type));
    }
  }

  private int typeIndex() throws GuestException {
    int at = in.position();
    int number = in.u32();
    if (number < 0 || number >= index.types.size()) {
      throw in.invalid("unknown type " + Integer.toUnsignedString(number), at);
    }
    return number;
  }

  private boolean mutability() throws GuestException {
    int at = in.position();
    int flag = in.u8();
    if (flag > 1) {
      throw in.malformed("an unknown mutability " + flag, at);
    }
    return flag == 1;
  }

  private void functions() throws GuestException {
    definedFunctions = in.count("functions", 1, MAX_FUNCTIONS);
    for (int i = 0; i < definedFunctions; i++) {
      index.functions.add(typeIndex());
    }
  }

  private void tables() throws GuestException {
    int count = in.count("tables", 2, MAX_TABLES);
    for (int i = 0; i < count; i++) {
      table();
    }
  }

  private void table() throws GuestException {
    int at = in.position();
    if (in.peek() == 0x40) {
      throw in.refused(Feature.TYPED_FUNCTION_REFERENCES, "a table with an initializer", at);
    }
    byte type = valueType(in, index);
    if (!ValueTypes.isReference(type)) {
      throw in.malformed("a table of " + ValueTypes.name(type), at);
    }
    if (!index.tables.isEmpty()) {
      index.uses(Feature.REFERENCE_TYPES, at);
    }
    index.tables.add(type);
    index.tableLimits.add(limits(false));
  }

  private void memories() throws GuestException {
    int count = in.count("memories", 2, MAX_TABLES);
    for (int i = 0; i < count; i++) {
      memory();
    }
  }

  private void memory() throws GuestException {
    int at = in.position();
    Limits limits = limits(true);
    if (!index.memories.isEmpty()) {
      throw in.refused(Feature.MULTI_MEMORY, "a second memory", at);
    }
    index.memories.add(limits);
  }

  private Limits limits(boolean memory) throws GuestException {
    int at = in.position();
    int flags = in.u8();
    if (flags > 0x0f) {
      throw in.malformed("unknown limits " + flags, at);
    }
    if ((flags & 4) != 0) {
      throw in.refused(Feature.MEMORY64, memory ? "a memory" : "a table", at);
    }
    if ((flags & 2) != 0) {
      throw in.refused(Feature.THREADS, memory ? "a shared memory" : "a shared table", at);
    }
    if ((flags & 8) != 0) {
      throw in.refused(Feature.CUSTOM_PAGE_SIZES, memory ? "a memory" : "a table", at);
    }
    long min = in.u32AsLong();
    long max = (flags & 1) != 0 ? in.u32AsLong() : Limits.NONE;
    if (memory && (min > MAX_PAGES || max > MAX_PAGES)) {
      throw in.invalid("a memory of more than 65536 pages (4 GiB)", at);
    }
    if (!memory && min > MAX_ELEMENTS) {
      throw in.invalid("a table of " + min + " entries, more than " + MAX_ELEMENTS + ",", at);
    }
    if (max != Limits.NONE && min > max) {
      throw in.invalid("a minimum of " + min + " above the maximum of " + max, at);
    }
    return new Limits(min, max);
  }

  private void globals() throws GuestException {
    CodeValidator validator = new CodeValidator(in, index, new CodeFacts(0));
    int count = in.count("globals", 4, MAX_GLOBALS);
    for (int i = 0; i < count; i++) {
      byte type = valueType(in, index);
      boolean mutable = mutability();
      validator.constant(type);
      if (mutable) {
        index.mutableGlobals.set(index.globals.size());
      }
      index.globals.add(type);
    }
  }

  private void exports() throws GuestException {
    int count = in.count("exports", 3, MAX_EXPORTS);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < count; i++) {
      int at = in.position();
      String name = in.name();
      int kindAt = in.position();
      int kind = in.u8();
      int size =
          switch (kind) {
            case 0 -> index.functions.size();
            case 1 -> index.tables.size();
            case 2 -> index.memories.size();
            case 3 -> index.globals.size();
            case 4 -> throw in.refused(Feature.EXCEPTIONS, "an exported tag", kindAt);
            default -> throw in.malformed("an unknown kind of export " + kind, kindAt);
          };
      int target = in.u32();
      ExternKind externKind = ExternKind.of(kind);
      if (target < 0 || target >= size) {
        throw in.invalid(
            "export \""
                + name
                + "\" names unknown "
                + externKind.label()
                + " "
                + Integer.toUnsignedString(target),
            at);
      }
      if (!seen.add(name)) {
        throw in.invalid("export \"" + name + "\" is there twice", at);
      }
      if (externKind == ExternKind.FUNCTION) {
        index.declared.set(target);
      } else if (externKind == ExternKind.GLOBAL && index.mutableGlobals.get(target)) {
        index.uses(Feature.MUTABLE_GLOBALS, at);
      }
      exports.add(new Export(name, externKind, target));
    }
  }

  private void start() throws GuestException {
    int at = in.position();
    int function = in.u32();
    if (function < 0 || function >= index.functions.size()) {
      throw in.invalid("unknown start function " + Integer.toUnsignedString(function), at);
    }
    FunctionType type = index.types.get(index.functions.get(function));
    if (!type.parameters().isEmpty() || !type.results().isEmpty()) {
      throw in.invalid("a start function of type " + type, at);
    }
    start = function;
  }

  private void elements() throws GuestException {
    CodeValidator validator = new CodeValidator(in, index, new CodeFacts(0));
    int count = in.count("element segments", 2, MAX_SEGMENTS);
    for (int i = 0; i < count; i++) {
      element(validator);
    }
  }

  /** Core Specification 2.0, section 5.5.12: three bits choose one of eight forms. */
  private void element(CodeValidator validator) throws GuestException {
    int at = in.position();
    long flags = in.u32AsLong();
    if (flags > 7) {
      throw in.malformed("an unknown kind of element segment " + flags, at);
    }
    boolean active = (flags & 1) == 0;
    boolean explicit = (flags & 2) != 0;
    boolean expressions = (flags & 4) != 0;
    if (flags != 0) {
      index.uses(expressions ? Feature.REFERENCE_TYPES : Feature.BULK_MEMORY, at);
    }
    int table = 0;
    if (active) {
      table = explicit ? in.u32() : 0;
      if (table < 0 || table >= index.tables.size()) {
        throw in.invalid("unknown table " + Integer.toUnsignedString(table), at);
      }
      validator.constant(ValueTypes.I32);
    }
    byte type = ValueTypes.FUNCREF;
    if (!active || explicit) {
      if (expressions) {
        type = referenceType(in, index);
      } else {
        int kindAt = in.position();
        if (in.u8() != 0) {
          throw in.malformed("an unknown element kind", kindAt);
        }
      }
    }
    if (active && type != index.tables.get(table)) {
      throw in.invalid("an element segment for a table of another type", at);
    }
    int count = in.count("elements", 1, MAX_ELEMENTS);
    for (int i = 0; i < count; i++) {
      if (expressions) {
        validator.constant(type);
      } else {
        int functionAt = in.position();
        int function = in.u32();
        if (function < 0 || function >= index.functions.size()) {
          throw in.invalid("unknown function " + Integer.toUnsignedString(function), functionAt);
        }
        index.declared.set(function);
      }
    }
    index.elements.add(type);
  }

  private CodeFacts code() throws GuestException {
    CodeFacts facts = new CodeFacts(index.importedFunctions);
    CodeValidator validator = new CodeValidator(in, index, facts);
    int at = in.position();
    bodies = in.count("function bodies", 1, MAX_FUNCTIONS);
    if (bodies != definedFunctions) {
      throw in.malformed(
          definedFunctions + " functions are declared but " + bodies + " have a body", at);
    }
    for (int i = 0; i < bodies; i++) {
      int sizeAt = in.position();
      long size = in.u32AsLong();
      if (size > in.remaining()) {
        throw in.malformed("a function body of " + size + " bytes goes beyond the end", sizeAt);
      }
      int function = index.importedFunctions + i;
      facts.body(function, (int) size);
      validator.body(function, in.position() + (int) size);
    }
    return facts;
  }

  private void data() throws GuestException {
    CodeValidator validator = new CodeValidator(in, index, new CodeFacts(0));
    dataSegments = in.count("data segments", 2, MAX_SEGMENTS);
    for (int i = 0; i < dataSegments; i++) {
      int at = in.position();
      long mode = in.u32AsLong();
      if (mode > 2) {
        throw in.malformed("an unknown kind of data segment " + mode, at);
      }
      if (mode == 2 && in.u32() != 0) {
        throw in.refused(Feature.MULTI_MEMORY, "a data segment for another memory", at);
      }
      if (mode != 1) {
        if (index.memories.isEmpty()) {
          throw in.invalid("unknown memory 0", at);
        }
        validator.constant(ValueTypes.I32);
      } else {
        index.uses(Feature.BULK_MEMORY, at);
      }
      int lengthAt = in.position();
      long length = in.u32AsLong();
      if (length > in.remaining()) {
        throw in.malformed("a data segment of " + length + " bytes goes beyond the end", lengthAt);
      }
      in.skip((int) length);
    }
  }

  private void custom(Section section) {
    if (section.name().equals("name")) {
      Map<Integer, String> read = functionNames(section);
      names = read == null ? Map.of() : read;
    } else if (section.name().equals(SIGNATURES)) {
      hasSignatures = true;
      signatures.append(
          new String(
              bytes, section.content(), section.end() - section.content(), StandardCharsets.UTF_8));
    }
  }

  /**
   * The function names (Core Specification 2.0, appendix A.4), or null where the section is
   * damaged: a custom section never makes a module invalid.
   */
  private @Nullable Map<Integer, String> functionNames(Section section) {
    try {
      Map<Integer, String> found = new HashMap<>();
      while (!in.atEnd()) {
        int id = in.u8();
        long size = in.u32AsLong();
        if (size > in.remaining()) {
          return null;
        }
        int next = in.position() + (int) size;
        if (id == 1) {
          int before = in.narrow(next);
          int count = in.count("names", 2, MAX_FUNCTIONS);
          for (int i = 0; i < count; i++) {
            int function = in.u32();
            found.put(function, in.name());
          }
          in.widen(before);
        }
        in.seek(next);
      }
      return Map.copyOf(found);
    } catch (GuestException e) {
      in.widen(section.end());
      return null;
    }
  }
}
