package org.wasmudf.demo;

import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far a task of known length is; closing ends the display. */
sealed interface Progress extends AutoCloseable {
  void advance(long rows);

  @Override
  void close();

  /** Starts the display of one task. */
  interface Display {
    Progress start(String task, long rows);
  }

  /** A bar that moves, for a terminal. */
  static Display bars() {
    return (task, rows) ->
        new Bar(
            new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(rows)
                .setUnit(" rows", 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(100)
                .build());
  }

  /** A line for each quarter, for files and pipes. */
  static Display lines(PrintStream out) {
    return (task, rows) -> new Lines(out, task, rows);
  }

  record Bar(ProgressBar bar) implements Progress {
    @Override
    public void advance(long rows) {
      bar.stepBy(rows);
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  final class Lines implements Progress {
    private final PrintStream out;
    private final String task;
    private final long total;
    private long done;
    private long quarters;

    private Lines(PrintStream out, String task, long total) {
      this.out = out;
      this.task = task;
      this.total = total;
    }

    @Override
    public void advance(long rows) {
      done += rows;
      if (done * 4 / total > quarters) {
        quarters = done * 4 / total;
        out.printf("%s: %,d of %,d rows%n", task, done, total);
      }
    }

    @Override
    public void close() {}
  }
}
