package io.attributable.maven;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The command line in a JVM of its own, with the terminal of the build. */
final class CommandLineProcess {
  private static final String MAIN = "io.attributable.cli.AttributableCommand";
  private static final int FIRST_WARNING_JAVA = 24;

  private final List<File> classPath;
  private final File folder;

  CommandLineProcess(List<File> classPath, File folder) {
    this.classPath = List.copyOf(classPath);
    this.folder = folder;
  }

  /**
   * Runs it to its end.
   *
   * @throws AttributionException COMMAND_FAILED with its exit status
   */
  void run(List<String> words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= FIRST_WARNING_JAVA) {
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(List.of("-Djava.awt.headless=true", "-cp", jars(), MAIN));
    command.addAll(words);
    int status = status(command, words);
    if (status != 0) {
      throw failed(words, "it ended with status " + status);
    }
  }

  private int status(List<String> command, List<String> words) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder).inheritIO();
    builder.environment().putIfAbsent("TF_CPP_MIN_LOG_LEVEL", "3");
    try {
      Process process = builder.start();
      try {
        return process.waitFor();
      } finally {
        process.destroy();
      }
    } catch (IOException notStarted) {
      throw failed(words, notStarted.toString()).causedBy(notStarted);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw failed(words, "the build was stopped").causedBy(stopped);
    }
  }

  private String jars() {
    return classPath.stream().map(File::getPath).collect(Collectors.joining(File.pathSeparator));
  }

  private static AttributionException failed(List<String> words, String reason) {
    return new AttributionException(
        ErrorCode.COMMAND_FAILED, "attributable " + String.join(" ", words), reason);
  }
}
