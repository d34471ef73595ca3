package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.attributable.Ablation;
import io.attributable.Attribution;
import io.attributable.AttributionMethod;
import io.attributable.Baseline;
import io.attributable.FeatureMask;
import io.attributable.GradientXActivation;
import io.attributable.IntegratedGradients;
import io.attributable.KernelShap;
import io.attributable.Lime;
import io.attributable.Occlusion;
import io.attributable.Rise;
import io.attributable.Shapley;
import io.attributable.ShapleySampling;
import io.attributable.Target;
import io.attributable.Window;
import io.attributable.graph.flat.Attributes;
import io.attributable.tensorflow.options.ModelOptions;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.DataType;

/** Models whose values are known by construction, without a gradient. */
class PerturbationTruthTest {
  @TempDir Path folder;

  /**
   * The number of whole units that a row has, 32-bit: steps have no gradient, and integers none.
   */
  private AttributableModel units() {
    NodeModel model =
        new NodeModel(3)
            .axis("axis", 1)
            .add("sum", "Sum", Map.of("Tidx", Attributes.of(DataType.DT_INT32)), "x", "axis")
            .add("whole", "Floor", "sum")
            .add(
                "scores",
                "Cast",
                Map.of(
                    "SrcT", Attributes.of(DataType.DT_DOUBLE),
                    "DstT", Attributes.of(DataType.DT_INT32)),
                "whole")
            .giving(DataType.DT_INT32);
    return AttributableModel.load(model.write(folder.resolve("units")));
  }

  private static Attribution of(AttributableModel model, AttributionMethod method) {
    return LayerAttribution.on(model)
        .input("x", StdArrays.ndCopyOf(new double[][] {{0.5, 0.75, 2}, {0.1, 0.2, 0.3}}))
        .layers("input:x")
        .method(method)
        .target(Target.none())
        .attribute()
        .get("input:x");
  }

