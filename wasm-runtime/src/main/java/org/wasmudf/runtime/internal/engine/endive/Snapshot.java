package org.wasmudf.runtime.internal.engine.endive;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import run.endive.runtime.GlobalInstance;
import run.endive.runtime.Instance;
import run.endive.runtime.TableInstance;
import run.endive.wasm.types.DataSegment;
import run.endive.wasm.types.Element;
import run.endive.wasm.types.MutabilityType;

/** All that a guest can change in its instance, as it was at one moment. */
final class Snapshot {
  private record Global(GlobalInstance global, long low, long high, @Nullable Object reference) {
    static Global of(GlobalInstance global) {
      return new Global(global, global.getValueLow(), global.getValueHigh(), global.getRefValue());
    }

    void restore() {
      global.setValueLow(low);
      global.setValueHigh(high);
      global.setRefValue(reference);
    }
  }

  private record Slot(int reference, @Nullable Instance owner) {}

  private record Table(TableInstance table, List<Slot> slots) {
    static Table of(TableInstance table) {
      return new Table(
          table,
          IntStream.range(0, table.size())
              .mapToObj(i -> new Slot(table.ref(i), table.instance(i)))
              .toList());
    }

    void restore() {
      for (int i = 0; i < slots.size(); i++) {
        table.setRef(i, slots.get(i).reference(), slots.get(i).owner());
      }
    }
  }

  private final Instance instance;
  private final @Nullable FlatMemory memory;
  private final byte[] image;
  private final List<Global> globals;
  private final List<Table> tables;
  private final DataSegment[] segments;
  private final Element[] elements;

  Snapshot(Instance instance, @Nullable FlatMemory memory, Traits traits) {
    this.instance = instance;
    this.memory = memory;
    this.image = memory == null ? new byte[0] : memory.image();
    this.globals =
        IntStream.range(0, instance.globalCount())
            .mapToObj(instance::global)
            .filter(global -> global.getMutabilityType() == MutabilityType.Var)
            .map(Global::of)
            .toList();
    this.tables =
        traits.changesTables()
            ? IntStream.range(0, instance.tableCount())
                .mapToObj(instance::table)
                .map(Table::of)
                .toList()
            : List.of();
    this.segments =
        traits.dropsSegments() && memory != null ? memory.segments().clone() : new DataSegment[0];
    this.elements =
        traits.dropsSegments()
            ? IntStream.range(0, instance.elementCount())
                .mapToObj(instance::element)
                .toArray(Element[]::new)
            : new Element[0];
  }

  /** False where a table has grown: the engine's tables cannot shrink. */
  boolean restore() {
    for (Table table : tables) {
      if (table.table().size() != table.slots().size()) {
        return false;
      }
    }
    if (memory != null) {
      memory.restore(image);
      System.arraycopy(segments, 0, memory.segments(), 0, segments.length);
    }
    globals.forEach(Global::restore);
    tables.forEach(Table::restore);
    for (int i = 0; i < elements.length; i++) {
      instance.setElement(i, elements[i]);
    }
    return true;
  }

  long bytes() {
    return image.length;
  }
}
