package io.attributable.tensorflow.internal.perturb;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Permutation;
import io.attributable.graph.points.PerturbationFeeds;
import io.attributable.graph.tensor.TensorRef;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TInt64;

/**
 * Features that are taken from other examples of the batch, one at a time, each by a permutation of
 * its own. That which replaces everything takes all features from the same ones.
 */
final class ShuffledFeatures implements Perturbations {
  private final Permutation method;
  private final PerturbationFeeds feeds;
  private final int examples;
  private final FeaturePerturbations single;

  /**
   * Those of a batch.
   *
   * @param single features without permutations
   * @throws AttributionException METHOD_NOT_APPLICABLE
   */
  ShuffledFeatures(
      Permutation method, PerturbationFeeds feeds, int examples, FeaturePerturbations single) {
    this.method = method;
    this.feeds = feeds;
    this.examples = examples;
    this.single = single;
    if (examples < 2) {
      throw new AttributionException(
          ErrorCode.METHOD_NOT_APPLICABLE,
          method.name(),
          "a batch of one example",
          "features are taken from other examples of the batch",
          "Give more examples, or use ablation.");
    }
  }

  @Override
  public int count() {
    return single.count();
  }

  @Override
  public Map<TensorRef, Tensor> tensors(int... which) {
    Map<TensorRef, Tensor> fed = new LinkedHashMap<>(single.tensors(which));
    long[] others = new long[which.length * examples];
    for (int i = 0; i < which.length; i++) {
      write(which[i], others, i * examples);
    }
    fed.put(
        feeds.others(),
        TInt64.tensorOf(Shape.of(which.length, examples), DataBuffers.of(others, true, false)));
    return fed;
  }

  /** Any permutation but the one that changes nothing. */
  private void write(int which, long[] others, int at) {
    SplittableRandom random = Seeds.random(method.seed(), which);
    boolean moved = false;
    while (!moved) {
      for (int i = 0; i < examples; i++) {
        int other = random.nextInt(i + 1);
        others[at + i] = others[at + other];
        others[at + other] = i;
      }
      for (int i = 0; i < examples; i++) {
        moved |= others[at + i] != i;
      }
    }
  }

  @Override
  public PerturbationValues values(double[][] scores) {
    return single.values(scores);
  }
}
