package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.Attribution;
import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.Attributions;
import io.attributable.Deconvolution;
import io.attributable.ErrorCode;
import io.attributable.GradCam;
import io.attributable.GradCamPlusPlus;
import io.attributable.GuidedBackpropagation;
import io.attributable.LayerCam;
import io.attributable.Saliency;
import io.attributable.Target;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.testing.Closeness;
import io.attributable.testing.Fixtures;
import io.attributable.testing.GoldenCase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.index.Indices;

/** What is true of every method that differentiates, on models of all kinds. */
@Tag("slow")
class MethodPropertiesTest {
  private static final List<AttributionMethod> METHODS =
      List.of(
          new Saliency(),
          new GradCam(false, -1, false),
          new GradCamPlusPlus(true),
          new LayerCam(),
          new GuidedBackpropagation(),
          new Deconvolution());

  @TempDir Path folder;

  /** A request of a model's golden cases, whose layers and inputs are taken. */
  private record Asked(AttributableModel model, GoldenCase golden, AttributionMethod method) {
    LayerAttribution request(List<String> layers) {
      LayerAttribution request =
          LayerAttribution.on(model)
              .signature(golden.signature())
              .layers(layers.toArray(String[]::new))
              .port(golden.port())
              .target(Target.predicted())
              .method(method);
      golden.inputFiles().keySet().forEach(name -> request.input(name, golden.input(name)));
      return request;
    }

    LayerAttribution all() {
      return request(golden.layers());
    }

    /** Only one of the examples. */
    LayerAttribution only(int example) {
      LayerAttribution request = all();
      golden
          .inputFiles()
          .keySet()
          .forEach(name -> request.input(name, row(golden.input(name), example)));
      return request;
    }

    int examples() {
      return golden.inputFiles().keySet().stream()
          .map(golden::input)
          .filter(input -> input.rank() > 0)
          .mapToInt(input -> (int) input.shape().get(0))
          .max()
          .orElse(0);
    }

    void compare(Attribution actual, Attribution expected) {
      for (int i = 0; i < expected.tensors().size(); i++) {
        compare(actual.tensors().get(i).values(), expected.tensors().get(i).values());
      }
    }

    void compare(NdArray<?> actual, NdArray<?> expected) {
      Closeness.assertClose(this.toString(), actual, expected, golden.tolerance());
    }

    @Override
    public String toString() {
      return method + " of " + golden;
    }
  }

  private static NdArray<?> row(NdArray<?> array, int example) {
    return array.rank() == 0 ? array : array.slice(Indices.range(example, example + 1));
  }

  /** For each signature the case of most layers, with more than one example. */
  private static List<GoldenCase> cases(String model) {
    Map<String, GoldenCase> bySignature =
        Fixtures.cases(model).stream()
            .filter(GoldenCase::isPlain)
            .filter(golden -> golden.output() == null)
            .collect(
                Collectors.toMap(
                    GoldenCase::signature,
                    golden -> golden,
                    (one, other) -> more(one, other),
                    LinkedHashMap::new));
    assertThat(bySignature).isNotEmpty();
    return List.copyOf(bySignature.values());
  }

  private static GoldenCase more(GoldenCase one, GoldenCase other) {
    return List.of(one, other).stream()
        .max(Comparator.comparingInt(golden -> golden.layers().size()))
        .orElseThrow();
  }

  /** By every method that applies to the layers. */
  private static List<Asked> asked(AttributableModel model, String name) {
    List<Asked> asked = new ArrayList<>();
    for (GoldenCase golden : cases(name)) {
      for (AttributionMethod method : METHODS) {
        Asked each = new Asked(model, golden, method);
        if (applies(each)) {
          asked.add(each);
        }
      }
    }
    assertThat(asked).isNotEmpty();
    return asked;
  }

  private static boolean applies(Asked asked) {
    try {
      asked.all().attribute();
      return true;
    } catch (AttributionException e) {
      assertThat(e.code()).as(e.getMessage()).isEqualTo(ErrorCode.METHOD_NOT_APPLICABLE);
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "k3_relus",
        "k2_save_cnn",
        "k3_mixed_float16",
        "k3_volumes",
        "k3_lstm",
        "captum_one_conv",
        "captum_multilayer_mi",
        "tfmodule_dtype_weights",
        "tfmodule_relus",
        "tf1_loops",
        "tfmodule_half",
      })
  void togetherAreAsAlone(String name) {
    try (AttributableModel model = AttributableModel.load(Fixtures.model(name))) {
      for (Asked asked : asked(model, name)) {
        Attributions together = asked.all().attribute();
        layersAloneAreAsTogether(asked, together);
        examplesAloneAreAsTogether(asked, together);
      }
    }
  }

  private static void layersAloneAreAsTogether(Asked asked, Attributions together) {
    for (int i = 0; i < together.layers().size(); i++) {
      String layer = asked.golden().layers().get(i);
      asked.compare(
          asked.request(List.of(layer)).attribute().layers().get(0), together.layers().get(i));
    }
  }

  private static void examplesAloneAreAsTogether(Asked asked, Attributions together) {
    for (int example = 0; example < asked.examples(); example++) {
      Attributions alone = asked.only(example).attribute();
      for (int i = 0; i < together.layers().size(); i++) {
        for (int j = 0; j < together.layers().get(i).tensors().size(); j++) {
          asked.compare(
              alone.layers().get(i).tensors().get(j).values(),
              row(together.layers().get(i).tensors().get(j).values(), example));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"k3_relus", "k3_cnn", "tfmodule_relus", "k3_branches", "tf1_loops"})
  void severalTargetsAreAsEachAlone(String name) {
    try (AttributableModel model = AttributableModel.load(Fixtures.model(name))) {
      for (Asked asked : asked(model, name)) {
        Map<Target, Attributions> together =
            asked.all().attributeTargets(Target.of(0), Target.of(2));
        together.forEach(
            (target, result) -> {
              Attributions alone = asked.all().target(target).attribute();
              for (int i = 0; i < alone.layers().size(); i++) {
                asked.compare(result.layers().get(i), alone.layers().get(i));
              }
            });
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"k3_relus", "tfmodule_relus"})
  void exportedSignaturesGiveTheSame(String name) {
    try (AttributableModel model = AttributableModel.load(Fixtures.model(name))) {
      int number = 0;
      for (Asked asked : asked(model, name)) {
        Path copy = folder.resolve("copy" + number++);
        ExplainedModel.of(Fixtures.model(name))
            .signature(asked.golden().signature())
            .port(asked.golden().port())
            .layers(asked.golden().layers().toArray(String[]::new))
            .method(asked.method())
            .predicted()
            .write(copy);
        ModelOptions served = Internals.served();
        try (AttributableModel exported = AttributableModel.load(copy, served)) {
          Asked there = new Asked(exported, asked.golden(), asked.method());
          Attributions expected = asked.all().attribute();
          Attributions actual = there.all().attribute();
          for (int i = 0; i < expected.layers().size(); i++) {
            asked.compare(actual.layers().get(i), expected.layers().get(i));
          }
        }
      }
    }
  }
}
