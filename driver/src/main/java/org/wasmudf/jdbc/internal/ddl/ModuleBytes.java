package org.wasmudf.jdbc.internal.ddl;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Blob;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wasmudf.jdbc.internal.BoundParameters;
import org.wasmudf.jdbc.internal.SqlErrors;
import org.wasmudf.jdbc.internal.SqlState;
import org.wasmudf.rewriter.ddl.DdlStatement.Cell;
import org.wasmudf.rewriter.ddl.ModuleSource;
import org.wasmudf.runtime.GuestException;
import org.wasmudf.runtime.internal.wat.WatAssembler;
import org.wasmudf.runtime.internal.wat.WatSyntaxException;
import org.wasmudf.store.Hash;

/** Gets a module's bytes from where the statement says. */
final class ModuleBytes {
  /** A module above this is no function but a mistake. */
  private static final int LARGEST = 256 << 20;

  private static final byte[] MAGIC = {0, 'a', 's', 'm'};

  private final List<Path> folders;

  ModuleBytes(List<Path> folders) {
    this.folders = folders;
  }

  /**
   * Reads a source.
   *
   * @param module the module's name, for messages
   * @throws SQLException naming the module, what is wrong with the source and what to write
   */
  byte[] read(String module, ModuleSource source, BoundParameters parameters) throws SQLException {
    if (source instanceof ModuleSource.File file) {
      return file(file.path());
    } else if (source instanceof ModuleSource.Parameter parameter) {
      return parameter(module, parameter.ordinal(), parameters);
    } else if (source instanceof ModuleSource.Bytes bytes) {
      return bytes.bytes();
    } else if (source instanceof ModuleSource.Wat wat) {
      return assemble(module, wat);
    }
    throw new AssertionError(source);
  }

  /** A cell of INSERT INTO wasmudf.modules. */
  byte[] read(String module, Cell code, BoundParameters parameters) throws SQLException {
    if (code instanceof Cell.Bytes bytes) {
      return bytes.bytes();
    } else if (code instanceof Cell.Parameter parameter) {
      return parameter(module, parameter.ordinal(), parameters);
    }
    throw SqlErrors.of(
        SqlState.INVALID_VALUE,
        "Module \"%s\": the code is a string. Give it as X'..', base64Decode('..'), unhex('..') or a byte[] parameter."
            .formatted(module));
  }

  /** Refuses bytes that are not those that the statement expects. */
  static void checkHash(String module, byte[] bytes, @Nullable Hash expected) throws SQLException {
    Hash actual = Hash.of(bytes);
    if (expected != null && !expected.equals(actual)) {
      throw SqlErrors.of(
          SqlState.WRONG_HASH,
          "Module \"%s\": the bytes have the SHA-256 %s, but the statement expects %s. Nothing was stored; check the source or the hash."
              .formatted(module, actual, expected));
    }
  }

  /**
   * A path outside the folders, a missing file and a file that is no module look the same, so that
   * a statement cannot find out what files there are.
   */
  private byte[] file(String path) throws SQLException {
    for (Path folder : folders) {
      byte[] bytes = moduleIn(folder, path);
      if (bytes != null) {
        return bytes;
      }
    }
    throw SqlErrors.of(
        SqlState.UNDEFINED_FILE,
        folders.isEmpty()
            ? "File '%s' cannot be read: option files names no folder. Connect with wasmudf.files=<folder>, or send the bytes with FROM ?."
                .formatted(path)
            : "File '%s' is no WebAssembly module in a folder of option files. Check the path and the option."
                .formatted(path));
  }

  private static byte @Nullable [] moduleIn(Path folder, String path) {
    try {
      Path root = folder.toRealPath();
      Path file = root.resolve(path).toRealPath();
      if (!file.startsWith(root) || !Files.isRegularFile(file) || Files.size(file) > LARGEST) {
        return null;
      }
      byte[] bytes = Files.readAllBytes(file);
      return isModule(bytes) ? bytes : null;
    } catch (IOException | InvalidPathException | SecurityException e) {
      // All reasons look the same to the statement.
      return null;
    }
  }

  private static boolean isModule(byte[] bytes) {
    return bytes.length >= MAGIC.length
        && java.util.Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  private static byte[] parameter(String module, int ordinal, BoundParameters parameters)
      throws SQLException {
    Object value = parameters.value(ordinal);
    if (value instanceof byte[] bytes) {
      return bytes;
    } else if (value instanceof InputStream stream) {
      try {
        byte[] bytes = stream.readNBytes(LARGEST + 1);
        if (bytes.length <= LARGEST) {
          return bytes;
        }
      } catch (IOException e) {
        throw SqlErrors.of(
            SqlState.IO_ERROR,
            "Module \"%s\": the stream of parameter %d failed: %s. Give a stream that can be read to its end."
                .formatted(module, ordinal, e.getMessage()),
            e);
      }
      throw SqlErrors.of(
          SqlState.TOO_LONG,
          "Module \"%s\": parameter %d is longer than %d bytes. Split the module."
              .formatted(module, ordinal, LARGEST));
    } else if (value instanceof Blob blob) {
      return blob.getBytes(1, (int) Math.min(blob.length(), LARGEST));
    }
    throw SqlErrors.of(
        SqlState.INVALID_VALUE,
        "Module \"%s\": parameter %d is %s. Set it to byte[], an InputStream or a Blob."
            .formatted(
                module, ordinal, value == null ? "NULL" : "a " + value.getClass().getSimpleName()));
  }

  /**
   * Leads a failure of the module that {@link #read} made of a text back to the text; a failure of
   * any other source is returned as it is.
   */
  static GuestException locate(ModuleSource source, GuestException failure) {
    if (!(source instanceof ModuleSource.Wat wat) || failure.byteOffset() < 0) {
      return failure;
    }
    try {
      return WatAssembler.assembleWithPositions(wat.text()).locate(failure);
    } catch (WatSyntaxException e) {
      failure.addSuppressed(e);
      return failure;
    }
  }

  private static byte[] assemble(String module, ModuleSource.Wat wat) throws SQLException {
    try {
      return WatAssembler.assemble(wat.text());
    } catch (WatSyntaxException e) {
      throw SqlErrors.of(
          SqlState.SYNTAX_ERROR,
          "Module \"%s\": %s (lines count from the opening quote)"
              .formatted(module, e.getMessage()),
          e);
    }
  }
}
