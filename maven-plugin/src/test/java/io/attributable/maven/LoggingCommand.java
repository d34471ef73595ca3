package io.attributable.maven;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Stands for the command line: logs as TensorFlow does, and writes its environment to a file. */
final class LoggingCommand {
  private static final String LOG =
      """
      WARNING: All log messages before absl::InitializeLog() is called are written to STDERR
      I0000 00:00:1795388028.034508   29594 mlir_graph_optimization_pass.cc:401] no
      [UnknownLayer] No layer "größe".
      no end of line\
      """;

  private LoggingCommand() {}

  /** Called in a JVM of its own. */
  public static void main(String[] words) throws IOException {
    System.err.write(LOG.getBytes(UTF_8));
    Properties environment = new Properties();
    environment.putAll(System.getenv());
    try (OutputStream file = Files.newOutputStream(Path.of("environment"))) {
      environment.store(file, null);
    }
  }
}
