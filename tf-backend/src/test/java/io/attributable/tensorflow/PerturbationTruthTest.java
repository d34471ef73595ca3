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
import io.attributable.KernelShap;
import io.attributable.Lime;
import io.attributable.Occlusion;
import io.attributable.Rise;
import io.attributable.Shapley;
import io.attributable.ShapleySampling;
import io.attributable.Target;
import io.attributable.Window;
import io.attributable.graph.flat.Attributes;
import java.nio.file.Path;
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
}
