package io.attributable.samples.digits;

import io.attributable.Mode;
import io.attributable.Port;
import io.attributable.samples.digits.DigitExplanation.LayerEvidence;
import io.attributable.samples.digits.DigitExplanation.Modes;
import java.util.List;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** Explanations made by hand: a digit read as {@code best}, then {@code runnerUp}. */
final class Made {
  private Made() {}

  static DigitExplanation explanation(int number, int label, int best, int runnerUp) {
    return explanation(number, label, reading(best, 6, runnerUp, 1));
  }

  static DigitExplanation explanation(int number, int label, Reading reading) {
    Digit digit = new Digit(number, label, grid(8, 0.1f));
    return new DigitExplanation(
        digit,
        reading,
        List.of(
            evidence(reading, "conv1", Port.INPUT, 8), evidence(reading, "conv3", Port.OUTPUT, 4)));
  }

  static Reading reading(int best, float bestLogit, int runnerUp, float runnerUpLogit) {
    FloatNdArray logits = NdArrays.ofFloats(Shape.of(1, 10));
    logits.setFloat(bestLogit, 0, best).setFloat(runnerUpLogit, 0, runnerUp);
    return Reading.ofLogits(logits, 0);
  }

  private static LayerEvidence evidence(Reading reading, String layer, Port port, int side) {
    return new LayerEvidence(
        modes(layer, port, reading.best(), grid(side, 1)),
        modes(layer, port, reading.runnerUp(), grid(side, -0.25f)));
  }

  private static Modes modes(String layer, Port port, int target, Grid values) {
    String name = String.valueOf(target);
    return new Modes(
        new AttributionMap(layer, port, Mode.GLOBAL, name, values),
        new AttributionMap(layer, port, Mode.LOCAL, name, values));
  }

  /** Zero everywhere but in the lower left corner. */
  private static Grid grid(int side, float corner) {
    float[][] rows = new float[side][side];
    rows[side - 1][0] = corner;
    return Grid.of(rows);
  }
}
