package org.wasmudf.runtime.internal.module;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The index spaces of a module while it is read (Core Specification 2.0, section 2.5.1). */
final class ModuleIndex {
  final List<FunctionType> types = new ArrayList<>();

  /** The same types as value type codes, so that bodies are checked without objects. */
  final List<byte[]> parameterCodes = new ArrayList<>();

  final List<byte[]> resultCodes = new ArrayList<>();

  /** The type index of each function, imported ones first. */
  final IntList functions = new IntList();

  int importedFunctions;

  /** The element type of each table. */
  final IntList tables = new IntList();

  final List<Limits> tableLimits = new ArrayList<>();
  final List<Limits> memories = new ArrayList<>();

  /** The value type of each global. */
  final IntList globals = new IntList();

  final BitSet mutableGlobals = new BitSet();
  int importedGlobals;

  /** The type of each element segment. */
  final IntList elements = new IntList();

  /** -1 where the module has no data count section. */
  long dataCount = -1;

  /** Functions that ref.func may name: those that occur outside of function bodies. */
  final BitSet declared = new BitSet();

  /** The first place of each feature. */
  final Map<Feature, Integer> features = new EnumMap<>(Feature.class);

  void uses(Feature feature, int at) {
    features.putIfAbsent(feature, at);
  }
}
