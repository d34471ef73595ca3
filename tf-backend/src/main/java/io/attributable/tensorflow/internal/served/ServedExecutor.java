package io.attributable.tensorflow.internal.served;

import io.attributable.AttributedTensor;
import io.attributable.AttributionException;
import io.attributable.AttributionRequest;
import io.attributable.Attributions;
import io.attributable.Convergence;
import io.attributable.LayerPort;
import io.attributable.PathMethod;
import io.attributable.Reduction;
import io.attributable.Target;
import io.attributable.UnusedLayer;
import io.attributable.graph.method.PlannedMethod;
import io.attributable.graph.plan.OutputTensor;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.served.ServedConvergence;
import io.attributable.graph.served.ServedLayer;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.tensorflow.internal.execution.Evaluation;
import io.attributable.tensorflow.internal.execution.ResultArrays;
import io.attributable.tensorflow.internal.execution.ResultAssembler;
import io.attributable.tensorflow.internal.model.LoadedModel;
import io.attributable.tensorflow.internal.plan.PreparedSignature;
import io.attributable.tensorflow.internal.request.PreparedRequest;
import io.attributable.tensorflow.internal.request.TargetCheck;
import io.attributable.tensorflow.internal.runtime.RunMeter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;

/** Runs a signature of the model itself instead of a plan. */
public final class ServedExecutor {
  private static final String POSITIONS = "/positions";

  private final LoadedModel model;
  private final AttributionRequest request;
  private final PreparedSignature original;
  private final SignatureSchema served;
  private final ServedMatch match;
  private final PlannedMethod method;
  private final Map<String, Integer> fetched = new LinkedHashMap<>();

  /** Outputs of layers that share a tensor are the same one, unless targets are marked. */
  private final Map<TensorRef, Integer> positions = new LinkedHashMap<>();

  /**
   * Runs a signature for a request about another one.
   *
   * @throws AttributionException UNKNOWN_SIGNATURE, NOT_SERVED
   */
  public ServedExecutor(LoadedModel model, String signature, AttributionRequest request) {
    this.model = model;
    this.request = request;
    this.match = new ServedMatch(model.file(), signature);
    this.served = model.served(signature);
    this.original = model.prepared(request);
    this.method = PlannedMethod.of(request.method(), request.smoothing());
  }

  /**
   * The results.
   *
   * @throws AttributionException NOT_SERVED, and about the request
   */
  public Attributions attribute() {
    if (request.allLayers().isPresent()) {
      throw match.refused("all layers were requested, and it explains those it was written for");
    }
    if (request.layers().isEmpty()) {
      throw original.layers().noLayerNamed();
    }
    Optional<OutputTensor> output =
        method.plan().differentiates() || request.prediction()
            ? Optional.of(original.output(request))
            : Optional.empty();
    match.check(request, model.signature(request), output.map(OutputTensor::name));
    PreparedRequest prepared = PreparedRequest.of(original, request);
    checkLayers(prepared);
    Optional<TargetCheck> check =
        output
            .filter(unused -> method.plan().differentiates())
            .map(explained -> new TargetCheck(explained.name(), request.target()));
    Shape shape = output.map(OutputTensor::shape).orElse(Shape.unknown());
    if (!shape.isUnknown()) {
      check.ifPresent(target -> target.check(shape));
    }
    Session.Runner runner = model.sessions().model().session().runner();
    SignatureSchema signature = original.layers().graph().signature();
    try (ServedFeeds feeds = new ServedFeeds(model, request, signature, served, match)) {
      feeds.feedInputs(runner);
      output
          .filter(unused -> !(request.target() instanceof Target.None))
          .ifPresent(explained -> feeds.feedTarget(runner, explained));
      fetchAll(runner, output.map(OutputTensor::name));
      try (Result result = model.sessions().model().run(runner, RunMeter.NONE)) {
        Attributions results =
            ResultAssembler.assemble(prepared, new Served(prepared, result), 1).get(0);
        check.ifPresent(target -> check(target, shape, result, output, results));
        return results;
      }
    }
  }

  private void check(
      TargetCheck target,
      Shape shape,
      Result result,
      Optional<OutputTensor> output,
      Attributions results) {
    String name = output.map(OutputTensor::name).orElseThrow();
    if (fetched.containsKey(name)) {
      target.check(get(result, name).shape());
    } else if (!ServedTarget.canBeChecked(request.target(), shape)) {
      match.requireNumbers(request, results);
    }
  }

