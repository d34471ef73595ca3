package io.attributable.graph.method;

import io.attributable.AttributionException;
import io.attributable.LayerPort;
import io.attributable.Smoothing;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.points.PerturbationDemand;
import io.attributable.graph.points.PointDemand;
import io.attributable.graph.tape.RuleBook;
import io.attributable.graph.tape.control.PassedNodes;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.NodeWriter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.ndarray.Shape;

/**
 * What one evaluation of a method computes in the graph: by which rules its tape differentiates, if
 * it does, and how activation and gradient are composed. A value: plans of equal method plans are
 * the same plan. One method plan may give the results of several methods, such as both modes of
 * gradient × activation.
 */
public interface MethodPlan {

  /** Whether there is a backward pass. Without one layers need not reach an output. */
  boolean differentiates();

  /**
   * How tensors are perturbed, by methods that take forward passes only; what comes of the outputs
   * is not a matter of the graph then.
   */
  default Optional<PerturbationDemand> perturbation() {
    return Optional.empty();
  }

  /** Whether it explains a value of an output, so that there are a target and an output. */
  default boolean explains() {
    return differentiates() || perturbation().isPresent();
  }

  /** The points that the model is evaluated at; empty where these are the inputs. */
  default Optional<PointDemand> points() {
    return Optional.empty();
  }

  /** How the results of samples with noise are combined; empty where there are none. */
  default Optional<Smoothing.Kind> smoothing() {
    return Optional.empty();
  }

  /** The same where the baselines of some explained tensors are given. */
  default MethodPlan given(Set<TensorRef> tensors) {
    return this;
  }

  /**
   * The layer that a parameter names, beside those that are explained; empty for most methods.
   *
   * @throws AttributionException METHOD_PARAMETER where it is missing
   */
  default Optional<LayerPort> named() {
    return Optional.empty();
  }

  /**
   * The same where it is known what that layer is.
   *
   * @throws AttributionException METHOD_NOT_APPLICABLE
   */
  default MethodPlan withNamed(LayerTensors layer) {
    return this;
  }

  /** That layer's tensor. Its gradient is a derivative, whichever rules others go by. */
  default Optional<TensorInfo> beside() {
    return Optional.empty();
  }

  /**
   * Whether the elements of what it gives for the layers of a cut, or for all inputs, sum to what
   * the output changes by: completeness.
   */
  default boolean isComplete() {
    return false;
  }

  /**
   * Whether its gradients are derivatives, so that differences can verify them, and not what its
   * own rules make of them.
   */
  default boolean followsDerivatives() {
    return differentiates();
  }

  /** The rules its tape goes by: those of ops in general, or some overridden. */
  default RuleBook rules(RuleBook general) {
    return general;
  }

  /** The same, for rules that depend on what lies around a node. */
  default RuleBook rules(RuleBook general, DifferentiatedGraph graph) {
    return rules(general);
  }

  /**
   * Where the backward pass begins.
   *
   * @param weights of each element of the output in what is explained, shaped like it
   * @param output the output's values
   */
  default TensorRef seed(NodeWriter writer, TensorRef weights, TensorRef output) {
    return weights;
  }

  /**
   * Refuses tensors that it makes no sense of, by what is known before anything runs.
   *
   * @throws AttributionException METHOD_NOT_APPLICABLE
   */
  default void check(FlatGraph graph, TensorInfo tensor) {}

  /**
   * Refuses tensors on whose way to the output its own rules would change nothing, though there is
   * what they seem to be about.
   *
   * @param output what is differentiated
   * @param passed the nodes between
   * @throws AttributionException METHOD_NOT_APPLICABLE
   */
  default void checkPaths(TensorInfo tensor, TensorRef output, PassedNodes passed) {}

  /**
   * The shape of the results.
   *
   * @param name of the tensor, for messages
   * @param tensor its shape: static, with unknown parts, or that of a run
   * @throws AttributionException METHOD_NOT_APPLICABLE where it has none
   */
  default Shape shape(String name, Shape tensor) {
    return tensor;
  }

  /** Whether {@link #shape} refuses some shapes, so that those unknown before are to be asked. */
  default boolean needsShape() {
    return false;
  }

  /**
   * Writes the nodes of all results of a tensor; of methods that evaluate the model at points, what
   * the points of one run add to them.
   */
  Map<Quantity, TensorRef> compose(NodeWriter writer, LayerValues values);
}
