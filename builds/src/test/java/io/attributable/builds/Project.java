package io.attributable.builds;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.shared.invoker.DefaultInvocationRequest;
import org.apache.maven.shared.invoker.DefaultInvoker;
import org.apache.maven.shared.invoker.InvocationRequest;
import org.apache.maven.shared.invoker.MavenInvocationException;

/** A project of a user, in a folder of its own. */
final class Project {
  /** The builds are short: the second compiler would only cost. */
  private static final String JVM = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx1g";

  /** Has Maven compile, and write down what the classes need at run time. */
  static final String[] COMPILE_AND_WRITE_CLASS_PATH = {
    "compile",
    "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath",
    "-Dmdep.outputFile=target/classpath.txt"
  };

  private final Path folder;
  private final Repository repository;
  private Path jdk = Path.of(System.getProperty("java.home"));

  Project(Path folder, Repository repository) {
    this.folder = folder;
    this.repository = repository;
  }

  /** Has another JDK compile and run. */
  Project on(Path other) {
    jdk = other;
    return this;
  }

  /** Writes a file. */
  Project file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  /** Puts the model of the pages somewhere. */
  Project model(String place) throws IOException {
    return copy("fixtures/models/digits", place);
  }

  /** Puts a file or folder of the sources somewhere. */
  Project copy(String from, String place) throws IOException {
    Path source = Settings.root().resolve(from);
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(place).resolve(source.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    return this;
  }

  /** Has Maven do something. */
  Outcome maven(String... goals) {
    List<String> lines = new ArrayList<>();
    InvocationRequest request = new DefaultInvocationRequest();
    request.setBaseDirectory(folder.toFile());
    request.addArgs(List.of(goals));
    request.addArg("-Dkotlin.compiler.daemon=false"); // It would outlive the test.
    request.setJavaHome(jdk.toFile());
    request.setBatchMode(true);
    request.setNoTransferProgress(true);
    request.setOffline(Settings.offline());
    request.setMavenOpts(JVM);
    request.setLocalRepositoryDirectory(repository.folder().toFile());
    request.setOutputHandler(lines::add);
    DefaultInvoker maven = new DefaultInvoker();
    maven.setMavenHome(Settings.mavenHome().toFile());
    try {
      int exit = maven.execute(request).getExitCode();
      return new Outcome(exit, String.join("\n", lines));
    } catch (MavenInvocationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs a tool of the JDK, such as {@code java}. */
  Outcome run(String tool, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(jdk.resolve("bin").resolve(tool).toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "3");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), output);
  }

  /**
   * What {@link #COMPILE_AND_WRITE_CLASS_PATH} wrote: the jars that the project needs at run time.
   */
  String classPath() throws IOException {
    return Files.readString(folder.resolve("target/classpath.txt")).strip();
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  /** How a command ended, and what it said. */
  record Outcome(int exit, String output) {}
}
