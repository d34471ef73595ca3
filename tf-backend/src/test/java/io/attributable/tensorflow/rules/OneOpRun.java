package io.attributable.tensorflow.rules;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.tensorflow.Internals;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;

/**
 * A graph of one op in a session, or several that differ in what is known of shapes: a session
 * takes longer to begin than to run. Owns native memory.
 */
final class OneOpRun implements AutoCloseable {
  private static final double HUGE = 1e30;

  private final Map<Knowledge, OneOpGraph> graphs = new EnumMap<>(Knowledge.class);
  private final Graph imported = new Graph();
  private final Session session;

  private OneOpRun(OpNode node, GradientRule rule, List<Knowledge> knowledge) {
    for (Knowledge known : knowledge) {
      OneOpGraph graph = OneOpGraph.of(node, rule, known);
      graphs.put(known, graph);
      imported.importGraphDef(graph.proto(), known.name());
      graph.claims().forEach((tensor, claimed) -> requireTrue(in(known, tensor), claimed));
    }
    session = new Session(imported, Internals.sessionConfig());
  }

  private static TensorRef in(Knowledge known, TensorRef tensor) {
    return new TensorRef(known.name() + "/" + tensor.node(), tensor.index());
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
    return new OneOpRun(node, rule, List.of(knowledge));
  }

  /** What a rule makes of some weights of the outputs. */
  static Map<Integer, Value> gradients(OpNode node, GradientRule rule, Knowledge knowledge) {
    try (OneOpRun run = of(node, rule, knowledge)) {
      return run.gradients(node, run.seeds(node)).get(knowledge);
    }
  }

  /** The same where the weights are there: with what is fetched first a run takes longest. */
  static Map<Integer, Value> gradients(
      OpNode node, GradientRule rule, Knowledge knowledge, List<Value> seeds) {
    return gradients(node, rule, List.of(knowledge), seeds).get(knowledge);
  }

  /** The same for several at once. */
  static Map<Knowledge, Map<Integer, Value>> gradients(
      OpNode node, GradientRule rule, List<Knowledge> knowledge, List<Value> seeds) {
    try (OneOpRun run = new OneOpRun(node, rule, knowledge)) {
      return run.gradients(node, seeds);
    }
  }

  private Map<Knowledge, Map<Integer, Value>> gradients(OpNode node, List<Value> seeds) {
    List<TensorRef> fetches = new ArrayList<>();
    graphs.forEach(
        (known, graph) ->
            graph.gradients().values().forEach(gradient -> fetches.add(in(known, gradient))));
    Iterator<Value> results = run(node, seeds, fetches).iterator();
    Map<Knowledge, Map<Integer, Value>> gradients = new EnumMap<>(Knowledge.class);
    graphs.forEach(
        (known, graph) -> {
          Map<Integer, Value> own = new LinkedHashMap<>();
          graph.gradients().keySet().forEach(input -> own.put(input, results.next()));
          gradients.put(known, own);
        });
    return gradients;
  }

  /** The op's outputs. */
  List<Value> outputs(OpNode node) {
    return run(node, List.of(), outputs());
  }

  /** The sum of all outputs, weighted as for the gradients. */
  double score(OpNode node) {
    return score(outputs(node));
  }

  /** The same of outputs that are there. */
  static double score(List<Value> outputs) {
    double score = 0;
    for (Value output : outputs) {
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
    return seeds(outputs(node));
  }

  /** The same of outputs that are there. */
  static List<Value> seeds(List<Value> outputs) {
    return outputs.stream().map(output -> output.weights(0)).toList();
  }

  /** Those of the first graph: all have the same. */
  private List<TensorRef> outputs() {
    Knowledge known = graphs.keySet().iterator().next();
    return graphs.get(known).outputs().stream().map(output -> in(known, output)).toList();
  }

  private List<Value> run(OpNode node, List<Value> seeds, List<TensorRef> fetches) {
    List<Tensor> fed = new ArrayList<>();
    Session.Runner runner = session.runner();
    graphs.forEach((known, graph) -> feed(runner, node, seeds, known, graph, fed));
    fetches.forEach(fetch -> runner.fetch(fetch.toString()));
    try (Result result = runner.run()) {
      return IntStream.range(0, fetches.size()).mapToObj(i -> Value.of(result.get(i))).toList();
    } finally {
      fed.forEach(Tensor::close);
    }
  }

  private static void feed(
      Session.Runner runner,
      OpNode node,
      List<Value> seeds,
      Knowledge known,
      OneOpGraph graph,
      List<Tensor> fed) {
    graph
        .inputs()
        .forEach(
            (i, placeholder) -> feed(runner, in(known, placeholder), node.inputs().get(i), fed));
    for (int i = 0; i < seeds.size(); i++) {
      feed(runner, in(known, graph.seeds().get(i)), seeds.get(i), fed);
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
