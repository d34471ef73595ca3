package io.attributable.tensorflow.internal.points;

import io.attributable.Convergence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What attributions sum to, beside what they explain, as means over samples with noise: the mean of
 * attributions sums to the mean of their sums. Not thread-safe.
 */
final class ConvergenceMeans {
  private record Key(int layer, int target) {}

  private final Map<Key, List<Convergence>> samples = new HashMap<>();

  /** Adds those of a sample. */
  void add(Convergences sample, int layers, int targets) {
    for (int layer = 0; layer < layers; layer++) {
      for (int target = 0; target < targets; target++) {
        List<Convergence> of =
            samples.computeIfAbsent(new Key(layer, target), unused -> new ArrayList<>());
        sample.of(layer, target).ifPresent(of::add);
      }
    }
  }

  /** The mean; empty for methods that promise nothing. */
  Optional<Convergence> of(int layer, int target) {
    List<Convergence> of = samples.getOrDefault(new Key(layer, target), List.of());
    return of.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Convergence(
                mean(of.stream().map(Convergence::at).toList()),
                mean(of.stream().map(Convergence::atBaseline).toList()),
                mean(of.stream().map(Convergence::delta).toList()),
                of.stream().mapToInt(Convergence::steps).max().orElse(0)));
  }

  private static List<Double> mean(List<List<Double>> samples) {
    List<Double> means = new ArrayList<>();
    for (int i = 0; i < samples.get(0).size(); i++) {
      double sum = 0;
      for (List<Double> sample : samples) {
        sum += sample.get(i);
      }
      means.add(sum / samples.size());
    }
    return means;
  }
}
