package io.attributable.processor;

import static io.attributable.testing.Closeness.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.Attribution;
import io.attributable.AttributionException;
import io.attributable.Mode;
import io.attributable.Reason;
import io.attributable.Reasons;
import io.attributable.processor.harness.Compilation;
import io.attributable.processor.harness.Sources;
import io.attributable.processor.harness.Tool;
import io.attributable.testing.ExpectedLayer;
import io.attributable.testing.Fixtures;
import io.attributable.testing.GoldenCase;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;

/** Generated explainers, compiled with code that uses them, loaded and run on real models. */
class EndToEndTest {
  @TempDir private static Path output;
  private static Class<?> requests;
  private static Path classes;

  @BeforeAll
  static void compile() throws Exception {
    Compilation.Result result =
        Compilation.with(Tool.JAVAC, output)
            .processorOption("attributable.models.dirs", Sources.modelsDirs())
            .option("-Xlint:all", "-Werror")
            .run(
                Sources.at("good/demo/Digits.java"),
                Sources.at("good/demo/TwoInputs.java"),
                Sources.at("good/demo/Outer.java"),
                Sources.at("good/demo/Credit.java"),
                Sources.at("run/demo/Requests.java"));
    assertThat(result.messages()).isEmpty();
    classes = result.classes();
    URL[] roots = {classes.toUri().toURL()};
    requests =
        Class.forName(
            "demo.Requests", true, new URLClassLoader(roots, EndToEndTest.class.getClassLoader()));
  }

  @Test
  void oneLayer() throws Exception {
    GoldenCase golden = golden("digits", "conv3-output-global");
    Object found = call("lastConvolution", model("digits"), golden.input("image"), golden.target());
    assertExpected(golden, (Attribution) found);
  }

  @Test
  void modelAmongTheResources() throws Exception {
    assertThatThrownBy(() -> packed(golden("digits", "conv3-output-global")))
        .hasMessageStartingWith("[ResourceNotFound] SavedModel \"digits\" is no resource")
        .hasMessageContaining("Looked for \"digits/saved_model.pb\" in class loader ");
    copy(model("digits"), classes.resolve("digits"));
    assertExpected(
        golden("digits", "conv3-output-global"), packed(golden("digits", "conv3-output-global")));
  }

  @Test
  void allLayersInOneRun() throws Exception {
    GoldenCase convolution = golden("digits", "conv3-output-local");
    GoldenCase features = golden("digits", "features-input-local");
    Map<?, ?> found =
        (Map<?, ?>)
            call(
                "allLayers",
                model("digits"),
                convolution.input("image"),
                convolution.target(),
                Mode.LOCAL);
    assertExpected(convolution, (Attribution) found.get("conv3"));
    assertExpected(features, (Attribution) found.get("features"));
  }

  @Test
  void stagesShareNothing() throws Exception {
    GoldenCase golden = golden("digits", "conv3-output-global");
    FloatNdArray image = (FloatNdArray) golden.input("image");
    FloatNdArray other = NdArrays.ofFloats(image.shape());
    List<?> found = (List<?>) call("twice", model("digits"), image, other, golden.target());
    assertExpected(golden, (Attribution) found.get(0));
    assertThat(((Attribution) found.get(1)).floats())
        .isNotEqualTo(((Attribution) found.get(0)).floats());
  }

  @Test
  void severalInputsAndALayerOfTwoTensors() throws Exception {
    GoldenCase golden = golden("k3_multi_io", "merge-input-global");
    Object found =
        call(
            "merged",
            model("k3_multi_io"),
            golden.input("left"),
            golden.input("right"),
            golden.target());
    assertThat(((Attribution) found).tensors()).hasSize(2);
    assertExpected(golden, (Attribution) found);
  }

  @Test
  void reasonsAreCalledAsTheAnnotationSays() throws Exception {
    GoldenCase golden = golden("k3_multi_io", "merge-input-global");
    List<?> found =
        (List<?>)
            call(
                "reasons",
                model("k3_multi_io"),
                golden.input("left"),
                golden.input("right"),
                golden.target());
    assertThat(names((Reasons) found.get(0))).isSubsetOf("income", "debt", "home");
    assertThat(names((Reasons) found.get(1)))
        .isSubsetOf("income", "debt", "home", "history")
        .containsAll(names((Reasons) found.get(0)));
    assertThat(names((Reasons) found.get(2)))
        .isSubsetOf("income", "debt", "home", "history")
        .isNotEmpty();
  }

  private static Set<String> names(Reasons reasons) {
    return reasons.examples().stream()
        .flatMap(example -> example.reasons().stream())
        .map(Reason::feature)
        .collect(Collectors.toSet());
  }

  @Test
  void everythingARequestCanSay() throws Exception {
    GoldenCase golden = golden("k3_multi_io", "left_dense-output-local");
    Object found =
        call(
            "left",
            model("k3_multi_io"),
            golden.input("left"),
            golden.input("right"),
            golden.target());
    assertExpected(golden, (Attribution) found);
  }

  @Test
  void singleNumberAndStrings() throws Exception {
    GoldenCase golden = golden("tfmodule_string_table", "embedding-output-global");
    float temperature = ((FloatNdArray) golden.input("temperature")).getFloat();
    Object found =
        call(
            "words",
            model("tfmodule_string_table"),
            temperature,
            golden.input("words"),
            golden.target());
    assertExpected(golden, (Attribution) found);
  }

  @Test
  void anotherModelSaysWhatChanged() {
    GoldenCase golden = golden("digits", "conv3-output-global");
    assertThatThrownBy(
            () ->
                call(
                    "lastConvolution",
                    model("k3_export_mlp"),
                    golden.input("image"),
                    golden.target()))
        .isInstanceOf(AttributionException.class)
        .hasMessage(
            "[ModelChanged] SavedModel \"%s\" is not the one that demo.Digits was compiled against:"
                + " input \"image\" is gone; input \"x\" (float32 [?,4]) is new;"
                + " output \"output_0\" was float32 [?,10] and is float32 [?,3];"
                + " layer \"features\" is gone; layer \"conv3\" is gone."
                + " Compile again with the new model, or load the old one.",
            model("k3_export_mlp"));
  }

  private static Attribution packed(GoldenCase golden) throws Exception {
    return (Attribution) call("packed", golden.input("image"), golden.target());
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private static GoldenCase golden(String model, String id) {
    return Fixtures.cases(model).stream()
        .filter(golden -> golden.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static Path model(String name) {
    return Fixtures.model(name);
  }

  private static Object call(String name, Object... arguments) throws Exception {
    Method method =
        Arrays.stream(requests.getMethods())
            .filter(candidate -> candidate.getName().equals(name))
            .findFirst()
            .orElseThrow();
    try {
      return method.invoke(null, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception failure ? failure : e;
    }
  }

  private static void assertExpected(GoldenCase golden, Attribution found) {
    ExpectedLayer expected = golden.expected().get(0);
    for (int i = 0; i < expected.tensors().size(); i++) {
      assertClose(golden.toString(), found.tensors().get(i).values(), expected.tensors().get(i));
    }
  }
}
