package io.attributable.tensorflow.internal.session;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.tensorflow.internal.tensor.ReadableTensors;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.proto.DataType;

/**
 * Weights that live in the user's session. At each run they are read there and fed here; on a CPU
 * nothing is copied for it.
 */
public final class FedWeights {

  private final Optional<Session> session;
  private final String model;
  private final Map<TensorRef, TensorRef> sources;

  private FedWeights(Optional<Session> session, String model, Map<TensorRef, TensorRef> sources) {
    this.session = session;
    this.model = model;
    this.sources = Map.copyOf(sources);
  }

  /** No weight is fed. */
  public static FedWeights none() {
    return new FedWeights(Optional.empty(), "", Map.of());
  }

  /**
   * Weights to be fed.
   *
   * @param sources tensors of the session's graph, by their placeholders
   */
  public static FedWeights of(Session session, String model, Map<TensorRef, TensorRef> sources) {
    return new FedWeights(Optional.of(session), model, sources);
  }

  /** What is fed. */
  public Set<TensorRef> placeholders() {
    return sources.keySet();
  }

  /**
   * Reads what a plan needs, all in one run.
   *
   * @throws AttributionException MODEL_CLOSED if the session was closed
   */
  public FedWeightValues read(RunnablePlan plan) {
    Map<Output<?>, TensorRef> wanted = new LinkedHashMap<>();
    sources.forEach(
        (placeholder, source) -> {
          if (plan.holds(placeholder)) {
            wanted.put(plan.output(placeholder), source);
          }
        });
    Fetched fetched = fetch(wanted.values());
    Map<Output<?>, Integer> fed = new LinkedHashMap<>();
    wanted.forEach((placeholder, source) -> fed.put(placeholder, fetched.position(source)));
    return new FedWeightValues(fetched.result(), fed);
  }

  /**
   * The graph with the values of this moment as constants.
   *
   * @throws AttributionException MODEL_CLOSED if the session was closed
   */
  public FlatGraph freeze(FlatGraph graph) {
    Fetched fetched = fetch(sources.values());
    if (fetched.result().isEmpty()) {
      return graph;
    }
    try (Result values = fetched.result().get()) {
      return graph.mapNodes(
          node -> {
            TensorRef source = node.outputs().isEmpty() ? null : sources.get(node.output(0));
            return source == null ? node : constant(node, values.get(fetched.position(source)));
          });
    }
  }

  private static FlatNode constant(FlatNode placeholder, Tensor value) {
    DataType type = placeholder.outputs().get(0).type();
    FlatNode constant =
        NodeBuilder.constant(ReadableTensors.proto(type, value)).inPlaceOf(placeholder);
    return constant
        .withControls(List.of())
        .withOutputs(List.of(new FlatNode.Output(type, value.shape())));
  }

  /** What was read, each tensor once: TensorFlow Java refuses to fetch one twice. */
  private record Fetched(Optional<Result> result, Map<TensorRef, Integer> positions) {
    int position(TensorRef tensor) {
      return Objects.requireNonNull(positions.get(tensor));
    }
  }

  private Fetched fetch(Collection<TensorRef> tensors) {
    Map<TensorRef, Integer> positions = new HashMap<>();
    if (session.isEmpty() || tensors.isEmpty()) {
      return new Fetched(Optional.empty(), positions);
    }
    try {
      Session from = session.get();
      Session.Runner runner = from.runner();
      for (TensorRef tensor : tensors) {
        if (positions.putIfAbsent(tensor, positions.size()) == null) {
          runner.fetch(from.graph().operationOrThrow(tensor.node()).output(tensor.index()));
        }
      }
      return new Fetched(Optional.of(runner.run()), positions);
    } catch (IllegalStateException closed) {
      throw new AttributionException(ErrorCode.MODEL_CLOSED, model).causedBy(closed);
    }
  }
}
