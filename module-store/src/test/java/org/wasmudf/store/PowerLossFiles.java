package org.wasmudf.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/**
 * Files in memory on a device that loses what was not flushed: of a file its bytes, of a folder any
 * of its changes, each on its own.
 */
final class PowerLossFiles implements StoreFiles {
  private static final class Content {
    private byte[] bytes = {};
    private byte[] flushed = {};
  }

  /** The power went off. */
  static final class PowerLoss extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private final Map<Path, Content> names = new HashMap<>();
  private final Map<Path, Content> flushedNames = new HashMap<>();
  private final int lastStep;
  private int steps;

  /**
   * @param lastStep the number of changing operations that still happen; the next ones fail
   */
  PowerLossFiles(int lastStep) {
    this.lastStep = lastStep;
  }

  boolean off() {
    return steps > lastStep;
  }

  private void step() throws PowerLoss {
    steps++;
    if (off()) {
      throw new PowerLoss();
    }
  }

  /** Writes what is left on the device to real files; chance decides about what was not flushed. */
  void leaveIn(Path from, Path folder, Random random) throws IOException {
    TreeSet<Path> all = new TreeSet<>(names.keySet());
    all.addAll(flushedNames.keySet());
    for (Path path : all) {
      Content content = (random.nextBoolean() ? names : flushedNames).get(path);
      if (content != null) {
        Path file = folder.resolve(from.relativize(path));
        Files.createDirectories(file.resolveSibling("."));
        Files.write(file, random.nextBoolean() ? content.bytes : content.flushed);
      }
    }
  }

  private Content content(Path file) throws NoSuchFileException {
    Content content = names.get(file);
    if (content == null) {
      throw new NoSuchFileException(file.toString());
    }
    return content;
  }

  @Override
  public byte[] read(Path file) throws IOException {
    return content(file).bytes.clone();
  }

  @Override
  public byte[] readStart(Path file, int limit) throws IOException {
    byte[] bytes = content(file).bytes;
    return Arrays.copyOf(bytes, Math.min(limit, bytes.length));
  }

  @Override
  public void write(Path file, byte[] bytes) throws IOException {
    step();
    // As O_TRUNC does: the same file, other bytes.
    names.computeIfAbsent(file, path -> new Content()).bytes = bytes.clone();
  }

  @Override
  public void sync(Path file) throws IOException {
    step();
    content(file).flushed = content(file).bytes;
  }

  @Override
  public void syncFolder(Path folder) throws IOException {
    step();
    flushedNames.keySet().removeIf(path -> folder.equals(path.getParent()));
    names.forEach(
        (path, content) -> {
          if (folder.equals(path.getParent())) {
            flushedNames.put(path, content);
          }
        });
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    step();
    names.put(to, content(from));
    names.remove(from);
  }

  @Override
  public void createFolder(Path folder) throws IOException {
    step();
  }

  @Override
  public boolean exists(Path path) {
    return names.keySet().stream().anyMatch(name -> name.startsWith(path));
  }

  @Override
  public List<Path> list(Path folder) {
    return names.keySet().stream().filter(path -> folder.equals(path.getParent())).toList();
  }

  @Override
  public void delete(Path file) throws IOException {
    step();
    names.remove(file);
  }
}
