package io.attributable.cli;

import io.attributable.Attributions;
import io.attributable.cli.request.Request;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.LayerGradientXActivation;
import java.util.List;

/** Answers requests with a loaded model, which keeps its plans from one request to the next. */
final class ModelExplainer implements Explainer {
  private final AttributableModel model;

  ModelExplainer(AttributableModel model) {
    this.model = model;
  }

  @Override
  public Attributions explain(Request request) {
    String name = request.signature().orElseGet(model.file()::defaultSignature);
    SignatureSchema signature = model.file().signature(name);
    LayerGradientXActivation attribution =
        LayerGradientXActivation.on(model)
            .signature(name)
            .port(request.port())
            .layers(request.layers().toArray(String[]::new))
            .mode(request.mode())
            .output(request.output().orElse(null))
            .target(request.target())
            .unusedLayer(request.unused())
            .reduce(request.reduction());
    request.weights().map(ModelExplainer::array).ifPresent(attribution::gradientWeights);
    if (request.prediction()) {
      attribution.withPrediction();
    }
    InputReader inputs = new InputReader(signature);
    request.inputs().forEach((input, file) -> attribution.input(input, inputs.read(input, file)));
    return attribution.attribute();
  }

  private static double[] array(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
