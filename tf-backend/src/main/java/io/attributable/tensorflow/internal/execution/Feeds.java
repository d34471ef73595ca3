package io.attributable.tensorflow.internal.execution;

import io.attributable.AttributionException;
import io.attributable.AttributionRequest;
import io.attributable.ErrorCode;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.plan.PlannedOutput;
import io.attributable.graph.savedmodel.InputDefault;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.tensorflow.internal.request.TargetList;
import io.attributable.tensorflow.internal.session.ConstantFolding;
import io.attributable.tensorflow.internal.session.FedWeightValues;
import io.attributable.tensorflow.internal.session.RunnablePlan;
import io.attributable.tensorflow.internal.tensor.InputTensors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat64;

/** The tensors of one run, in native memory until closed. */
public final class Feeds implements AutoCloseable {
  private final Map<Output<?>, Tensor> inputs = new LinkedHashMap<>();
  private final Map<Output<?>, Tensor> extras = new LinkedHashMap<>();
  private final RunnablePlan plan;
  private FedWeightValues live = FedWeightValues.none();

  private Feeds(RunnablePlan plan) {
    this.plan = plan;
  }

  /**
   * Makes the tensors of a request.
   *
   * @param model what messages call it
   * @throws AttributionException INPUT_MISSING, INPUT_UNKNOWN, INPUT_DTYPE, INPUT_SHAPE
   */
  public static Feeds of(
      String model, FlatGraph graph, RunnablePlan plan, AttributionRequest request) {
    Feeds feeds = new Feeds(plan);
    try {
      feeds.addInputs(model, graph.signature(), request.inputs());
      feeds.addWeights(request);
      feeds.live = plan.live().read(plan);
      return feeds;
    } catch (RuntimeException | Error e) {
      feeds.close();
      throw e;
    }
  }

  private void addInputs(String model, SignatureSchema signature, Map<String, NdArray<?>> given) {
    given.keySet().forEach(signature::input);
    for (TensorSchema input : signature.inputs()) {
      tensor(model, signature, input, given.get(input.name()))
          .ifPresent(tensor -> addInput(input, tensor));
    }
  }

  private void addInput(TensorSchema input, Tensor tensor) {
    TensorRef fed = plan.plan().inputs().get(input.name());
    if (fed == null) {
      // Nothing that is fetched depends on it, but it had to be valid.
      tensor.close();
    } else {
      inputs.put(plan.output(fed), tensor);
    }
  }

  /**
   * What to feed for an input; nothing where it is left out and the graph has its default.
   *
   * @throws AttributionException INPUT_MISSING, INPUT_DTYPE, INPUT_SHAPE
   */
  public static Optional<Tensor> tensor(
      String model, SignatureSchema signature, TensorSchema input, @Nullable NdArray<?> values) {
    if (values != null) {
      return Optional.of(InputTensors.of(input, values, signature.name(), model));
    }
    InputDefault known = input.byDefault().orElseThrow(() -> missing(signature, input));
    return known.value().map(ConstantFolding::tensor);
  }

  private static AttributionException missing(SignatureSchema signature, TensorSchema input) {
    return new AttributionException(
        ErrorCode.INPUT_MISSING,
        input.name(),
        input.typeName(),
        input.shapeText(),
        signature.name(),
        SignatureSchema.names(signature.requiredInputs()));
  }

  /**
   * Feeds targets instead of those fed before; they are closed with the rest.
   *
   * @param targets must have been checked
   */
  public void setTargets(TargetList targets, int from, int to) {
    Optional<TensorRef> fed = plan.plan().seed().map(PlannedOutput.Seed::target);
    if (fed.isPresent() && plan.holds(fed.get())) {
      Tensor before = extras.put(plan.output(fed.get()), targets.tensor(from, to, rank()));
      if (before != null) {
        before.close();
      }
    }
  }

  private int rank() {
    Shape shape = plan.plan().output().orElseThrow().shape();
    return shape.isUnknown() ? 2 : shape.numDimensions();
  }

  private void addWeights(AttributionRequest request) {
    request
        .gradientWeights()
        .ifPresent(
            weights ->
                extras.put(
                    plan.output(plan.plan().seed().orElseThrow().weights()), vector(weights)));
  }

  /** No weight at all would make the graph fail, as no row of a target does. */
  private static TFloat64 vector(List<Double> weights) {
    return weights.isEmpty()
        ? TFloat64.vectorOf(0)
        : TFloat64.vectorOf(weights.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Feeds the signature's inputs, and weights that are not in the graph. */
  public void feedInputs(Session.Runner runner) {
    inputs.forEach(runner::feed);
    live.feed(runner);
  }

  /** What is fed for a tensor, if it is one of the signature's inputs. */
  public Optional<Tensor> input(Output<?> tensor) {
    return Optional.ofNullable(inputs.get(tensor));
  }

  /** What is fed for the signature's inputs, in their order. */
  public List<Tensor> inputs() {
    return List.copyOf(inputs.values());
  }

  /** Feeds everything. */
  public void feedAll(Session.Runner runner) {
    feedInputs(runner);
    extras.forEach(runner::feed);
  }

  @Override
  public void close() {
    List<Tensor> all = new ArrayList<>(inputs.values());
    all.addAll(extras.values());
    all.forEach(Tensor::close);
    live.close();
  }
}
