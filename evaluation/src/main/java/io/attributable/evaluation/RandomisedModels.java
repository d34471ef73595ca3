package io.attributable.evaluation;

import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.ShuffledWeights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A model with the weights of more and more of its layers shuffled, from the output down. Owns
 * native memory until closed. Not thread-safe.
 */
final class RandomisedModels implements AutoCloseable {
  /** How many models there are at most, besides the model itself. */
  static final int STAGES = 4;

  private record Key(String signature, int layers) {}

  private final AttributableModel model;
  private final long seed;
  private final boolean kept;
  private final Map<Key, AttributableModel> loaded = new HashMap<>();

  /**
   * No models so far.
   *
   * @param kept whether they are loaded once; else each is closed before the next one is loaded
   */
  RandomisedModels(AttributableModel model, long seed, boolean kept) {
    this.model = model;
    this.seed = seed;
    this.kept = kept;
  }

  /**
   * What is found in each model.
   *
   * @param part which part of the layers is shuffled, above 0 and at most 1
   */
  record Stage<T>(double part, T found) {}

  /**
   * Asks the models one after the other.
   *
   * @throws io.attributable.AttributionException METRIC_NOT_APPLICABLE for a model without
   *     variables
   */
  <T> List<Stage<T>> each(String signature, Function<AttributableModel, T> question) {
    int layers = ShuffledWeights.layers(model, signature).size();
    if (layers == 0) {
      throw ExplainedInputs.refused(
          "model \"" + model.name() + "\"",
          "it has no variables of floating-point numbers that could be shuffled",
          "Leave out the metric \"" + EvaluationMetric.RANDOMISATION + "\".");
    }
    int stages = Math.min(STAGES, layers);
    List<Stage<T>> found = new ArrayList<>();
    for (int stage = 1; stage <= stages; stage++) {
      int shuffled = (layers * stage + stages - 1) / stages;
      found.add(
          new Stage<>((double) shuffled / layers, asked(new Key(signature, shuffled), question)));
    }
    return found;
  }

  private <T> T asked(Key key, Function<AttributableModel, T> question) {
    if (kept) {
      return question.apply(loaded.computeIfAbsent(key, this::load));
    }
    try (AttributableModel once = load(key)) {
      return question.apply(once);
    }
  }

  private AttributableModel load(Key key) {
    return ShuffledWeights.of(model, key.signature(), key.layers(), seed);
  }

  @Override
  public void close() {
    loaded.values().forEach(AttributableModel::close);
    loaded.clear();
  }
}
