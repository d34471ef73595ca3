package io.attributable.maven;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The command line in a JVM of its own, as its launchers start it. */
final class CommandLineProcess {
  private static final String MAIN = "io.attributable.cli.AttributableCommand";
  private static final int FIRST_WARNING_JAVA = 24;
  private static final String VERBOSE = "--verbose";

  private final List<File> classPath;
  private final File folder;
  private final String main;
  private final OutputStream errors;

  CommandLineProcess(List<File> classPath, File folder) {
    this(classPath, folder, MAIN, System.err);
  }

  /**
   * A process.
   *
   * @param errors takes what it says on its error stream
   */
  CommandLineProcess(List<File> classPath, File folder, String main, OutputStream errors) {
    this.classPath = List.copyOf(classPath);
    this.folder = folder;
    this.main = main;
    this.errors = errors;
  }

  /**
   * Runs it to its end.
   *
   * @throws AttributionException COMMAND_FAILED with its exit status
   */
  void run(List<String> words) {
    int status = status(command(words), words);
    if (status != 0) {
      throw failed(words, "it ended with status " + status);
    }
  }

  private List<String> command(List<String> words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= FIRST_WARNING_JAVA) {
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    if (words.contains(VERBOSE)) {
      command.add("-Dattributable.tensorflow.log=true");
    }
    command.addAll(List.of("-Djava.awt.headless=true", "-cp", jars(), main));
    command.addAll(words);
    return command;
  }

  private int status(List<String> command, List<String> words) {
    boolean verbose = words.contains(VERBOSE);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder);
    builder.redirectInput(Redirect.INHERIT).redirectOutput(Redirect.INHERIT);
    LauncherEnvironment.set(builder.environment(), verbose);
    try {
      Process process = builder.start();
      try {
        Thread lines = new ErrorLines(errors, verbose).follow(process.getErrorStream());
        int status = process.waitFor();
        lines.join();
        return status;
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
