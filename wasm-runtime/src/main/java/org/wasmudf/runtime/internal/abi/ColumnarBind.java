package org.wasmudf.runtime.internal.abi;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.GuestException.Kind;
import org.wasmudf.runtime.internal.engine.GuestInstance;
import org.wasmudf.store.FunctionDefinition;
import org.wasmudf.store.Parameter;
import org.wasmudf.store.SqlType;

/** Calls {@code f_bind(argSchemas, resultSchema)} in a new instance. */
final class ColumnarBind implements GuestSlot.Setup {
  private final FunctionDefinition function;
  private final ColumnarPlan plan;

  ColumnarBind(FunctionDefinition function, ColumnarPlan plan) {
    this.function = function;
    this.plan = plan;
  }

  /** A schema that is to be written. */
  private record Schema(String format, String name, List<Schema> children) {
    static Schema of(String name, SqlType type) {
      List<Schema> children =
          type instanceof SqlType.Array array ? List.of(of("item", array.element())) : List.of();
      return new Schema(ColumnarBind.format(type), name, children);
    }

    long bytes() {
      long bytes =
          ArrowStruct.SCHEMA_BYTES
              + ColumnWriter.padded(utf8(format).length)
              + ColumnWriter.padded(utf8(name).length)
              + ColumnWriter.padded((long) children.size() * ArrowStruct.POINTER);
      for (Schema child : children) {
        bytes += child.bytes();
      }
      return bytes;
    }

    long write(GuestBytes guest, Bump bump) {
      long at = bump.take(ArrowStruct.SCHEMA_BYTES);
      guest.fill(at, ArrowStruct.SCHEMA_BYTES, (byte) 0);
      guest.putInt(at + ArrowStruct.FORMAT, text(guest, bump, format));
      guest.putInt(at + ArrowStruct.NAME, text(guest, bump, name));
      guest.putLong(at + ArrowStruct.FLAGS, ArrowStruct.NULLABLE);
      guest.putLong(at + ArrowStruct.SCHEMA_CHILD_COUNT, children.size());
      if (!children.isEmpty()) {
        long pointers = bump.take((long) children.size() * ArrowStruct.POINTER);
        guest.putInt(at + ArrowStruct.SCHEMA_CHILDREN, (int) pointers);
        for (int i = 0; i < children.size(); i++) {
          long child = children.get(i).write(guest, bump);
          guest.putInt(pointers + (long) i * ArrowStruct.POINTER, (int) child);
        }
      }
      return at;
    }

    private static int text(GuestBytes guest, Bump bump, String text) {
      byte[] bytes = utf8(text);
      long at = bump.take(bytes.length);
      guest.write(at, bytes, 0, bytes.length);
      return (int) at;
    }

    private static byte[] utf8(String text) {
      return (text + "\0").getBytes(StandardCharsets.UTF_8);
    }
  }

  @Override
  public void prepare(GuestInstance instance, HostArea area) throws GuestException {
    if (plan.bind() < 0) {
      return;
    }
    List<Schema> children = new ArrayList<>();
    for (Parameter parameter : function.signature().parameters()) {
      String name = parameter.name() == null ? "" : parameter.name();
      children.add(Schema.of(name, parameter.type()));
    }
    Schema arguments = new Schema("+s", "", children);
    Schema result = Schema.of("", function.signature().returns());
    area.ensure(instance, ColumnarPlan.DESCRIPTOR_BYTES + arguments.bytes() + result.bytes());
    GuestBytes guest = new GuestBytes(instance.memory());
    Bump bump = new Bump(area.address());
    long descriptor = bump.take(ColumnarPlan.DESCRIPTOR_BYTES);
    guest.putInt(descriptor + ColumnarPlan.FIRST, (int) arguments.write(guest, bump));
    guest.putInt(descriptor + ColumnarPlan.SECOND, (int) result.write(guest, bump));
    instance.callBatch(ColumnarPlan.BIND, (int) descriptor);
    guest.refresh();
    int answer = guest.getInt(descriptor + ColumnarPlan.ANSWER);
    if (answer != 0) {
      throw new GuestException(
          Kind.GUEST_ERROR,
          function.display()
              + " was refused by its module: export \""
              + function.export()
              + "_bind\" gave "
              + answer);
    }
  }

  /** Arrow C Data Interface, "Data type description -- format strings". */
  private static String format(SqlType type) {
    if (type instanceof SqlType.Bool) {
      return "b";
    } else if (type instanceof SqlType.Int integer) {
      String format =
          switch (integer.bits()) {
            case 8 -> "c";
            case 16 -> "s";
            case 32 -> "i";
            default -> "l";
          };
      return integer.signed() ? format : format.toUpperCase(java.util.Locale.ROOT);
    } else if (type instanceof SqlType.Int128 integer) {
      return integer.signed() ? "d:38,0" : "w:16";
    } else if (type instanceof SqlType.FloatingPoint number) {
      return number.bits() == 32 ? "f" : "g";
    } else if (type instanceof SqlType.Decimal decimal) {
      return "d:"
          + decimal.precision()
          + ","
          + decimal.scale()
          + (decimal.precision() <= 38 ? "" : ",256");
    } else if (type instanceof SqlType.Text || type instanceof SqlType.Json) {
      return "u";
    } else if (type instanceof SqlType.Binary) {
      return "z";
    } else if (type instanceof SqlType.Date) {
      return "tdD";
    } else if (type instanceof SqlType.Time time) {
      return time.precision() <= 6 ? "ttu" : "ttn";
    } else if (type instanceof SqlType.Timestamp timestamp) {
      return (timestamp.precision() <= 6 ? "tsu:" : "tsn:")
          + (timestamp.withTimeZone() ? "UTC" : "");
    } else if (type instanceof SqlType.Uuid) {
      return "w:16";
    } else if (type instanceof SqlType.Array) {
      return "+l";
    }
    throw new IllegalStateException("unknown SQL type " + type.sql());
  }
}
