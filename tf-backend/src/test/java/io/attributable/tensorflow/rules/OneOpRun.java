package io.attributable.tensorflow.rules;

import io.attributable.graph.tape.GradientRule;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.tensorflow.Internals;
import java.util.ArrayList;
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
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphDef;

/**
 * A graph of one op in a session, or of several that are differentiated: a session takes longer to
 * begin than to run. Owns native memory.
 */
final class OneOpRun implements AutoCloseable {
  private static final ConfigProto CONFIG = Internals.sessionConfig();

  private final List<Part> parts = new ArrayList<>();
  private final Graph imported = new Graph();
  private final Session session;

  /** One op's graph, under a name of its own. */
  private record Part(Prefix prefix, OneOpGraph graph) {
    TensorRef in(TensorRef tensor) {
      return prefix.in(tensor);
    }
  }

  private OneOpRun(List<OneOpGraph> graphs) {
    GraphDef.Builder all = GraphDef.newBuilder();
    for (OneOpGraph graph : graphs) {
      Part part = new Part(Prefix.of(parts.size()), graph);
      parts.add(part);
      all.setVersions(graph.proto().getVersions());
      graph.proto().getNodeList().forEach(node -> all.addNode(part.prefix().in(node)));
    }
    // In one go: at each import TensorFlow Java looks at all nodes that are there.
    imported.importGraphDef(all.build());
    for (Part part : parts) {
      part.graph().claims().forEach((tensor, claimed) -> requireTrue(part.in(tensor), claimed));
    }
    session = new Session(imported, CONFIG);
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
    return new OneOpRun(List.of(OneOpGraph.of(node, rule, knowledge)));
  }

  /** What a rule makes of some weights of the outputs. */
  static Map<Integer, Value> gradients(OpNode node, GradientRule rule, Knowledge knowledge) {
    try (OneOpRun run = of(node, rule, knowledge)) {
      return run.gradients(List.of(new GradientCase(node, knowledge, seeds(run.outputs(node)))))
          .get(0);
    }
  }

  /** The same where the weights are there: with what is fetched first a run takes longest. */
  static Map<Integer, Value> gradients(
      OpNode node, GradientRule rule, Knowledge knowledge, List<Value> seeds) {
    try (OneOpRun run = of(node, rule, knowledge)) {
      return run.gradients(List.of(new GradientCase(node, knowledge, seeds))).get(0);
    }
  }

  /**
   * The same of several at once, by the library's own rules; all fail where one does. Those that
   * are the same, such as of numbers that half precision does not round, are computed once.
   */
  static List<Map<Integer, Value>> together(List<GradientCase> cases) {
    Map<Object, GradientCase> distinct = new LinkedHashMap<>();
    List<Object> keys = cases.stream().map(GradientCase::key).toList();
    for (int i = 0; i < cases.size(); i++) {
      distinct.putIfAbsent(keys.get(i), cases.get(i));
    }
    List<OneOpGraph> graphs =
        distinct.values().stream()
            .map(each -> OneOpGraph.of(each.node(), Rules.of(each.node()), each.known()))
            .toList();
    try (OneOpRun run = new OneOpRun(graphs)) {
      List<Map<Integer, Value>> found = run.gradients(List.copyOf(distinct.values()));
      List<Object> places = List.copyOf(distinct.keySet());
      return keys.stream().map(key -> found.get(places.indexOf(key))).toList();
    }
  }

  private List<Map<Integer, Value>> gradients(List<GradientCase> cases) {
    List<TensorRef> fetches = new ArrayList<>();
    for (Part part : parts) {
      part.graph().gradients().values().forEach(gradient -> fetches.add(part.in(gradient)));
    }
    Iterator<Value> results = run(cases, fetches).iterator();
    List<Map<Integer, Value>> gradients = new ArrayList<>();
    for (Part part : parts) {
      Map<Integer, Value> own = new LinkedHashMap<>();
      part.graph().gradients().keySet().forEach(input -> own.put(input, results.next()));
      gradients.add(own);
    }
    return gradients;
  }

  /** The op's outputs. */
  List<Value> outputs(OpNode node) {
    Part part = parts.get(0);
    return run(
        List.of(new GradientCase(node, Knowledge.ALL, List.of())),
        part.graph().outputs().stream().map(part::in).toList());
  }

  /** The weights of outputs, which depend on nothing but the types and shapes of these. */
  static List<Value> seeds(List<Value> outputs) {
    return outputs.stream().map(output -> output.weights(0)).toList();
  }

  private List<Value> run(List<GradientCase> cases, List<TensorRef> fetches) {
    List<Tensor> fed = new ArrayList<>();
    Session.Runner runner = session.runner();
    for (int i = 0; i < cases.size(); i++) {
      feed(runner, cases.get(i), parts.get(i), fed);
    }
    fetches.forEach(fetch -> runner.fetch(fetch.toString()));
    try (Result result = runner.run()) {
      return IntStream.range(0, fetches.size()).mapToObj(i -> Value.of(result.get(i))).toList();
    } finally {
      fed.forEach(Tensor::close);
    }
  }

  private static void feed(Session.Runner runner, GradientCase given, Part part, List<Tensor> fed) {
    OneOpGraph graph = part.graph();
    graph
        .inputs()
        .forEach(
            (i, placeholder) ->
                feed(runner, part.in(placeholder), given.node().inputs().get(i), fed));
    for (int i = 0; i < given.seeds().size(); i++) {
      feed(runner, part.in(graph.seeds().get(i)), given.seeds().get(i), fed);
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
