package io.attributable.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** An archive of this build, unpacked. */
record Installation(Path home, Path folder) {
  private static final Path TARGET = Path.of(property("distribution.target"));
  private static final String NAME = property("distribution.name");

  /** The archives that the build made. */
  static List<Path> archives() throws IOException {
    try (Stream<Path> files = Files.list(TARGET)) {
      return files
          .filter(file -> file.getFileName().toString().matches(".*\\.(tar|tar\\.gz|zip)"))
          .sorted()
          .toList();
    }
  }

  /** Unpacks with the tools that people have. */
  static Installation of(Path archive, Path folder) throws Exception {
    Files.createDirectories(folder);
    List<String> command =
        archive.toString().endsWith(".zip")
            ? List.of("unzip", "-q", archive.toString())
            : List.of("tar", "-xf", archive.toString());
    Process unpacked = new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start();
    if (unpacked.waitFor() != 0) {
      throw new IllegalStateException(command + " failed");
    }
    return new Installation(folder.resolve(NAME), folder);
  }

  /** Runs the launcher from another folder, with nothing on the path but what any system has. */
  Run run(Map<String, String> environment, Object... words) throws Exception {
    List<String> command = new ArrayList<>(List.of(home.resolve("bin/attributable").toString()));
    for (Object word : words) {
      command.add(word.toString());
    }
    return run(command, environment);
  }

  Run run(List<String> command, Map<String, String> environment) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("HOME", folder.toString());
    builder.environment().putAll(environment);
    Path errors = Files.createTempFile(folder, "errors", ".txt");
    Process process = builder.redirectError(errors.toFile()).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    int status = process.waitFor();
    return new Run(status, out, Files.readString(errors));
  }

  static Path fixture(String path) {
    return Path.of(property("fixtures.dir")).resolve(path);
  }

  private static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name), name);
  }

  /** How a command ended, and what it said. */
  record Run(int status, String out, String err) {}
}
