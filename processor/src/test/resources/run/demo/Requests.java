package demo;

import io.attributable.Attribution;
import io.attributable.Mode;
import io.attributable.ReasonSide;
import io.attributable.Reasons;
import io.attributable.Target;
import io.attributable.UnusedLayer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;

/** Uses generated explainers as a developer would; called by the test that compiles it. */
public final class Requests {
  private Requests() {}

  /** One layer. */
  public static Attribution lastConvolution(Path model, FloatNdArray image, Target target) {
    try (DigitsExplainer explainer = DigitsExplainer.load(model)) {
      return explainer.lastConvolution().image(image).target(target).attribute();
    }
  }

  /** The model that is packed with the application. */
  public static Attribution packed(FloatNdArray image, Target target) {
    try (DigitsExplainer explainer = DigitsExplainer.loadResource()) {
      return explainer.lastConvolution().image(image).target(target).attribute();
    }
  }

  /** All layers in one run; gives what each accessor holds. */
  public static Map<String, Attribution> allLayers(
      Path model, FloatNdArray image, Target target, Mode mode) {
    try (DigitsExplainer explainer = DigitsExplainer.load(model)) {
      DigitsAttributions all =
          explainer.image(image).target(target).mode(mode).withPrediction().attribute();
      if (!all.layers().equals(List.of(all.features(), all.lastConvolution()))) {
        throw new AssertionError("layers() differs from the components");
      }
      if (all.prediction().isEmpty()) {
        throw new AssertionError("no prediction");
      }
      return Map.of("features", all.features(), "conv3", all.lastConvolution());
    }
  }

  /** A stage may be used twice: the requests do not share their inputs. */
  public static List<Attribution> twice(
      Path model, FloatNdArray image, FloatNdArray other, Target target) {
    try (DigitsExplainer explainer = DigitsExplainer.load(model)) {
      DigitsExplainer.NeedsImage<Attribution> stage = explainer.lastConvolution();
      var first = stage.image(image).target(target);
      var second = stage.image(other).target(target);
      return List.of(first.attribute(), second.attribute());
    }
  }

  /** Several inputs, a layer of two tensors, the output that the annotation names. */
  public static Attribution merged(
      Path model, FloatNdArray left, FloatNdArray right, Target target) {
    try (TwoInputsExplainer explainer = TwoInputsExplainer.load(model)) {
      return explainer.merged().left(left).right(right).target(target).attribute();
    }
  }

  /** Reasons with the names that the annotation gives. */
  public static List<Reasons> reasons(
      Path model, FloatNdArray left, FloatNdArray right, Target target) {
    try (CreditExplainer explainer = CreditExplainer.load(model)) {
      Attribution why = explainer.applicant().left(left).right(right).target(target).attribute();
      CreditAttributions all = explainer.left(left).right(right).target(target).attribute();
      return List.of(why.reasons(4), all.reasons(4), all.reasons(2, ReasonSide.FOR));
    }
  }

  /** Another output than the annotation names; weights; a policy. */
  public static Attribution left(Path model, FloatNdArray left, FloatNdArray right, Target target) {
    try (TwoInputsExplainer explainer = TwoInputsExplainer.load(model)) {
      return explainer
          .left()
          .left(left)
          .right(right)
          .output("b")
          .target(target)
          .mode(Mode.LOCAL)
          .unusedLayer(UnusedLayer.ZEROS)
          .gradientWeights(1, 1, 1)
          .attribute();
    }
  }

  /** A single number and strings. */
  public static Attribution words(
      Path model, float temperature, NdArray<String> words, Target target) {
    try (Outer_Inner_WordsExplainer explainer = Outer_Inner_WordsExplainer.load(model)) {
      return explainer.embedding().temperature(temperature).words(words).target(target).attribute();
    }
  }
}
