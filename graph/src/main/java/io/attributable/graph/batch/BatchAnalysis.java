package io.attributable.graph.batch;

import io.attributable.graph.batch.BatchDependence.Rows;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.op.ImpureOps;
import io.attributable.graph.plan.PlanWork;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.TensorRef;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;

/**
 * Proves of a graph that examples of a batch do not influence one another. Each tensor is followed
 * from the inputs on, by a rule for each op: along which axis do the examples lie? Shapes are those
 * that TensorFlow infers for two numbers of examples, so that an axis can be told from others of
 * its size. What has no rule, or a rule that does not know, is not proved; that says nothing
 * against it.
 *
 * <p>The gradient of a sum over examples is then made of the gradients of each, by the chain rule.
 * A gradient that the author of the model gave an op must be elementwise.
 *
 * <p>The idea is that of batching rules of JAX's {@code vmap} (Bradbury et al. 2018) and of
 * TensorFlow's {@code pfor} (Agarwal 2019), read backwards: these write a graph for a batch, this
 * reads one.
 */
public final class BatchAnalysis {
  /** Primes, larger than sizes of axes mostly are. */
  private static final List<Long> COUNTS = List.of(10_007L, 20_011L);

  private static final Set<String> READ_SIZES = Set.of("Shape", "ShapeN", "Size", "Rank");

  private static final BatchingRules RULES = BatchingRules.all();

  private final List<BatchTrial> trials;
  private final Map<TensorRef, BatchDependence> found = new HashMap<>();

  private final CustomGradientBatching gradients;

  private BatchAnalysis(List<BatchTrial> trials, BatchedInputs inputs) {
    this.trials = trials;
    FlatGraph graph = trials.get(0).graph();
    this.gradients = new CustomGradientBatching(graph, this::known);
    for (TensorSchema input : graph.signature().inputs()) {
      boolean holds = inputs.examples().containsKey(input.name());
      found.put(input.tensor(), holds ? new Rows(0) : BatchDependence.FIXED);
    }
    Set<TensorRef> fed = Set.copyOf(found.keySet());
    for (FlatNode node : graph.nodes()) {
      for (int i = 0; i < node.outputs().size(); i++) {
        if (!fed.contains(node.output(i))) {
          found.put(node.output(i), checked(node.output(i), of(node, i)));
        }
      }
    }
  }

  /**
   * Looks at a graph.
   *
   * @param graph without weights that are large constants, as shapes of it are inferred twice
   * @param inputs what it is fed
   * @param inference has TensorFlow infer the shapes of a graph
   * @throws RuntimeException if there are no shapes for some number of examples
   */
  public static BatchAnalysis of(
      FlatGraph graph, BatchedInputs inputs, UnaryOperator<FlatGraph> inference) {
    return new BatchAnalysis(
        COUNTS.stream().map(count -> BatchTrial.of(graph, inputs, inference, count)).toList(),
        inputs);
  }

  /**
   * Whether each example has one row of each of some tensors, which depends on no other example.
   */
  public boolean areRows(Collection<TensorRef> tensors) {
    return tensors.stream().allMatch(this::isRows);
  }

  /**
   * What all products of the graph take for an example; not a number where shapes do not tell. A
   * product whose operands and result all have an axis of examples counts with the power 3/2 of
   * their number in {@link PlanWork}; two numbers tell how much of the whole does.
   */
  public double multiplications() {
    double[] each = trials.stream().mapToDouble(BatchAnalysis::perExample).toArray();
    double[] roots =
        trials.stream().mapToDouble(trial -> Math.sqrt((double) trial.examples())).toArray();
    double counted = (each[0] - each[1]) / (roots[0] - roots[1]);
    return each[0] - counted * roots[0] + counted;
  }

  private static double perExample(BatchTrial trial) {
    return PlanWork.of(trial.graph().byName().values()).multiplications() / trial.examples();
  }

  /** The node that takes examples together, as far as is known, of those that a tensor comes of. */
  public Optional<FlatNode> obstacle(TensorRef tensor) {
    FlatNode node = trials.get(0).graph().node(tensor.node());
    return node.inputs().stream()
        .filter(input -> known(input).equals(BatchDependence.MIXED))
        .findFirst()
        .flatMap(this::obstacle)
        .or(() -> isRows(tensor) ? Optional.empty() : Optional.of(node));
  }

  private boolean isRows(TensorRef tensor) {
    return new Rows(0).equals(found.get(tensor))
        && trials.stream().allMatch(trial -> trial.shape(tensor).get(0) == trial.examples());
  }

  private BatchDependence of(FlatNode node, int output) {
    if (ImpureOps.isRandom(node.op(), node.attributes())
        || ImpureOps.writesVariable(node.op())
        || ImpureOps.writesOther(node.op())
        || !gradients.areElementwise(node)) {
      return BatchDependence.MIXED;
    }
    if (node.op().equals("IdentityN")) {
      return known(node.inputs().get(output));
    }
    List<BatchDependence> inputs = node.inputs().stream().map(this::known).toList();
    BatchedNode batched = new BatchedNode(node, trials, inputs);
    if (readsSize(node.op())) {
      int read = node.op().equals("ShapeN") ? output : 0;
      return isStatic(node.inputs().get(read))
          ? SizeBatching.read(batched, read)
          : BatchDependence.MIXED;
    }
    if (inputs.stream().allMatch(BatchDependence.FIXED::equals)) {
      return BatchDependence.FIXED;
    }
    boolean known =
        inputs.stream().noneMatch(BatchDependence.MIXED::equals)
            && IntStream.range(0, inputs.size())
                .filter(i -> !inputs.get(i).equals(BatchDependence.FIXED))
                .allMatch(i -> isStatic(node.inputs().get(i)))
            && isStatic(node.output(output));
    if (!known) {
      return BatchDependence.MIXED;
    }
    return inputs.stream().anyMatch(Rows.class::isInstance)
        ? RULES.find(node.op()).map(rule -> rule.of(batched)).orElse(BatchDependence.MIXED)
        : SizeBatching.of(batched, output);
  }

  private static boolean readsSize(String op) {
    return READ_SIZES.contains(op);
  }

  private BatchDependence known(TensorRef tensor) {
    return found.getOrDefault(tensor, BatchDependence.MIXED);
  }

  /** Holds what a rule says against the shapes, as a rule that errs would have others err. */
  private BatchDependence checked(TensorRef tensor, BatchDependence said) {
    boolean right =
        !(said instanceof Rows rows)
            || (isStatic(tensor) && rows.axis() >= 0 && isAlong(tensor, rows.axis()));
    return right ? said : BatchDependence.MIXED;
  }

  private boolean isAlong(TensorRef tensor, int axis) {
    Shape one = trials.get(0).shape(tensor);
    return axis < one.numDimensions()
        && trials.stream().allMatch(trial -> trial.isMultiple(tensor, axis))
        && IntStream.range(0, one.numDimensions())
            .filter(other -> other != axis)
            .allMatch(other -> one.get(other) == trials.get(1).shape(tensor).get(other));
  }

  private boolean isStatic(TensorRef tensor) {
    return trials.stream()
        .map(trial -> trial.shape(tensor))
        .allMatch(shape -> !shape.isUnknown() && !shape.hasUnknownDimension());
  }
}
