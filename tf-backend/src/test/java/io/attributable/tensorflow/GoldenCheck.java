package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.Attribution;
import io.attributable.AttributionException;
import io.attributable.Attributions;
import io.attributable.testing.Closeness;
import io.attributable.testing.ExpectedLayer;
import io.attributable.testing.GoldenCase;
import io.attributable.testing.MethodCase;
import java.util.List;
import java.util.Optional;
import org.tensorflow.ndarray.NdArray;

/** Holds a loaded model against what Python made. */
public final class GoldenCheck {
  private GoldenCheck() {}

  /** Half precision has no array type of its own in Java, so that a float array is right for it. */
  static boolean isServed(GoldenCase golden) {
    boolean dtypeOfHalf =
        golden.model().equals("tfmodule_half") && golden.error().equals(Optional.of("InputDtype"));
    return !dtypeOfHalf;
  }

  public static void check(AttributableModel model, GoldenCase golden) {
    if (golden.error().isPresent()) {
      assertThatThrownBy(() -> run(model, golden))
          .isInstanceOfSatisfying(
              AttributionException.class,
              e -> assertThat(e.code().id()).as(e.getMessage()).isEqualTo(golden.error().get()));
      return;
    }
    compare(golden, run(model, golden));
  }

  /** By another method than gradient × activation. */
  public static void check(AttributableModel model, MethodCase wanted) {
    compare(wanted.golden(), request(model, wanted.golden()).method(wanted.method()).attribute());
  }

  private static void compare(GoldenCase golden, Attributions attributions) {
    for (int i = 0; i < golden.expected().size(); i++) {
      compare(golden, attributions.layers().get(i), golden.expected().get(i));
    }
  }

  static void compare(GoldenCase golden, Attribution actual, ExpectedLayer expected) {
    List<NdArray<?>> arrays = expected.tensors();
    assertThat(actual.tensors()).as("tensors of " + golden).hasSize(arrays.size());
    for (int i = 0; i < arrays.size(); i++) {
      Closeness.assertClose(
          golden + " " + expected.layer() + " " + i,
          actual.tensors().get(i).values(),
          arrays.get(i),
          golden.tolerance());
    }
  }

  private static Attributions run(AttributableModel model, GoldenCase golden) {
    return request(model, golden).attribute();
  }

  /** A case as a user would ask it. */
  public static LayerAttribution request(AttributableModel model, GoldenCase golden) {
    return request(model, golden, golden.layers());
  }

  /** The same for other layers. */
  static LayerAttribution request(AttributableModel model, GoldenCase golden, List<String> layers) {
    LayerAttribution request =
        LayerGradientXActivation.on(model)
            .signature(golden.signature())
            .layers(layers.toArray(String[]::new))
            .port(golden.port())
            .mode(golden.mode())
            .output(golden.output())
            .target(golden.target())
            .unusedLayer(golden.unused());
    golden.weights().ifPresent(request::gradientWeights);
    golden.inputFiles().keySet().forEach(name -> request.input(name, golden.input(name)));
    return request;
  }
}
