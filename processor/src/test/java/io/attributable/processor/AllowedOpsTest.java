package io.attributable.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.processor.harness.Compilation;
import io.attributable.processor.harness.TinyModel;
import io.attributable.processor.harness.Tool;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.DataType;

/** Models that reach outside of their graph compile, and load, where the annotation allows it. */
class AllowedOpsTest {
  @TempDir private Path project;

  @BeforeEach
  void saveModel() {
    new TinyModel()
        .input("x", DataType.DT_FLOAT, -1, 3)
        .bare("MutexV2", "lock")
        .node("Relu", "act/Relu", "in0", "^lock")
        .node("Neg", "out/Neg", "act/Relu")
        .output("y", "out/Neg", DataType.DT_FLOAT, -1, 3)
        .save(project.resolve("net"));
  }

  @Test
  void isRefusedByTheCompiler() throws Exception {
    Compilation.Result result = compile("");
    assertThat(result.messages())
        .singleElement()
        .asString()
        .contains("[OpRefused]", "MutexV2 (node \"lock\")", "allowedOps of @AttributedModel");
  }

  @Test
  void compilesAndLoadsWhereItIsAllowed() throws Exception {
    Compilation.Result result = compile(", allowedOps = \"MutexV2\"");
    assertThat(result.messages()).isEmpty();
    URL[] classes = {result.classes().toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(classes, getClass().getClassLoader())) {
      Class<?> explainer = Class.forName("demo.NetExplainer", true, loader);
      Object loaded = explainer.getMethod("load", Path.class).invoke(null, project.resolve("net"));
      ((AutoCloseable) loaded).close();
    }
  }

  private Compilation.Result compile(String allowed) throws Exception {
    Path source = project.resolve("src/demo/Net.java");
    Files.createDirectories(source.getParent());
    Files.writeString(
        source,
        """
        package demo;
        import io.attributable.*;
        @AttributedModel(savedModel = "net"%s)
        public interface Net {
          @Attributable(layer = "act") Layer activation();
        }
        """
            .formatted(allowed));
    return Compilation.with(Tool.JAVAC, project.resolve("out"))
        .processorOption("attributable.models.dirs", project)
        .run(source);
  }
}
