package io.attributable.tensorflow.internal.points;

import io.attributable.AttributionRequest;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.plan.PlannedPoints;
import io.attributable.graph.points.MovingInputs;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.tensorflow.internal.request.PreparedRequest;
import io.attributable.tensorflow.internal.session.BaselineKey;
import io.attributable.tensorflow.internal.session.RunnablePlan;
import io.attributable.tensorflow.internal.tensor.InputTensors;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArray;

/** The baselines of a request in native memory, until closed. */
public final class BaselineTensors implements AutoCloseable {
  private final RunnablePlan plan;
  private final Map<TensorRef, Tensor> fed = new LinkedHashMap<>();
  private final long examples;
  private long rows = 1;
  private boolean hashed;
  private Optional<BaselineKey.Hash> hash = Optional.empty();

  private BaselineTensors(RunnablePlan plan, long examples) {
    this.plan = plan;
    this.examples = examples;
  }

  /**
   * Makes them.
   *
   * @throws io.attributable.AttributionException METHOD_PARAMETER, METHOD_NOT_APPLICABLE
   */
  static BaselineTensors of(PreparedRequest prepared, RunnablePlan plan, PlannedPoints planned) {
    return of(
        prepared,
        plan,
        new Placeholders(
            planned.feeds().baselines(), planned.feeds().given(), planned.ends().isPresent()));
  }

  /**
   * Where baselines are fed.
   *
   * @param inputs by the names of inputs
   * @param layers by the tensors of layers
   * @param changing whether there has to be a baseline that makes a difference
   */
  public record Placeholders(
      Map<String, TensorRef> inputs, Map<TensorRef, TensorRef> layers, boolean changing) {
    /** Copies the maps. */
    public Placeholders {
      inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
      layers = Map.copyOf(layers);
    }
  }

  /**
   * Makes them.
   *
   * @throws io.attributable.AttributionException METHOD_PARAMETER, METHOD_NOT_APPLICABLE
   */
  public static BaselineTensors of(
      PreparedRequest prepared, RunnablePlan plan, Placeholders planned) {
    AttributionRequest request = prepared.request();
    SignatureSchema signature = prepared.signature().graph().signature();
    BaselineTensors tensors =
        new BaselineTensors(plan, examples(MovingInputs.of(signature), request.inputs()));
    try {
      Map<String, TensorRef> placeholders = planned.inputs();
      BaselineArrays arrays =
          new BaselineArrays(
              request.method(), signature, request.inputs(), withBaselines(prepared, planned));
      if (planned.changing()) {
        arrays.requireChange(placeholders.keySet());
      }
      addGiven(prepared, planned, arrays, tensors);
      arrays
          .rows(placeholders.keySet())
          .forEach(
              (name, array) -> {
                tensors.rows = Math.max(tensors.rows, array.shape().get(0));
                TensorSchema input = signature.input(name);
                tensors.fed.put(
                    placeholders.get(name),
                    InputTensors.of(
                        new TensorSchema(
                            input.name(),
                            input.tensor(),
                            input.type(),
                            input.shape().isUnknown()
                                ? input.shape()
                                : input.shape().tail().prepend(-1)),
                        array,
                        signature.name(),
                        prepared.signature().graph().model()));
              });
      return tensors;
    } catch (RuntimeException e) {
      tensors.close();
      throw e;
    }
  }

  /** The addresses of layers that take baselines of their own. */
  private static Set<String> withBaselines(PreparedRequest prepared, Placeholders planned) {
    Set<String> addresses = new LinkedHashSet<>();
    for (int i = 0; i < prepared.layers().addresses().size(); i++) {
      if (prepared.layers().tensors().get(i).tensors().stream()
          .anyMatch(tensor -> planned.layers().containsKey(tensor.tensor()))) {
        addresses.add(prepared.layers().addresses().get(i));
      }
    }
    return addresses;
  }

  /** Baselines of layers. */
  private static void addGiven(
      PreparedRequest prepared,
      Placeholders planned,
      BaselineArrays arrays,
      BaselineTensors tensors) {
    List<String> addresses = prepared.layers().addresses();
    for (int i = 0; i < addresses.size(); i++) {
      List<TensorInfo> layer = prepared.layers().tensors().get(i).tensors();
      for (TensorInfo tensor : layer) {
        TensorRef placeholder = planned.layers().get(tensor.tensor());
        if (placeholder != null) {
          NdArray<?> row = arrays.row(addresses.get(i), tensor, layer.size());
          tensors.fed.put(
              placeholder,
              InputTensors.of(
                  new TensorSchema(addresses.get(i), placeholder, tensor.type(), row.shape()),
                  row,
                  addresses.get(i),
                  prepared.signature().graph().model()));
        }
      }
    }
  }

  /** All inputs that hold examples have as many; what does not fails when it is run. */
  private static long examples(MovingInputs inputs, Map<String, NdArray<?>> given) {
    for (TensorSchema input : inputs.holding()) {
      NdArray<?> values = given.get(input.name());
      if (values != null && values.rank() > 0) {
        return values.shape().get(0);
      }
    }
    return 1;
  }

  public long examples() {
    return examples;
  }

  /** The most rows that an input's baselines have. */
  long rows() {
    return rows;
  }

  /** What they are known by, computed at the first call; empty where that is not worth it. */
  Optional<BaselineKey.Hash> hash() {
    if (!hashed) {
      hash = BaselineKey.hash(List.copyOf(fed.values()));
      hashed = true;
    }
    return hash;
  }

  public void feed(Session.Runner runner) {
    fed.forEach(
        (tensor, value) -> {
          if (plan.holds(tensor)) {
            runner.feed(plan.output(tensor), value);
          }
        });
  }

  @Override
  public void close() {
    fed.values().forEach(Tensor::close);
  }
}
