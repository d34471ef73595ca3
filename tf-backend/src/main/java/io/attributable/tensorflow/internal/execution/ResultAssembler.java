package io.attributable.tensorflow.internal.execution;

import io.attributable.AttributedTensor;
import io.attributable.Attribution;
import io.attributable.AttributionRequest;
import io.attributable.Attributions;
import io.attributable.Convergence;
import io.attributable.Estimation;
import io.attributable.ExplainedFeatures;
import io.attributable.Prediction;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.plan.OutputTensor;
import io.attributable.tensorflow.internal.request.PreparedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes results, from computed tensors or from other results. No other class does. */
public final class ResultAssembler {
  private ResultAssembler() {}

  /** By target, the results of an evaluation. */
  public static List<Attributions> assemble(
      PreparedRequest request, Evaluation evaluation, int targets) {
    Prediction prediction =
        evaluation
            .prediction()
            .map(
                values ->
                    new Prediction(request.output().map(OutputTensor::name).orElseThrow(), values))
            .orElse(null);
    return IntStream.range(0, targets)
        .mapToObj(target -> assemble(request, evaluation, target, prediction))
        .toList();
  }

  private static Attributions assemble(
      PreparedRequest request, Evaluation evaluation, int target, @Nullable Prediction prediction) {
    List<Attribution> attributions = new ArrayList<>();
    List<LayerTensors> layers = request.layers().tensors();
    for (int i = 0; i < layers.size(); i++) {
      List<AttributedTensor> tensors = new ArrayList<>();
      for (int j = 0; j < layers.get(i).tensors().size(); j++) {
        tensors.add(evaluation.tensor(i, j, target));
      }
      attributions.add(
          new Attribution(
                  request.layers().addresses().get(i),
                  layers.get(i).port(),
                  request.method().method(),
                  tensors,
                  request.layers().unused(i),
                  prediction)
              .withSmoothing(request.request().smoothing().orElse(null))
              .withCoverage(evaluation.coverage())
              .withConvergence(evaluation.convergence(i, target).orElse(null))
              .withEstimation(evaluation.estimation(i, target).orElse(null)));
    }
    return new Attributions(attributions, request.layers().leftOut());
  }

  /** The same results with what reasons need to know of the request. */
  public static Attributions withFeatures(AttributionRequest request, Attributions results) {
    return new Attributions(
        results.layers().stream()
            .map(layer -> layer.withExplainedFeatures(ExplainedFeatures.of(request, layer.layer())))
            .toList(),
        results.leftOut());
  }

  /** The same results by target, with the values of the explained output if these are wanted. */
  public static List<Attributions> withPrediction(
      PreparedRequest request, List<Attributions> results, AttributedTensor values) {
    return request.request().prediction()
        ? results.stream().map(result -> withPrediction(request, result, values)).toList()
        : results;
  }

  private static Attributions withPrediction(
      PreparedRequest request, Attributions results, AttributedTensor values) {
    Prediction prediction =
        new Prediction(request.output().map(OutputTensor::name).orElseThrow(), values);
    return new Attributions(
        results.layers().stream().map(layer -> layer.withPrediction(prediction)).toList(),
        results.leftOut());
  }

  /**
   * Results of a request whose method makes them of other results.
   *
   * @param part results of another method, for the same layers
   * @param tensors by layer
   */
  public static Attributions composed(
      PreparedRequest request, Attributions part, List<List<AttributedTensor>> tensors) {
    List<Attribution> layers = new ArrayList<>();
    for (int i = 0; i < tensors.size(); i++) {
      Attribution layer = part.layers().get(i);
      layers.add(
          new Attribution(
              layer.layer(),
              layer.port(),
              request.method().method(),
              tensors.get(i),
              layer.unused(),
              layer.prediction().orElse(null)));
    }
    return new Attributions(layers, part.leftOut());
  }

  /**
   * Results like others of the same request, with other values.
   *
   * @param parts at least one, all about the same layers
   * @param tensors makes one tensor of those of all parts
   */
  public static Attributions combine(
      List<Attributions> parts, Function<List<AttributedTensor>, AttributedTensor> tensors) {
    return combine(parts, tensors, UnaryOperator.identity());
  }

  /**
   * Results for some examples of a batch.
   *
   * @param from the first example
   * @param to the example behind the last
   * @param rows takes the values of these examples
   */
  public static Attributions part(
      Attributions batch, int from, int to, UnaryOperator<AttributedTensor> rows) {
    return combine(
        List.of(batch),
        only -> rows.apply(only.get(0)),
        layer ->
            layer
                .withConvergence(layer.convergence().map(all -> all.part(from, to)).orElse(null))
                .withEstimation(
                    layer
                        .estimation()
                        .map(all -> all.part(from, to, all.errors().stream().map(rows).toList()))
                        .orElse(null)));
  }

  private static Attributions combine(
      List<Attributions> parts,
      Function<List<AttributedTensor>, AttributedTensor> tensors,
      UnaryOperator<Attribution> examples) {
    Attributions first = parts.get(0);
    Prediction prediction =
        first
            .prediction()
            .map(
                any ->
                    new Prediction(
                        any.output(),
                        tensors.apply(
                            parts.stream()
                                .map(part -> part.prediction().orElseThrow().tensor())
                                .toList())))
            .orElse(null);
    List<Attribution> layers = new ArrayList<>();
    for (int i = 0; i < first.layers().size(); i++) {
      Attribution layer = first.layers().get(i);
      List<AttributedTensor> combined = new ArrayList<>();
      for (int j = 0; j < layer.tensors().size(); j++) {
        combined.add(tensors.apply(at(parts, i, j)));
      }
      layers.add(
          examples.apply(
              layer
                  .withTensors(combined)
                  .withPrediction(prediction)
                  .withConvergence(convergence(parts, i))
                  .withEstimation(estimation(parts, i, tensors))));
    }
    return new Attributions(layers, first.leftOut());
  }

  private static @Nullable Convergence convergence(List<Attributions> parts, int layer) {
    List<Convergence> found =
        parts.stream().flatMap(part -> part.layers().get(layer).convergence().stream()).toList();
    return found.isEmpty() ? null : Convergence.joined(found);
  }

  /** Of a single part it is left whole. */
  private static @Nullable Estimation estimation(
      List<Attributions> parts,
      int layer,
      Function<List<AttributedTensor>, AttributedTensor> tensors) {
    List<Estimation> found =
        parts.stream().flatMap(part -> part.layers().get(layer).estimation().stream()).toList();
    if (found.size() < 2) {
      return found.isEmpty() ? null : found.get(0);
    }
    List<AttributedTensor> errors = new ArrayList<>();
    for (int i = 0; i < found.get(0).errors().size(); i++) {
      int tensor = i;
      errors.add(tensors.apply(found.stream().map(part -> part.errors().get(tensor)).toList()));
    }
    return Estimation.joined(found, errors);
  }

  private static List<AttributedTensor> at(List<Attributions> parts, int layer, int tensor) {
    return parts.stream().map(part -> part.layers().get(layer).tensors().get(tensor)).toList();
  }
}
