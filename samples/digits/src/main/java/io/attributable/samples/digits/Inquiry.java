package io.attributable.samples.digits;

import io.attributable.Attribution;
import io.attributable.Mode;
import io.attributable.Target;
import io.attributable.samples.digits.DigitExplanation.LayerEvidence;
import io.attributable.samples.digits.DigitExplanation.Modes;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** Asks the generated explainer about digits: all of them, and all layers, in each run. */
final class Inquiry {
  private final DigitsExplainer explainer;

  /** The explainer stays the caller's, who closes it. */
  Inquiry(DigitsExplainer explainer) {
    this.explainer = explainer;
  }

  /** Explains each digit's best class and its runner-up, in both modes. */
  List<DigitExplanation> explain(List<Digit> digits) {
    FloatNdArray images = batch(digits);
    List<Reading> readings = read(images);
    Answer forBest = ask(images, readings, Reading::best);
    Answer forRunnerUp = ask(images, readings, Reading::runnerUp);
    return IntStream.range(0, digits.size())
        .mapToObj(
            i ->
                new DigitExplanation(
                    digits.get(i), readings.get(i), evidence(forBest.of(i), forRunnerUp.of(i))))
        .toList();
  }

  private List<Reading> read(FloatNdArray images) {
    FloatNdArray logits =
        explainer
            .image(images)
            .target(Target.predicted())
            .withPrediction()
            .attribute()
            .prediction()
            .orElseThrow()
            .tensor()
            .floats();
    return IntStream.range(0, (int) logits.shape().get(0))
        .mapToObj(i -> Reading.ofLogits(logits, i))
        .toList();
  }

  private Answer ask(FloatNdArray images, List<Reading> readings, ToIntFunction<Reading> which) {
    int[] classes = readings.stream().mapToInt(which).toArray();
    return new Answer(
        IntStream.of(classes).boxed().toList(),
        ask(images, classes, Mode.GLOBAL),
        ask(images, classes, Mode.LOCAL));
  }

  private List<Attribution> ask(FloatNdArray images, int[] classes, Mode mode) {
    DigitsAttributions why =
        explainer.image(images).target(Target.perExample(classes)).mode(mode).attribute();
    return List.of(why.pixels(), why.secondConvolution(), why.lastConvolution());
  }

  private static List<LayerEvidence> evidence(List<Modes> forBest, List<Modes> forRunnerUp) {
    return IntStream.range(0, forBest.size())
        .mapToObj(layer -> new LayerEvidence(forBest.get(layer), forRunnerUp.get(layer)))
        .toList();
  }

  private static FloatNdArray batch(List<Digit> digits) {
    Grid first = digits.get(0).ink();
    FloatNdArray images =
        NdArrays.ofFloats(Shape.of(digits.size(), first.rows(), first.columns(), 1));
    images
        .scalars()
        .forEachIndexed(
            (at, pixel) ->
                pixel.setFloat(digits.get((int) at[0]).ink().at((int) at[1], (int) at[2])));
    return images;
  }

  /** The attributions of all layers towards one class per digit. */
  private record Answer(List<Integer> classes, List<Attribution> global, List<Attribution> local) {

    /** One digit's maps, layer by layer. */
    List<Modes> of(int digit) {
      return IntStream.range(0, global.size())
          .mapToObj(
              layer ->
                  new Modes(
                      map(global.get(layer), Mode.GLOBAL, digit),
                      map(local.get(layer), Mode.LOCAL, digit)))
          .toList();
    }

    private AttributionMap map(Attribution attribution, Mode mode, int digit) {
      return AttributionMap.of(attribution, mode, digit, classes.get(digit));
    }
  }
}
