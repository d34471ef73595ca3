package io.attributable.samples.digits;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.FloatNdArray;

/** What the model read: the score and the probability of each class. Immutable. */
final class Reading {
  private final double[] scores;
  private final double[] probabilities;
  private final int[] ranking;

  private Reading(double[] scores, double[] probabilities) {
    this.scores = scores;
    this.probabilities = probabilities;
    this.ranking =
        IntStream.range(0, probabilities.length)
            .boxed()
            .sorted((a, b) -> Double.compare(probabilities[b], probabilities[a]))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  /**
   * One example of the model's last numbers before the softmax.
   *
   * @param logits shaped {@code [examples, classes]}; at least two classes
   */
  static Reading ofLogits(FloatNdArray logits, int example) {
    int classes = (int) logits.shape().get(1);
    double[] scores =
        IntStream.range(0, classes).mapToDouble(i -> logits.getFloat(example, i)).toArray();
    double largest = Arrays.stream(scores).max().orElseThrow();
    double[] powers = Arrays.stream(scores).map(score -> Math.exp(score - largest)).toArray();
    double sum = Arrays.stream(powers).sum();
    return new Reading(scores, Arrays.stream(powers).map(power -> power / sum).toArray());
  }

  /** The class the model decided for. */
  int best() {
    return ranking[0];
  }

  /** The class the model would have decided for next. */
  int runnerUp() {
    return ranking[1];
  }

  int classes() {
    return probabilities.length;
  }

  /** The class's logit, which the maps explain. */
  double score(int ofClass) {
    return scores[ofClass];
  }

  /** From 0 to 1. */
  double probability(int ofClass) {
    return probabilities[ofClass];
  }
}
