package io.attributable.benchmarks;

import io.attributable.AttributedTensor;
import io.attributable.Attribution;
import io.attributable.AttributionMethod;
import io.attributable.Attributions;
import io.attributable.Smoothing;
import io.attributable.Target;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.LayerAttribution;
import io.attributable.tensorflow.cost.CostProfile;
import io.attributable.tensorflow.options.ModelOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A loaded model and the request that is measured. */
final class Prepared implements AutoCloseable {
  private final AttributableModel model;
  private final LayerAttribution request;
  private final List<Target> together;

  /**
   * Loads a model.
   *
   * @param layers their names; {@code *} for all that can be explained, {@code input:*} for all
   *     inputs
   * @param targets one class per example
   * @param together how many targets are asked for in one call; 1 for those of the examples
   */
  Prepared(
      Path path,
      ModelOptions options,
      List<String> layers,
      int batch,
      int[] targets,
      int together) {
    this.model = AttributableModel.load(path, options);
    this.request = LayerAttribution.on(model).target(Target.perExample(targets));
    if (layers.contains("*")) {
      request.allLayers();
    } else if (layers.contains("input:*")) {
      model.defaultSignature().inputs().forEach(input -> request.layers("input:" + input.name()));
    } else {
      request.layers(layers.toArray(String[]::new));
    }
    Examples.of(path, model.defaultSignature(), batch).forEach(request::input);
    this.together = IntStream.range(0, together).<Target>mapToObj(Target::of).toList();
  }

  /** Has another method explain. */
  void method(AttributionMethod method) {
    request.method(method);
  }

  /** Has inputs with noise explained. */
  void smooth(Smoothing smoothing) {
    request.smooth(smoothing);
  }

  List<Attributions> run() {
    return together.size() > 1
        ? new ArrayList<>(request.attributeTargets(together).values())
        : List.of(request.attribute());
  }

  CostProfile measure(int runs) {
    return request.measure(runs);
  }

  /** The sum of all numbers, and that of their sizes: what tells whether all compute the same. */
  static double[] sums(List<Attributions> results) {
    double[] sums = new double[2];
    for (Attributions result : results) {
      for (Attribution layer : result) {
        for (AttributedTensor tensor : layer.tensors()) {
          tensor
              .doubles()
              .scalars()
              .forEach(
                  scalar -> {
                    sums[0] += scalar.getDouble();
                    sums[1] += Math.abs(scalar.getDouble());
                  });
        }
      }
    }
    return sums;
  }

  @Override
  public void close() {
    model.close();
  }
}
