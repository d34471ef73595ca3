package io.attributable.processor.harness;

import io.attributable.processor.AttributableProcessor;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;

/** A run of a compiler with the processor on files on disk, as a build tool would start it. */
public final class Compilation {
  private final JavaCompiler compiler;
  private final Path output;
  private final List<String> options = new ArrayList<>(List.of("--release", "17"));
  private List<Processor> processors = List.of(new AttributableProcessor());
  private String classPath = System.getProperty("java.class.path");

  private Compilation(JavaCompiler compiler, Path output) {
    this.compiler = compiler;
    this.output = output;
  }

  /**
   * A compilation yet to be run.
   *
   * @param output classes go into its folder {@code classes}, generated sources into {@code
   *     sources}
   */
  public static Compilation with(Tool tool, Path output) {
    return new Compilation(tool.compiler(), output);
  }

  /** Adds compiler options. */
  public Compilation option(String... more) {
    options.addAll(List.of(more));
    return this;
  }

  /** Adds a processor option. */
  public Compilation processorOption(String name, Object value) {
    return option("-A" + name + "=" + value);
  }

  /** Runs other processors. */
  public Compilation processors(Processor... others) {
    processors = List.of(others);
    return this;
  }

  /** Puts a folder or archive in front of the class path. */
  public Compilation classPath(Path entry) {
    classPath = entry + System.getProperty("path.separator") + classPath;
    return this;
  }

  /** Compiles. */
  public Result run(Path... sources) {
    try {
      Files.createDirectories(classes());
      Files.createDirectories(generated());
      return compile(List.of(sources));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Result compile(List<Path> sources) throws IOException {
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of("-cp", classPath, "-d", classes().toString(), "-s", generated().toString()));
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(diagnostics, Locale.ROOT, StandardCharsets.UTF_8)) {
      JavaCompiler.CompilationTask task =
          compiler.getTask(
              new StringWriter(),
              files,
              diagnostics,
              all,
              null,
              files.getJavaFileObjectsFromPaths(sources));
      task.setProcessors(processors);
      boolean success = task.call();
      return new Result(
          success,
          diagnostics.getDiagnostics().stream().map(Message::of).toList(),
          textsIn(generated()),
          classes());
    }
  }

  private Path classes() {
    return output.resolve("classes");
  }

  private Path generated() {
    return output.resolve("sources");
  }

  private static Map<String, String> textsIn(Path folder) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        texts.put(folder.relativize(file).toString().replace('\\', '/'), Files.readString(file));
      }
    }
    return texts;
  }

  /**
   * What came of a compilation.
   *
   * @param messages in the order in which they were printed
   * @param generated the generated sources by their paths
   * @param classes the folder of the classes
   */
  public record Result(
      boolean success, List<Message> messages, Map<String, String> generated, Path classes) {}
}
