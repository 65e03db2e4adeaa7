package org.wasmudf.runtime.internal.host;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one instance has told its host, and what the host's answers to it depend on. Belongs to the
 * thread that runs the instance.
 */
public final class HostState {
  /** Of standard output and standard error together, and of an error text. */
  static final int MOST_TEXT = 4 << 10;

  private static final int MOST_LOG_LINES = 100;
  private static final int MOST_LOG_LINE = 1 << 10;
  private static final System.Logger LOG = System.getLogger("org.wasmudf.guest");

  private record LogLine(System.Logger.Level level, String text) {}

  private final ByteArrayOutputStream console = new ByteArrayOutputStream();
  private final List<LogLine> log = new ArrayList<>();
  private long droppedLogLines;
  private @Nullable String error;
  private long random;

  /**
   * The text of {@code wasmudf.error}, which belongs to the trap or row error that ends the call.
   */
  public @Nullable String error() {
    return error;
  }

  /** What the guest wrote to standard output and error, the first 4 KiB, without trailing space. */
  public String console() {
    return console.toString(StandardCharsets.UTF_8).stripTrailing();
  }

  /**
   * What the guest said of its failure: {@link #error}, else {@link #console}, else null. A panic
   * in Rust writes its message to standard error before it traps.
   */
  public @Nullable String said() {
    String text = error;
    if (text == null) {
      text = console();
    }
    return text.isEmpty() ? null : text;
  }

  /**
   * Forgets what was said and starts the sequence of {@code random_get} again. To be called before
   * each batch, so that its results depend on its rows alone.
   */
  public void clear() {
    console.reset();
    error = null;
    random = 0;
  }

  /**
   * Hands the guest's log lines to the logger {@code org.wasmudf.guest}. They wait until then
   * because a guest may log with its stack nearly full, where foreign code must not run.
   *
   * @param origin names the function, at the beginning of each line
   */
  public void flushLog(String origin) {
    for (LogLine line : log) {
      LOG.log(line.level(), origin + ": " + line.text());
    }
    if (droppedLogLines > 0) {
      LOG.log(
          System.Logger.Level.WARNING,
          origin + ": " + droppedLogLines + " more lines in this batch were dropped");
    }
    log.clear();
    droppedLogLines = 0;
  }

  void error(String text) {
    error = text;
  }

  void log(System.Logger.Level level, String text) {
    if (log.size() == MOST_LOG_LINES) {
      droppedLogLines++;
    } else {
      log.add(
          new LogLine(
              level, text.length() > MOST_LOG_LINE ? text.substring(0, MOST_LOG_LINE) : text));
    }
  }

  /** How many more bytes of the console are kept. */
  int consoleRoom() {
    return MOST_TEXT - console.size();
  }

  void write(byte[] bytes) {
    console.writeBytes(bytes);
  }

  /** The next eight bytes of the fixed sequence (SplitMix64 from 0). */
  long nextRandom() {
    random += 0x9e3779b97f4a7c15L;
    long z = random;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
