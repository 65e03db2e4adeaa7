package org.wasmudf.demo;

import java.io.Console;
import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line: the tour, or the prompt on a database of one's own. */
@Command(
    name = "demo",
    description = "Tours WebAssembly functions over real flights, or opens an SQL prompt on a URL.")
final class Main implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int INTERRUPTED = 130;
  private static final String DEMO_URL = "jdbc:wasmudf:h2:mem:demo";

  @Parameters(
      arity = "0..1",
      paramLabel = "<JDBC URL>",
      description = "Opens the prompt on this, such as jdbc:wasmudf:h2:mem:mine, without the tour.")
  private @Nullable String url;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this text.")
  @SuppressWarnings("UnusedVariable") // the library looks at the annotation
  private boolean help;

  private Main() {}

  /** Ends the JVM with 0 where everything worked. */
  public static void main(String[] arguments) {
    CommandLine commandLine = new CommandLine(new Main());
    commandLine.setExecutionExceptionHandler(
        (e, command, parsed) -> {
          System.err.println(e);
          return FAILED;
        });
    System.exit(commandLine.execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    boolean interactive = isInteractive();
    prepareJline(interactive);
    if (interactive) {
      endWithParent();
    }
    Path workspace = Workspace.create();
    if (url != null) {
      String here = Path.of("").toAbsolutePath().toString();
      return Shell.run(url, Map.of("wasmudf.files", here), workspace, interactive);
    }
    Path examples = Demo.findExamples();
    return new Demo(DEMO_URL, examples, workspace, interactive, System.out).run(Tour.steps());
  }

  /** Whether a person sits at a terminal. From JDK 22 on a Console exists for pipes as well. */
  @SuppressWarnings("SystemConsoleNull") // on 17 to 21 null is the answer, later isTerminal is
  private static boolean isInteractive() throws ReflectiveOperationException {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    }
  }

  /**
   * Ctrl-C at the prompt ends Maven but not its child, which would go on reading the same terminal
   * as the shell.
   */
  private static void endWithParent() {
    ProcessHandle.current().parent().ifPresent(Main::endAfter);
  }

  private static void endAfter(ProcessHandle parent) {
    Runnable wait =
        () -> {
          parent.onExit().join();
          System.exit(INTERRUPTED);
        };
    Thread watch = new Thread(wait, "end with the parent");
    watch.setDaemon(true);
    watch.start();
  }

  private static void prepareJline(boolean interactive) {
    if (!interactive) {
      // asked for, so that JLine does not warn that it is all there is
      System.setProperty("org.jline.terminal.dumb", "true");
    } else if (File.separatorChar == '/') {
      // stty does as well as jansi's library, whose loading makes JDK 24 and newer print warnings
      System.setProperty("org.jline.terminal.jansi", "false");
    }
  }
}