  private static void assertFirst(Attribution found, double bound, double... expected) {
    double[] actual = new double[6];
    found.doubles().copyTo(DataBuffers.of(actual, false, false));
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).as(found.method().name()).isCloseTo(expected[i], within(bound));
      assertThat(actual[i + 3]).as(found.method().name()).isCloseTo(0, within(1e-12));
    }
  }

  @Test
  void wholeUnitsAreShared() {
    try (AttributableModel model = units()) {
      assertFirst(of(model, new Shapley()), 1e-12, 0.5, 0.5, 2);
      assertFirst(of(model, new KernelShap()), 1e-9, 0.5, 0.5, 2);
      assertFirst(
          of(model, new ShapleySampling(Baseline.zeros(), FeatureMask.none(), 400, 1)),
          0.1,
          0.5,
          0.5,
          2);
      assertFirst(of(model, new Ablation()), 0, 1, 1, 2);
      assertFirst(of(model, new Occlusion(Window.of(1))), 0, 1, 1, 2);
      assertFirst(
          of(model, new Lime(Baseline.zeros(), FeatureMask.none(), 2000, 1)), 0.3, 0.6, 0.6, 2);
      assertThat(of(model, new Rise(Baseline.zeros(), 300, 2, 0.5, 1)).doubles().getDouble(0, 2))
          .isPositive();
      assertThatThrownBy(() -> of(model, new GradientXActivation()))
          .hasMessageContaining("[OutputNotFloat]");
    }
  }

  private AttributableModel model(String name, NodeModel nodes) {
    return AttributableModel.load(nodes.write(folder.resolve(name)));
  }

  private static NodeModel summed(NodeModel model, String rows) {
    return model
        .axis("axis", 1)
        .add("sum", "Sum", Map.of("Tidx", Attributes.of(DataType.DT_INT32)), rows, "axis");
  }

  private static double[] one(AttributableModel model, AttributionMethod method, double... row) {
    double[] values = new double[row.length];
    LayerAttribution.on(model)
        .input("x", StdArrays.ndCopyOf(new double[][] {row}))
        .layers("input:x")
        .method(method)
        .target(Target.none())
        .attribute()
        .get("input:x")
        .doubles()
        .copyTo(DataBuffers.of(values, false, false));
    return values;
  }

  /** Rows divided by the largest number of all rows, as of pictures that are brought into range. */
  private AttributableModel scaled() {
    NodeModel nodes =
        new NodeModel(4)
            .integers("all", 0, 1)
            .add("largest", "Max", Map.of("Tidx", Attributes.of(DataType.DT_INT32)), "x", "all")
            .add("scaled", "RealDiv", "x", "largest");
    return model("scaled", summed(nodes, "scaled").add("scores", "Identity", "sum"));
  }

  @Test
  void aPerturbationDoesNotChangeWhatAnotherOneIsDividedBy() {
    try (AttributableModel model = scaled()) {
      double[] ablated = one(model, new Ablation(), 9, 1, 2, 1);

      assertThat(ablated)
          .containsExactly(new double[] {13 / 9.0 - 2, 1 / 9.0, 2 / 9.0, 1 / 9.0}, within(1e-12));
    }
  }

  /** Points of a path share what is taken over the batch as well. */
  @Test
  void aPointDoesNotChangeWhatAnotherOneIsDividedBy() {
    AttributionMethod path = new IntegratedGradients(Baseline.of(0.5), 8);
    ModelOptions alone = ModelOptions.defaults().batchBytes(1);
    Path saved = folder.resolve("scaled");
    try (AttributableModel model = scaled();
        AttributableModel oneByOne = AttributableModel.load(saved, alone)) {
      assertThat(one(model, path, 9, 1, 2, 1))
          .containsExactly(one(oneByOne, path, 9, 1, 2, 1), within(1e-12));
    }
  }

  @Test
  void rowsInAnotherOrderAreToldApart() {
    NodeModel nodes =
        new NodeModel(3)
            .integers("first", 0)
            .add(
                "reversed",
                "ReverseV2",
                Map.of("Tidx", Attributes.of(DataType.DT_INT32)),
                "x",
                "first");
    try (AttributableModel model =
        model("reversed", summed(nodes, "reversed").add("scores", "Identity", "sum"))) {
      assertThat(one(model, new Ablation(), 1, 2, 4))
          .containsExactly(new double[] {1, 2, 4}, within(1e-12));
    }
  }

  /** A model that gives no row for some examples. */
  @Test
  void rowsThatAreMissingAreAnError() {
    NodeModel nodes =
        summed(new NodeModel(2), "x")
            .number("least", 2.5)
            .add("large", "Greater", "sum", "least")
            .add(
                "which",
                "Cast",
                Map.of(
                    "SrcT", Attributes.of(DataType.DT_BOOL),
                    "DstT", Attributes.of(DataType.DT_INT32)),
                "large")
            .add(
                "parts",
                "DynamicPartition",
                Map.of("num_partitions", Attributes.of(2L)),
                "sum",
                "which")
            .add("scores", "Identity", "parts:1");
    try (AttributableModel model = model("dropping", nodes)) {
      assertThatThrownBy(() -> one(model, new Ablation(), 1, 2))
          .hasMessageContaining("[MethodNotApplicable]")
          .hasMessageContaining("\"scores:0\" of shape [0] for 1 perturbed examples");
    }
  }

  /** Masks whose streams of random numbers overlap would have errors twice as large as said. */
  @Test
  void errorsOfRiseAreThoseOfIndependentMasks() {
    int seeds = 40;
    double[] found = new double[seeds];
    double said = 0;
    try (AttributableModel model = units()) {
      for (int seed = 0; seed < seeds; seed++) {
        Attribution rise = of(model, new Rise(Baseline.zeros(), 200, 2, 0.5, seed));
        found[seed] = rise.doubles().getDouble(0, 2);
        said += rise.estimation().orElseThrow().errors().get(0).doubles().getDouble(0, 2);
      }
    }
    double mean = Arrays.stream(found).average().orElseThrow();
    double squares = Arrays.stream(found).map(value -> (value - mean) * (value - mean)).sum();

    assertThat(Math.sqrt(squares / (seeds - 1)) / (said / seeds)).isBetween(0.6, 1.4);
  }
}
