package io.attributable.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Java on pages compiles against the library. Nothing is written, and no processor runs. */
class JavaSnippetsTest {
  /** Whole modules are built elsewhere, with what they need. */
  private static final String MODULE = "module demo {";

  /** Needs all of Spark on the class path. */
  private static final String SPARK = "spark.md";

  @Test
  void compile() {
    List<Sources.Snippet> snippets =
        Sources.snippets("java").stream()
            .filter(snippet -> !snippet.code().contains(MODULE))
            .filter(snippet -> !snippet.path().endsWith(SPARK))
            .toList();
    List<JavaFileObject> sources = new ArrayList<>();
    for (int i = 0; i < snippets.size(); i++) {
      sources.add(JavaSnippets.source(snippets.get(i), i));
    }
    assertThat(sources).hasSizeGreaterThan(60);
    assertThat(errors(sources, snippets)).isEmpty();
  }

  private static List<String> errors(List<JavaFileObject> sources, List<Sources.Snippet> snippets) {
    JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    List<String> options =
        List.of(
            "-proc:none",
            "-XDshould-stop.ifError=FLOW",
            "-Xmaxerrs",
            "500",
            "-implicit:none",
            "-d",
            System.getProperty("java.io.tmpdir"));
    var task =
        (com.sun.source.util.JavacTask) compiler.getTask(null, null, found, options, null, sources);
    try {
      task.analyze();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return found.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .map(diagnostic -> words(diagnostic, snippets))
        .toList();
  }

  private static String words(
      Diagnostic<? extends JavaFileObject> found, List<Sources.Snippet> snippets) {
    String name = found.getSource().getName();
    int number = Integer.parseInt(name.replaceAll("\\D", ""));
    return snippets.get(number).path()
        + ": "
        + found.getMessage(Locale.ROOT)
        + " in:\n"
        + snippets.get(number).code();
  }
}
