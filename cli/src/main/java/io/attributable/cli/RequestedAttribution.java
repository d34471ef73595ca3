package io.attributable.cli;

import io.attributable.cli.request.Request;
import io.attributable.inputs.ReadInputs;
import io.attributable.inputs.WordMasks;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.LayerAttribution;
import java.util.List;

/** What a request asks of a model, but for its inputs and several targets. */
final class RequestedAttribution {
  private RequestedAttribution() {}

  static LayerAttribution of(AttributableModel model, String signature, Request request) {
    LayerAttribution attribution =
        LayerAttribution.on(model)
            .signature(signature)
            .port(request.port())
            .layers(request.layers().toArray(String[]::new))
            .method(request.method())
            .output(request.output().orElse(null))
            .target(request.target())
            .unusedLayer(request.unused())
            .reduce(request.reduction())
            .features(request.features());
    request.smoothing().ifPresent(attribution::smooth);
    request.weights().map(RequestedAttribution::array).ifPresent(attribution::gradientWeights);
    if (request.allLayers()) {
      attribution.allLayers();
    }
    if (request.prediction()) {
      attribution.withPrediction();
    }
    return attribution;
  }

  /** The same with inputs, and with what a mask says about them. */
  static LayerAttribution fed(LayerAttribution attribution, Request request, ReadInputs read) {
    read.arrays().forEach((input, values) -> attribution.input(input, values));
    return attribution.method(WordMasks.in(request.method(), read.views()));
  }

  private static double[] array(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
