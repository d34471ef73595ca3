package io.attributable.tensorflow.internal.served;

import io.attributable.AttributionException;
import io.attributable.AttributionRequest;
import io.attributable.graph.plan.OutputTensor;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.tensorflow.internal.execution.Feeds;
import io.attributable.tensorflow.internal.model.LoadedModel;
import io.attributable.tensorflow.internal.request.ExampleInputs;
import io.attributable.tensorflow.internal.request.TargetCheck;
import io.attributable.tensorflow.internal.request.TargetList;
import io.attributable.tensorflow.internal.runtime.RunMeter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;

/**
 * What a signature that explains is fed: the inputs of the one that it explains, and a target for
 * each example. Owns native memory until closed.
 */
final class ServedFeeds implements AutoCloseable {
  private static final String TARGET = "target";

  private final LoadedModel model;
  private final AttributionRequest request;
  private final SignatureSchema original;
  private final SignatureSchema served;
  private final ServedMatch match;
  private final Map<TensorSchema, Tensor> inputs = new LinkedHashMap<>();
  private final List<Tensor> targets = new ArrayList<>();

  ServedFeeds(
      LoadedModel model,
      AttributionRequest request,
      SignatureSchema original,
      SignatureSchema served,
      ServedMatch match) {
    this.model = model;
    this.request = request;
    this.original = original;
    this.served = served;
    this.match = match;
  }

  /**
   * Feeds the inputs.
   *
   * @throws AttributionException INPUT_MISSING, INPUT_UNKNOWN, INPUT_DTYPE, INPUT_SHAPE, and
   *     NOT_SERVED where there is no example
   */
  void feedInputs(Session.Runner runner) {
    request.inputs().keySet().forEach(original::input);
    for (TensorSchema input : served.inputs()) {
      if (!isTarget(input)) {
        Feeds.tensor(model.name(), original, input, request.inputs().get(input.name()))
            .ifPresent(tensor -> inputs.put(input, tensor));
      }
    }
    if (examples().areEmpty()) {
      throw match.refused("there is no example");
    }
    feedTo(runner);
  }

  private void feedTo(Session.Runner runner) {
    inputs.forEach((input, tensor) -> runner.feed(input.tensor().toString(), tensor));
  }

  private ExampleInputs examples() {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    inputs.forEach((input, tensor) -> shapes.put(input.name(), tensor.shape()));
    return ExampleInputs.of(served.inputs(), shapes);
  }

  private boolean isTarget(TensorSchema input) {
    return input.name().equals(TARGET)
        && original.inputs().stream().noneMatch(own -> own.name().equals(TARGET));
  }

  /**
   * Feeds the target, if there is one; the inputs must have been fed.
   *
   * @param output what it picks from
   * @throws AttributionException TARGET_SHAPE, TARGET_OUT_OF_RANGE, and NOT_SERVED where too little
   *     is known before the run
   */
  void feedTarget(Session.Runner runner, OutputTensor output) {
    if (ServedTarget.countsFromUnknownEnd(request.target(), output.shape())) {
      throw match.refused(
          "the target counts from the end of an output whose size nobody knows before");
    }
    for (TensorSchema input : served.inputs()) {
      if (isTarget(input)) {
        boolean vector = input.shape().numDimensions() == 1;
        ServedTarget.of(request.target(), output.shape(), count(output), vector)
            .ifPresent(
                target -> {
                  targets.add(target);
                  runner.feed(input.tensor().toString(), target);
                });
      }
    }
  }

  /** How many examples the output has, of which the signature wants a target each. */
  private long count(OutputTensor output) {
    Shape shape = output.shape();
    if (!shape.isUnknown() && shape.get(0) >= 0) {
      return shape.get(0);
    }
    OptionalLong given = targetsGiven();
    ExampleInputs examples = examples();
    OptionalLong stated = examples.areStated() ? examples.count() : OptionalLong.empty();
    if (stated.isPresent() && stated.getAsLong() == given.orElse(stated.getAsLong())) {
      return stated.getAsLong();
    }
    if (served.output(output.name()).isPresent()) {
      return measured(output.name());
    }
    return given.orElseGet(
        () ->
            stated.orElseThrow(
                () ->
                    match.refused(
                        "its inputs do not tell how many examples there are: give a target for"
                            + " each")));
  }

  private OptionalLong targetsGiven() {
    OptionalInt given = TargetList.examples(request.target());
    return given.isPresent() ? OptionalLong.of(given.getAsInt()) : OptionalLong.empty();
  }

  /** Of a run of the output alone, which needs no target. */
  private long measured(String output) {
    Session.Runner runner = model.sessions().model().session().runner();
    feedTo(runner);
    runner.fetch(served.output(output).orElseThrow().tensor().toString());
    try (Result result = model.sessions().model().run(runner, RunMeter.NONE)) {
      Shape shape = result.get(0).shape();
      new TargetCheck(output, request.target()).check(shape);
      return shape.get(0);
    }
  }

  @Override
  public void close() {
    inputs.values().forEach(Tensor::close);
    targets.forEach(Tensor::close);
  }
}
