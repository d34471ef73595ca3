package io.attributable.tensorflow.rules;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.tensorflow.Internals;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;

/** A graph of one op in a session. Owns native memory. */
final class OneOpRun implements AutoCloseable {
  private static final double HUGE = 1e30;

  private final OneOpGraph graph;
  private final Graph imported = new Graph();
  private final Session session;

  private OneOpRun(OneOpGraph graph) {
    this.graph = graph;
    imported.importGraphDef(graph.proto());
    session = new Session(imported, Internals.sessionConfig());
    graph.claims().forEach(this::requireTrue);
  }

  /** What a rule says of shapes other rules rely on. */
  private void requireTrue(TensorRef tensor, Shape claimed) {
    Shape inferred = imported.operationOrThrow(tensor.node()).output(tensor.index()).shape();
    if (!inferred.isCompatibleWith(claimed)) {
      throw new AssertionError(tensor + " is " + inferred + ", not " + claimed);
    }
  }

  /** Loads the graph of an op and of a rule for it. */
  static OneOpRun of(OpNode node, GradientRule rule, Knowledge knowledge) {
    return new OneOpRun(OneOpGraph.of(node, rule, knowledge));
  }

  /** What a rule makes of some weights of the outputs. */
  static Map<Integer, Value> gradients(OpNode node, GradientRule rule, Knowledge knowledge) {
    try (OneOpRun run = of(node, rule, knowledge)) {
      return run.gradients(node, run.seeds(node));
    }
  }

  /** The same where the weights are there: with what is fetched first a run takes longest. */
  static Map<Integer, Value> gradients(
      OpNode node, GradientRule rule, Knowledge knowledge, List<Value> seeds) {
    try (OneOpRun run = of(node, rule, knowledge)) {
      return run.gradients(node, seeds);
    }
  }

  private Map<Integer, Value> gradients(OpNode node, List<Value> seeds) {
    List<Value> results = run(node, seeds, List.copyOf(graph.gradients().values()));
    Map<Integer, Value> gradients = new LinkedHashMap<>();
    graph.gradients().keySet().forEach(i -> gradients.put(i, results.get(gradients.size())));
    return gradients;
  }

  /** The sum of all outputs, weighted as for the gradients. */
  double score(OpNode node) {
    double score = 0;
    for (Value output : run(node, List.of(), graph.outputs())) {
      double[] weights = output.weights(0).numbers();
      for (int i = 0; i < weights.length; i++) {
        // What empty segments give is no number to compute with.
        score += Math.abs(output.numbers()[i]) < HUGE ? weights[i] * output.numbers()[i] : 0;
      }
    }
    return score;
  }

  /** The weights of the outputs, which depend on nothing but the types and shapes of these. */
  List<Value> seeds(OpNode node) {
    return run(node, List.of(), graph.outputs()).stream().map(output -> output.weights(0)).toList();
  }

  private List<Value> run(OpNode node, List<Value> seeds, List<TensorRef> fetches) {
    List<Tensor> fed = new ArrayList<>();
    Session.Runner runner = session.runner();
    graph
        .inputs()
        .forEach((i, placeholder) -> feed(runner, placeholder, node.inputs().get(i), fed));
    for (int i = 0; i < seeds.size(); i++) {
      feed(runner, graph.seeds().get(i), seeds.get(i), fed);
    }
    fetches.forEach(fetch -> runner.fetch(fetch.toString()));
    try (Result result = runner.run()) {
      return IntStream.range(0, fetches.size()).mapToObj(i -> Value.of(result.get(i))).toList();
    } finally {
      fed.forEach(Tensor::close);
    }
  }

  private static void feed(
      Session.Runner runner, TensorRef placeholder, Value value, List<Tensor> fed) {
    Tensor tensor = value.tensor();
    fed.add(tensor);
    runner.feed(placeholder.toString(), tensor);
  }

  @Override
  public void close() {
    session.close();
    imported.close();
  }
}
