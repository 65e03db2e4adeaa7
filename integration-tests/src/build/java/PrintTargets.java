import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Prints which targets the tests ran on into the build's output, the missing ones by name. */
final class PrintTargets {
  private PrintTargets() {}

  public static void main(String[] arguments) throws IOException {
    Path report = Path.of(arguments[0]);
    if (Files.exists(report)) {
      System.out.print(Files.readString(report));
    }
  }
}
