package io.attributable.evaluation;

import io.attributable.Activation;
import io.attributable.AttributedTensor;
import io.attributable.Attribution;
import io.attributable.AttributionRequest;
import io.attributable.Attributions;
import io.attributable.ClassActivationMap;
import io.attributable.LayerPort;
import io.attributable.Reduction;
import io.attributable.Target;
import io.attributable.metrics.ExplainedExample;
import io.attributable.metrics.FeatureGroups;
import io.attributable.tensorflow.AttributableModel;
import java.util.List;
import java.util.Optional;

/**
 * One example of a request, as a function of the elements of its explained inputs.
 *
 * @param request the whole request
 * @param index which of its examples
 * @param target what is explained of this example
 */
record ModelExample(
    AttributableModel model,
    AttributionRequest request,
    ExplainedInputs inputs,
    int index,
    Target target) {

  /** For metrics. */
  ExplainedExample explained(FeatureGroups features, double[] baseline) {
    return ExplainedExample.of(inputs.row(index), baseline, features, this::scores);
  }

  /** The explained value of inputs: forward passes alone. */
  double[] scores(double[][] rows) {
    AttributionRequest forward =
        request
            .withExamples(inputs.arrays(index, rows), Target.none(), Optional.empty())
            .withMethod(new Activation(), Reduction.none())
            .withSmoothing(Optional.empty())
            .withLayers(inputs.layers().subList(0, 1), request.output())
            .withPrediction();
    AttributedTensor output = model.attribute(forward).prediction().orElseThrow().tensor();
    return TargetValues.of(target, output.doubles());
  }

  /** The explanations of inputs by a method, an attribution for each element. */
  double[][] attributions(double[][] rows, EvaluatedMethod method) {
    AttributionRequest asked =
        request.withExamples(inputs.arrays(index, rows), target, Optional.empty());
    return attributions(model, asked, inputs, method);
  }

  /** The explanations of all examples of a request. */
  static double[][] attributions(
      AttributableModel model,
      AttributionRequest request,
      ExplainedInputs inputs,
      EvaluatedMethod method) {
    Optional<LayerPort> layer = method.layer();
    List<LayerPort> layers = layer.map(List::of).orElseGet(inputs::layers);
    Reduction reduction = layer.isPresent() ? toPicture(inputs, method) : Reduction.none();
    Attributions found =
        model.attribute(
            request.withMethod(method.method(), reduction).withLayers(layers, request.output()));
    return new AttributionRows(inputs, method.name())
        .of(found.layers().stream().map(Attribution::tensor).toList());
  }

  private static Reduction toPicture(ExplainedInputs inputs, EvaluatedMethod method) {
    String picture =
        inputs
            .picture()
            .orElseThrow(
                () ->
                    ExplainedInputs.refused(
                        "method \"" + method.name() + "\"",
                        "the attributions of a layer are brought to the size of a picture, and"
                            + " the inputs are not one picture [height, width, channels]",
                        "Name the method without a layer."));
    Reduction map =
        method.method() instanceof ClassActivationMap
            ? Reduction.none()
            : Reduction.none().sumOverChannels();
    return map.resizeToInput(picture);
  }
}
