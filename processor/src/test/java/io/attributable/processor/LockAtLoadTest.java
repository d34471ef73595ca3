package io.attributable.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.AttributionException;
import io.attributable.processor.harness.Compilation;
import io.attributable.processor.harness.TinyModel;
import io.attributable.processor.harness.Tool;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.DataType;

/** A locked explainer, compiled and loaded with the model it was locked to and with others. */
class LockAtLoadTest {
  @TempDir private Path project;

  @Test
  void anotherModelOfTheSameShapesIsRefused() throws Exception {
    model("before", "Relu").save(project.resolve("net"));
    model("again", "Relu").save(project.resolve("renamed"));
    model("before", "Elu").save(project.resolve("other"));
    Class<?> explainer = compile("write");

    load(explainer, "net");
    load(explainer, "renamed");
    assertThatThrownBy(() -> load(explainer, "other"))
        .isInstanceOf(AttributionException.class)
        .hasMessage(
            "[ModelChanged] SavedModel \"%s\" is not the one that demo.Net was compiled against:"
                + " the graph computes something else than the locked one (Elu from 0 to"
                + " 1, Relu from 1 to 0). Compile again with the new model, or load the old one.",
            project.resolve("other"));
  }

  @Test
  void withoutALockOnlyShapesCount() throws Exception {
    model("before", "Relu").save(project.resolve("net"));
    model("before", "Elu").save(project.resolve("other"));
    load(compile("off"), "other");
  }

  private Class<?> compile(String mode) throws Exception {
    Path source = project.resolve("src/demo/Net.java");
    Files.createDirectories(source.getParent());
    Files.writeString(
        source,
        """
        package demo;
        import io.attributable.*;
        @AttributedModel(savedModel = "net")
        public interface Net {
          @Attributable(layer = "act") Layer activation();
        }
        """);
    Compilation.Result result =
        Compilation.with(Tool.JAVAC, project.resolve("out"))
            .processorOption("attributable.models.dirs", project)
            .processorOption("attributable.lock", mode)
            .run(source);
    assertThat(result.messages()).isEmpty();
    URL[] classes = {result.classes().toUri().toURL()};
    ClassLoader loader = new URLClassLoader(classes, LockAtLoadTest.class.getClassLoader());
    return Class.forName("demo.NetExplainer", true, loader);
  }

  private void load(Class<?> explainer, String model) throws Exception {
    try {
      ((AutoCloseable) explainer.getMethod("load", Path.class).invoke(null, project.resolve(model)))
          .close();
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception failure ? failure : e;
    }
  }

  private static TinyModel model(String inner, String op) {
    return new TinyModel()
        .input("x", DataType.DT_FLOAT, -1, 3)
        .shaped(op, "act/" + inner, new long[] {-1, 3}, "in0")
        .node("Neg", "out/Neg", "act/" + inner)
        .output("y", "out/Neg", DataType.DT_FLOAT, -1, 3);
  }
}
