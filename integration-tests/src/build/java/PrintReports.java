import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Prints into the build's output what tests have written to files: which targets they ran on, the
 * missing ones by name, and what conformance they counted.
 */
final class PrintReports {
  private PrintReports() {}

  public static void main(String[] arguments) throws IOException {
    for (String argument : arguments) {
      Path report = Path.of(argument);
      if (Files.exists(report)) {
        System.out.print(Files.readString(report));
      }
    }
  }
}
