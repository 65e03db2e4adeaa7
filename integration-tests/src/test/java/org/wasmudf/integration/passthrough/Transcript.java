package org.wasmudf.integration.passthrough;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.BatchUpdateException;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.ParameterMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Statement;
import java.sql.Struct;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a caller sees of a scenario: of each step the value or the failure, a line for each. */
final class Transcript {
  /** Something that a caller does. */
  interface Step {
    @Nullable Object run() throws Exception;
  }

  /** Something that a caller does without a result. */
  interface Command {
    void run() throws Exception;
  }

  /** A getter of metadata for one column or parameter. */
  private interface Getter {
    @Nullable Object get(int index) throws SQLException;
  }

  private final List<String> lines = new ArrayList<>();

  List<String> lines() {
    return List.copyOf(lines);
  }

  /** Notes what a step gives or throws. */
  // What the target's driver throws is what the caller sees, an Error too.
  @SuppressWarnings("CatchAndPrintStackTrace")
  void step(String name, Step step) {
    String outcome;
    try {
      outcome = describe(step.run());
    } catch (Exception | LinkageError e) {
      outcome = "throws " + failure(e);
    }
    lines.add(name + ": " + outcome);
  }

  /** Notes whether a command throws. */
  void command(String name, Command command) {
    step(
        name,
        () -> {
          command.run();
          return "done";
        });
  }

  /** An exception as its handler sees it: class, state, code, message, and what it chains. */
  static String failure(Throwable thrown) {
    StringBuilder text = new StringBuilder(thrown.getClass().getName());
    if (thrown instanceof SQLException e) {
      text.append(' ').append(e.getSQLState()).append(' ').append(e.getErrorCode());
      if (e.getNextException() != null) {
        text.append(" next ").append(e.getNextException().getClass().getName());
      }
    }
    if (thrown instanceof BatchUpdateException e) {
      text.append(' ').append(Arrays.toString(e.getUpdateCounts()));
      text.append(' ').append(Arrays.toString(e.getLargeUpdateCounts()));
    }
    // The JVM leaves out the message of one that compiled code throws often.
    boolean ofTheJvm = thrown instanceof NullPointerException;
    text.append(" \"").append(ofTheJvm ? "" : thrown.getMessage()).append('"');
    for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
      text.append(" from ").append(cause.getClass().getName());
    }
    return text.toString();
  }

  static String describe(@Nullable Object value) throws SQLException, IOException {
    if (value == null) {
      return "null";
    } else if (value instanceof ResultSet rows) {
      return rows(rows);
    } else if (value instanceof ResultSetMetaData metaData) {
      return metaData(metaData);
    } else if (value instanceof ParameterMetaData metaData) {
      return metaData(metaData);
    } else if (value instanceof Statement) {
      return "Statement";
    } else if (value instanceof Array array) {
      return "Array of " + array.getBaseTypeName() + " " + describe(array.getArray());
    } else if (value instanceof Struct struct) {
      return "Struct " + struct.getSQLTypeName() + " " + describe(struct.getAttributes());
    } else if (value instanceof Blob blob) {
      return "Blob " + describe(blob.getBytes(1, (int) blob.length()));
    } else if (value instanceof Clob clob) {
      return "Clob " + clob.getSubString(1, (int) clob.length());
    } else if (value instanceof SQLXML xml) {
      return "SQLXML " + xml.getString();
    } else if (value instanceof InputStream in) {
      return "bytes " + new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    } else if (value instanceof Reader in) {
      StringWriter text = new StringWriter();
      in.transferTo(text);
      return "characters " + text;
    } else if (value instanceof SQLWarning warning) {
      return Stream.iterate(warning, w -> w != null, SQLWarning::getNextWarning)
          .map(Transcript::failure)
          .collect(Collectors.joining(", "));
    } else if (value instanceof byte[] bytes) {
      return "0x" + HexFormat.of().formatHex(bytes);
    } else if (value instanceof Object[] values) {
      List<String> texts = new ArrayList<>();
      for (Object element : values) {
        texts.add(describe(element));
      }
      return texts.toString();
    } else if (value.getClass().isArray()) {
      return primitives(value);
    }
    return value.getClass().getName() + " " + value;
  }

  private static String primitives(Object array) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < java.lang.reflect.Array.getLength(array); i++) {
      texts.add(String.valueOf(java.lang.reflect.Array.get(array, i)));
    }
    return texts.toString();
  }

  /** Labels and all rows that are left. */
  private static String rows(ResultSet rows) throws SQLException, IOException {
    ResultSetMetaData metaData = rows.getMetaData();
    List<String> labels = new ArrayList<>();
    for (int i = 1; i <= metaData.getColumnCount(); i++) {
      labels.add(metaData.getColumnLabel(i));
    }
    StringBuilder text = new StringBuilder("rows ").append(labels);
    while (rows.next()) {
      List<String> values = new ArrayList<>();
      for (int i = 1; i <= labels.size(); i++) {
        values.add(describe(rows.getObject(i)));
      }
      text.append("; ").append(String.join(" | ", values));
    }
    return text.toString();
  }

  private static String metaData(ResultSetMetaData of) throws SQLException {
    int count = of.getColumnCount();
    StringBuilder text = new StringBuilder("columns ").append(count);
    for (int i = 1; i <= count; i++) {
      text.append("; ");
      append(text, i, of::getColumnLabel);
      append(text, i, of::getColumnName);
      append(text, i, of::getColumnType);
      append(text, i, of::getColumnTypeName);
      append(text, i, of::getColumnClassName);
      append(text, i, of::getColumnDisplaySize);
      append(text, i, of::getPrecision);
      append(text, i, of::getScale);
      append(text, i, of::isNullable);
      append(text, i, of::isSigned);
      append(text, i, of::isAutoIncrement);
      append(text, i, of::isCaseSensitive);
      append(text, i, of::isSearchable);
      append(text, i, of::isCurrency);
      append(text, i, of::isReadOnly);
      append(text, i, of::isWritable);
      append(text, i, of::isDefinitelyWritable);
      append(text, i, of::getCatalogName);
      append(text, i, of::getSchemaName);
      append(text, i, of::getTableName);
    }
    return text.toString();
  }

  private static String metaData(ParameterMetaData of) throws SQLException {
    int count = of.getParameterCount();
    StringBuilder text = new StringBuilder("parameters ").append(count);
    for (int i = 1; i <= count; i++) {
      text.append("; ");
      append(text, i, of::getParameterType);
      append(text, i, of::getParameterTypeName);
      append(text, i, of::getParameterClassName);
      append(text, i, of::getPrecision);
      append(text, i, of::getScale);
      append(text, i, of::isNullable);
      append(text, i, of::isSigned);
      append(text, i, of::getParameterMode);
    }
    return text.toString();
  }

  private static void append(StringBuilder text, int index, Getter getter) {
    try {
      text.append(getter.get(index));
    } catch (SQLException | RuntimeException e) {
      text.append(failure(e));
    }
    text.append(' ');
  }
}
