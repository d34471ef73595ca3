package io.attributable.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.Attribution;
import io.attributable.processor.harness.Compilation;
import io.attributable.processor.harness.Sources;
import io.attributable.processor.harness.Tool;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.StdArrays;

/** Models in code, compiled with the processor, built, and explained by TensorFlow. */
class CodeEndToEndTest {
  @TempDir private static Path output;
  private static Class<?> runs;

  @BeforeAll
  static void compile() throws Exception {
    Compilation.Result result =
        Compilation.with(Tool.JAVAC, output)
            .option("-Xlint:all", "-Werror", "-parameters")
            .run(
                Stream.of("Dense", "Gate", "TwinNet", "Built", "Runs")
                    .map(name -> Sources.at("code/demo/" + name + ".java"))
                    .toArray(Path[]::new));
    assertThat(result.messages()).isEmpty();
    URL[] classes = {result.classes().toUri().toURL()};
    runs =
        Class.forName(
            "demo.Runs",
            true,
            new URLClassLoader(classes, CodeEndToEndTest.class.getClassLoader()));
  }

  @Test
  @SuppressWarnings("unchecked") // What the compiled source returns.
  void everyLayerIsTheTensorOfItsNode() throws Exception {
    var pairs = (Map<String, List<List<Attribution>>>) call("pairs");
    assertThat(pairs).containsOnlyKeys("dense", "step", "gate", "blocks", "second", "nested");
    pairs.forEach(
        (layer, pair) ->
            assertThat(pair.get(0))
                .as(layer)
                .usingElementComparator((a, b) -> a.tensors().equals(b.tensors()) ? 0 : 1)
                .containsExactlyElementsOf(pair.get(1)));
  }

  @Test
  void callsAreListedAsTheyReturned() throws Exception {
    assertThat((List<?>) call("layers"))
        .isEqualTo(
            List.of(
                "dense#1",
                "dense#2",
                "dense#3",
                "step#1",
                "step#2",
                "gate/split",
                "gate",
                "blocks/split#1",
                "blocks/split#2",
                "blocks#1",
                "blocks#2",
                "tail",
                "answers"));
  }

  @Test
  void anotherOutputThanTheAnnotationNames() throws Exception {
    Attribution tail = (Attribution) call("otherOutput");
    assertThat(tail.floats().scalars()).allMatch(scalar -> scalar.getFloat() == 1);
  }

  @Test
  void aModelBuiltInItsConstructor() throws Exception {
    Attribution built = (Attribution) call("built");
    assertThat(built.doubles())
        .isEqualTo(StdArrays.ndCopyOf(new double[][] {{0, 0, 27}, {0, 0, 108}}));
  }

  private static Object call(String name) throws Exception {
    return runs.getMethod(name).invoke(null);
  }
}
