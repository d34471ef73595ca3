package io.attributable.tensorflow.internal.served;

import io.attributable.AttributedTensor;
import io.attributable.Attribution;
import io.attributable.AttributionRequest;
import io.attributable.Attributions;
import io.attributable.LayerPort;
import io.attributable.Mode;
import io.attributable.Prediction;
import io.attributable.Target;
import io.attributable.UnusedLayer;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.plan.OutputTensor;
import io.attributable.graph.preflight.ExplainedLayer;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.served.ServedLayer;
import io.attributable.tensorflow.internal.execution.Feeds;
import io.attributable.tensorflow.internal.execution.ResultArrays;
import io.attributable.tensorflow.internal.model.LoadedModel;
import io.attributable.tensorflow.internal.plan.PreparedSignature;
import io.attributable.tensorflow.internal.request.RequestedMode;
import io.attributable.tensorflow.internal.request.TargetCheck;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TInt64;

/** One request being answered by a signature of the model itself. */
public final class ServedRun {
  private static final String TARGET = "target";
  private static final String POSITIONS = "/positions";

  private final LoadedModel model;
  private final AttributionRequest request;
  private final PreparedSignature original;
  private final SignatureSchema served;
  private final ServedMatch match;
  private final ResultArrays arrays = new ResultArrays();
  private final List<Tensor> fed = new ArrayList<>();
  private final Map<String, Integer> fetched = new LinkedHashMap<>();

  public ServedRun(LoadedModel model, String signature, AttributionRequest request) {
    this.model = model;
    this.request = request;
    this.match = new ServedMatch(model.file(), signature);
    this.served = model.served(signature);
    this.original = model.prepared(request);
  }

  public Attributions run() {
    if (request.allLayers().isPresent()) {
      throw match.refused("all layers were asked for, and it explains those it was written for");
    }
    if (request.layers().isEmpty()) {
      throw original.layers().noLayerNamed();
    }
    OutputTensor output = original.output(request);
    match.check(request, model.signature(request), output.name());
    request.layers().forEach(this::explained);
    TargetCheck check = new TargetCheck(output.name(), request.target());
    if (!output.shape().isUnknown()) {
      check.check(output.shape());
    }
    Session.Runner runner = model.sessions().model().session().runner();
    try {
      feed(runner, output.shape());
      fetchAll(runner, output.name());
      try (Result result = runner.run()) {
        Attributions results = results(result, output.name());
        if (fetched.containsKey(output.name())) {
          check.check(get(result, output.name()).shape());
        } else if (!ServedTarget.canBeChecked(request.target(), output.shape())) {
          match.requireNumbers(request, results);
        }
        return results;
      }
    } finally {
      fed.forEach(Tensor::close);
    }
  }

  private void feed(Session.Runner runner, Shape output) {
    request.inputs().keySet().forEach(original.layers().graph().signature()::input);
    long examples = 1;
    for (TensorSchema input : served.inputs()) {
      if (!isTarget(input)) {
        Optional<Tensor> tensor = input(input);
        tensor.ifPresent(fed::add);
        tensor.ifPresent(values -> runner.feed(input.tensor().toString(), values));
        if (tensor.isPresent() && input.shape().numDimensions() > 0 && input.shape().get(0) < 0) {
          examples = tensor.get().shape().get(0);
        }
      }
    }
    if (examples == 0) {
      throw match.refused("there is no example");
    }
    feedTarget(runner, output, examples);
  }

  private Optional<Tensor> input(TensorSchema input) {
    SignatureSchema signature = original.layers().graph().signature();
    return Feeds.tensor(model.name(), signature, input, request.inputs().get(input.name()));
  }

