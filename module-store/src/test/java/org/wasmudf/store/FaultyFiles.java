package org.wasmudf.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Real files of which one operation fails, and after a crash all later ones. */
final class FaultyFiles implements StoreFiles {
  private final StoreFiles real = StoreFiles.REAL;
  private final List<String> log = new ArrayList<>();
  private final int failing;
  private final boolean crash;
  private final String message;
  private int count;

  /**
   * @param failing number of the operation that fails, from 1; 0 for none
   * @param crash whether the operations after it fail too, as if the process were gone
   */
  FaultyFiles(int failing, boolean crash, String message) {
    this.failing = failing;
    this.crash = crash;
    this.message = message;
  }

  /** The names of all operations that change something, with their file's name. */
  List<String> log() {
    return log;
  }

  boolean failed() {
    return count >= failing;
  }

  private boolean fails() {
    count++;
    return count == failing || (crash && count > failing && failing > 0);
  }

  private void step(String what, Path path) throws IOException {
    log.add(what + " " + path.getFileName());
    if (fails()) {
      throw new IOException(message);
    }
  }

  @Override
  public byte[] read(Path file) throws IOException {
    return real.read(file);
  }

  @Override
  public byte[] readStart(Path file, int limit) throws IOException {
    return real.readStart(file, limit);
  }

  @Override
  public void write(Path file, byte[] bytes) throws IOException {
    log.add("write " + file.getFileName());
    if (fails()) {
      real.write(file, Arrays.copyOf(bytes, bytes.length / 2));
      throw new IOException(message);
    }
    real.write(file, bytes);
  }

  @Override
  public void sync(Path file) throws IOException {
    step("sync", file);
    real.sync(file);
  }

  @Override
  public void syncFolder(Path folder) throws IOException {
    step("syncFolder", folder);
    real.syncFolder(folder);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    step("rename", to);
    real.rename(from, to);
  }

  @Override
  public void createFolder(Path folder) throws IOException {
    step("createFolder", folder);
    real.createFolder(folder);
  }

  @Override
  public boolean exists(Path path) {
    return real.exists(path);
  }

  @Override
  public List<Path> list(Path folder) throws IOException {
    return real.list(folder);
  }

  @Override
  public void delete(Path file) throws IOException {
    step("delete", file);
    real.delete(file);
  }
}
