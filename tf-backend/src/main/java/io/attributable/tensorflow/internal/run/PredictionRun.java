package io.attributable.tensorflow.internal.run;

import io.attributable.AttributionException;
import io.attributable.AttributionRequest;
import io.attributable.ErrorCode;
import io.attributable.Target;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.Types;
import io.attributable.tensorflow.internal.call.Call;
import io.attributable.tensorflow.internal.execution.Feeds;
import io.attributable.tensorflow.internal.model.LoadedModel;
import io.attributable.tensorflow.internal.runtime.RunMeter;
import io.attributable.tensorflow.internal.tensor.HeapArrays;
import io.attributable.tensorflow.internal.tensor.ReadableTensors;
import io.attributable.tensorflow.observe.CallKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArray;

/** Runs a signature of a model as it is. */
public final class PredictionRun {
  private final LoadedModel model;
  private final String name;

  /** A run of a signature of a model. */
  public PredictionRun(LoadedModel model, String signature) {
    this.model = model;
    this.name = signature;
  }

  /**
   * By output, its values.
   *
   * @throws AttributionException about the signature, the inputs and the run
   */
  public Map<String, NdArray<?>> run(Map<String, NdArray<?>> inputs) {
    AttributionRequest request =
        AttributionRequest.empty()
            .withSignature(name)
            .withExamples(inputs, Target.none(), Optional.empty());
    return model.answer(CallKind.PREDICT, request, () -> outputs(inputs));
  }

  private Map<String, NdArray<?>> outputs(Map<String, NdArray<?>> inputs) {
    SignatureSchema signature = model.file().signature(name);
    SignatureSchema here = model.predicted(name);
    inputs.keySet().forEach(signature::input);
    Session.Runner runner = model.sessions().model().session().runner();
    List<Tensor> fed = new ArrayList<>();
    try {
      for (TensorSchema input : here.inputs()) {
        Feeds.tensor(
                model.name(), signature, signature.input(input.name()), inputs.get(input.name()))
            .ifPresent(
                tensor -> {
                  fed.add(tensor);
                  runner.feed(input.tensor().toString(), tensor);
                });
      }
      here.outputs().forEach(output -> runner.fetch(readable(output).tensor().toString()));
      try (Result result = model.sessions().model().run(runner, RunMeter.NONE)) {
        return arrays(here.outputs(), result);
      }
    } finally {
      fed.forEach(Tensor::close);
    }
  }

  private TensorSchema readable(TensorSchema output) {
    if (!ReadableTensors.isReadable(output.type())) {
      throw new AttributionException(
          ErrorCode.UNSUPPORTED_SIGNATURE,
          name,
          model.name(),
          "output \"%s\" is %s, which no array in Java carries"
              .formatted(output.name(), Types.name(output.type())));
    }
    return output;
  }

  private static Map<String, NdArray<?>> arrays(List<TensorSchema> outputs, Result result) {
    Map<String, NdArray<?>> arrays = new LinkedHashMap<>();
    for (int i = 0; i < outputs.size(); i++) {
      Call.addResult(result.get(i).numBytes());
      arrays.put(outputs.get(i).name(), HeapArrays.copy(result.get(i)));
    }
    return arrays;
  }
}
