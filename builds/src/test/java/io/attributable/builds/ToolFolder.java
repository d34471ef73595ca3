package io.attributable.builds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A path with the tools that are put there and no others, as another machine may have them. */
record ToolFolder(Path folder) {
  private static final List<String> PLACES = List.of("/usr/bin", "/bin");

  static ToolFolder with(Path folder, String... tools) throws IOException {
    Files.createDirectories(folder);
    for (String tool : tools) {
      Path real =
          PLACES.stream()
              .map(place -> Path.of(place, tool))
              .filter(Files::exists)
              .findFirst()
              .orElseThrow(() -> new IOException(tool + " is missing"));
      Files.createSymbolicLink(folder.resolve(tool), real);
    }
    return new ToolFolder(folder);
  }

  /** A tool that stands for another one. */
  ToolFolder script(String tool, String... lines) throws IOException {
    Path file = folder.resolve(tool);
    Files.deleteIfExists(file);
    Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return this;
  }

  /** Runs a command; what it says on both streams is one text. */
  Run run(Path directory, String... command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", folder.toString());
    environment.put("HOME", folder.toString());
    Stream.of("AUTHOR", "COMMITTER")
        .forEach(
            who -> {
              environment.put("GIT_" + who + "_NAME", "Somebody");
              environment.put("GIT_" + who + "_EMAIL", "somebody@example.org");
            });
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Run(process.waitFor(), said.strip());
  }

  /** How a command ended, and what it said. */
  record Run(int status, String said) {}
}