  private void fetchAll(Session.Runner runner, Optional<String> output) {
    for (LayerPort wanted : request.layers()) {
      ServedLayer layer = match.layer(wanted);
      for (int i = 0; i < layer.tensors(); i++) {
        String name = layer.output(method.quantity(), i);
        fetch(runner, name);
        if (hasPositions()) {
          fetch(runner, name + POSITIONS);
        }
      }
    }
    convergenceOutputs().forEach(name -> fetch(runner, name));
    output.ifPresent(
        explained -> {
          if (served.output(explained).isPresent()) {
            fetch(runner, explained);
          } else if (request.prediction()) {
            throw match.refused("it does not give output " + explained);
          }
        });
  }

  /** Those that the signature has, of methods that are complete. */
  private List<String> convergenceOutputs() {
    List<String> names =
        new ArrayList<>(List.of(ServedConvergence.AT, ServedConvergence.AT_BASELINE));
    request.layers().forEach(layer -> names.add(ServedConvergence.delta(layer.layer())));
    boolean given =
        request.method() instanceof PathMethod
            && method.plan().isComplete()
            && names.stream().allMatch(name -> served.output(name).isPresent());
    return given ? names : List.of();
  }

  /** Determined by the reduction: a layer may be called "positions". */
  private boolean hasPositions() {
    return request.reduction().steps().stream().anyMatch(Reduction.Top.class::isInstance);
  }

  private void fetch(Session.Runner runner, String name) {
    if (!fetched.containsKey(name)) {
      TensorRef tensor = served.output(name).orElseThrow().tensor();
      if (positions.putIfAbsent(tensor, positions.size()) == null) {
        runner.fetch(tensor.toString());
      }
      fetched.put(name, positions.get(tensor));
    }
  }

  private Tensor get(Result result, String name) {
    Integer position = fetched.get(name);
    if (position == null) {
      throw new IllegalStateException(name + " was not fetched");
    }
    return result.get(position);
  }

  /** Of a layer the signature explains the tensors that the output depends on. */
  private void checkLayers(PreparedRequest prepared) {
    for (int i = 0; i < request.layers().size(); i++) {
      LayerPort wanted = request.layers().get(i);
      if (!prepared.layers().unused(i).isEmpty() && request.unusedLayer() == UnusedLayer.ZEROS) {
        throw match.refused(
            "it gives no zeros for tensor \"" + prepared.layers().unused(i).get(0).name() + "\"");
      }
      int given = match.layer(wanted).tensors();
      if (prepared.layers().tensors().get(i).tensors().size() != given) {
        throw match.refused(
            "of layer \"" + wanted.layer() + "\" it gives another number of tensors: " + given);
      }
    }
  }

  /** What one run of the signature gave. */
  private final class Served implements Evaluation {
    private final PreparedRequest prepared;
    private final Result result;
    private final ResultArrays arrays = new ResultArrays();

    Served(PreparedRequest prepared, Result result) {
      this.prepared = prepared;
      this.result = result;
    }

    @Override
    public AttributedTensor tensor(int layer, int tensor, int target) {
      String name = prepared.layers().tensors().get(layer).tensors().get(tensor).name();
      String output = match.layer(request.layers().get(layer)).output(method.quantity(), tensor);
      Optional<TInt64> positions =
          hasPositions() ? Optional.of((TInt64) get(result, output + POSITIONS)) : Optional.empty();
      return arrays.copy(name, get(result, output), positions, OptionalInt.empty());
    }

    @Override
    public Optional<Convergence> convergence(int layer, int target) {
      if (convergenceOutputs().isEmpty()) {
        return Optional.empty();
      }
      String delta = ServedConvergence.delta(request.layers().get(layer).layer());
      return Optional.of(
          new Convergence(
              numbers(ServedConvergence.AT),
              numbers(ServedConvergence.AT_BASELINE),
              numbers(delta),
              ((PathMethod) request.method()).steps()));
    }

    private List<Double> numbers(String output) {
      return ((TFloat64) get(result, output)).streamOfObjects().toList();
    }

    @Override
    public Optional<AttributedTensor> prediction() {
      if (!request.prediction()) {
        return Optional.empty();
      }
      OutputTensor explained = prepared.output().orElseThrow();
      String node = original.graph().node(explained.tensor().node()).scopedName();
      return Optional.of(
          new ResultArrays()
              .copy(node + ":" + explained.tensor().index(), get(result, explained.name())));
    }
  }
}
