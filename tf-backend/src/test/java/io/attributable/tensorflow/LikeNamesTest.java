package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.Attributions;
import io.attributable.Mode;
import io.attributable.Target;
import io.attributable.tensorflow.options.ModelOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.StdArrays;

/** Models whose nodes are called as the library would call its own. */
class LikeNamesTest {
  private static final List<String> NAMES =
      List.of(
          "layer/Tanh",
          "plan_1/layer/Tanh",
          "plan_2",
          "plan_3/attribution/Mul",
          "attribution/target",
          "attribution/targets",
          "attribution/weights",
          "attribution/Mul",
          "served/target",
          "served/Const",
          "last/Tanh");
  private static final FloatNdArray ROWS =
      StdArrays.ndCopyOf(new float[][] {{0.1f, -0.2f, 0.3f}, {0.4f, 0.5f, -0.6f}});

  @TempDir private Path folder;

  private Path model(String name, List<String> names) {
    Path model = folder.resolve(name);
    assertThat(model.toFile().mkdir()).isTrue();
    SmallModels.writeChain(model, names);
    return model;
  }

  private static List<String> plain() {
    return IntStream.range(0, NAMES.size()).mapToObj(i -> "n" + i + "/Tanh").toList();
  }

  private static LayerAttribution request(AttributableModel model, List<String> names) {
    return LayerGradientXActivation.on(model)
        .layers(names.stream().map(name -> "tensor:" + name + ":0").toArray(String[]::new))
        .input("x", ROWS);
  }

  private static List<FloatNdArray> floats(Attributions results) {
    return results.layers().stream().map(layer -> layer.floats()).toList();
  }

  /** One target, all of them, weighted; each a plan of its own in one session. */
  private static List<List<FloatNdArray>> answers(
      Path folder, List<String> names, ModelOptions options) {
    List<List<FloatNdArray>> answers = new ArrayList<>();
    try (AttributableModel model = AttributableModel.load(folder, options)) {
      answers.add(floats(request(model, names).target(Target.of(1)).attribute()));
      answers.add(floats(request(model, names.subList(1, 3)).target(Target.of(0)).attribute()));
      Map<Target, Attributions> each = request(model, names).attributeAllTargets();
      each.values().forEach(result -> answers.add(floats(result)));
      answers.add(
          floats(request(model, names).target(Target.of(2)).gradientWeights(2, -1).attribute()));
    }
    return answers;
  }

  /** All in the session that the model was loaded into. */
  private static final ModelOptions TOGETHER = ModelOptions.defaults().optimisations(Set.of());

  @Test
  void plansAreToldFromWhatTheModelCallsByTheirNames() {
    Path own = model("own", NAMES);
    Path plain = model("plain", plain());
    for (ModelOptions options : List.of(ModelOptions.defaults(), TOGETHER)) {
      assertThat(answers(own, NAMES, options)).isEqualTo(answers(plain, plain(), options));
    }
  }

  @Test
  void optimisedNodesAreToldFromThoseOfTheModel() {
    SmallModels.writeFolded(folder);
    try (AttributableModel model = AttributableModel.load(folder)) {
      FloatNdArray why =
          request(model, List.of("factor/folded_0"))
              .target(Target.of(1))
              .attribute()
              .layers()
              .get(0)
              .floats();
      assertThat(why.getFloat(1, 1)).isEqualTo(4 * 0.5f * 0.5f);
      assertThat(why.getFloat(1, 2)).isZero();
    }
  }

  @Test
  void soAreSignaturesThatExplain() {
    Path exported =
        ExplainedModel.of(model("own", NAMES))
            .layers(NAMES.stream().map(name -> "tensor:" + name + ":0").toArray(String[]::new))
            .modes(Mode.GLOBAL, Mode.LOCAL)
            .write(folder.resolve("exported"))
            .directory();
    List<FloatNdArray> expected = answers(model("plain", plain()), plain(), TOGETHER).get(0);
    try (AttributableModel served =
        AttributableModel.load(exported, ModelOptions.defaults().servedBy("explain"))) {
      assertThat(floats(request(served, NAMES).target(Target.of(1)).attribute()))
          .isEqualTo(expected);
    }
    // The model's own plans, beside the signature that was added.
    assertThat(answers(exported, NAMES, TOGETHER).get(0)).isEqualTo(expected);
  }
}