  private void feedTarget(Session.Runner runner, Shape output, long examples) {
    boolean taken = !(request.target() instanceof Target.None);
    if (ServedTarget.countsFromUnknownEnd(request.target(), output)) {
      throw match.refused(
          "the target counts from the end of an output whose size nobody knows before");
    }
    for (TensorSchema input : served.inputs()) {
      if (taken && isTarget(input)) {
        boolean vector = input.shape().numDimensions() == 1;
        ServedTarget.of(request.target(), output, examples, vector)
            .ifPresent(
                target -> {
                  fed.add(target);
                  runner.feed(input.tensor().toString(), target);
                });
      }
    }
  }

  private boolean isTarget(TensorSchema input) {
    return input.name().equals(TARGET)
        && original.layers().graph().signature().inputs().stream()
            .noneMatch(own -> own.name().equals(TARGET));
  }

  private void fetchAll(Session.Runner runner, String output) {
    Mode mode = RequestedMode.of(request);
    for (LayerPort wanted : request.layers()) {
      ServedLayer layer = match.layer(wanted);
      for (int i = 0; i < layer.tensors(); i++) {
        String name = layer.output(mode, i);
        fetch(runner, name);
        if (served.output(name + POSITIONS).isPresent()) {
          fetch(runner, name + POSITIONS);
        }
      }
    }
    if (served.output(output).isPresent()) {
      fetch(runner, output);
    } else if (request.prediction()) {
      throw match.refused("it does not give output " + output);
    }
  }

  private void fetch(Session.Runner runner, String name) {
    if (fetched.putIfAbsent(name, fetched.size()) == null) {
      runner.fetch(served.output(name).orElseThrow().tensor().toString());
    }
  }

  private Tensor get(Result result, String name) {
    Integer position = fetched.get(name);
    if (position == null) {
      throw new IllegalStateException(name + " was not fetched");
    }
    return result.get(position);
  }

  private Attributions results(Result result, String output) {
    Prediction prediction = prediction(result, output);
    List<Attribution> attributions = new ArrayList<>();
    Mode mode = RequestedMode.of(request);
    for (LayerPort wanted : request.layers()) {
      ExplainedLayer explained = explained(wanted);
      LayerTensors layer = explained.tensors();
      ServedLayer from = match.layer(wanted);
      List<AttributedTensor> tensors = new ArrayList<>();
      for (int i = 0; i < from.tensors(); i++) {
        tensors.add(tensor(result, layer.tensors().get(i).name(), from.output(mode, i)));
      }
      attributions.add(
          new Attribution(
              wanted.layer(),
              layer.port(),
              request.method(),
              tensors,
              explained.unused(),
              prediction));
    }
    return new Attributions(attributions);
  }

  /** What of a layer the signature explains: the tensors that the output depends on. */
  private ExplainedLayer explained(LayerPort wanted) {
    ExplainedLayer explained =
        original.explained(
            original.lookup().resolve(wanted.layer(), wanted.port()), original.output(request));
    int served = match.layer(wanted).tensors();
    if (explained.tensors().tensors().size() != served) {
      throw match.refused(
          "of layer \"" + wanted.layer() + "\" it gives another number of tensors: " + served);
    }
    if (!explained.unused().isEmpty() && request.unusedLayer() == UnusedLayer.ZEROS) {
      throw match.refused(
          "it gives no zeros for tensor \"" + explained.unused().get(0).name() + "\"");
    }
    return explained;
  }

  private AttributedTensor tensor(Result result, String name, String output) {
    Optional<TInt64> positions =
        fetched.containsKey(output + POSITIONS)
            ? Optional.of((TInt64) get(result, output + POSITIONS))
            : Optional.empty();
    return arrays.copy(name, get(result, output), positions, OptionalInt.empty());
  }

  private @Nullable Prediction prediction(Result result, String output) {
    if (!request.prediction()) {
      return null;
    }
    OutputTensor explained = original.output(request);
    String node = original.layers().graph().node(explained.tensor().node()).scopedName();
    return new Prediction(
        output,
        new ResultArrays().copy(node + ":" + explained.tensor().index(), get(result, output)));
  }
}
