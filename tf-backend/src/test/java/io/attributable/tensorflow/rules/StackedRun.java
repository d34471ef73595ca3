package io.attributable.tensorflow.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.GraphBuilder;
import io.attributable.tensorflow.Internals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.GraphDef;

/**
 * The gradient of an op by one input, for one seed and for several.
 *
 * @param results of the former, and what the latter makes of each
 */
record StackedRun(
    OpNode node,
    GraphBuilder graph,
    TensorRef seed,
    TensorRef seeds,
    Map<TensorRef, TensorRef> results) {
  private static final double TOLERANCE = 1e-5;

  private List<TensorRef> fetches() {
    return Stream.concat(results.keySet().stream(), results.values().stream()).toList();
  }

  /** In one session, and one after the other where one of them cannot run. */
  static void compareAll(List<StackedRun> passes, List<Value> each) {
    try {
      compare(passes, each);
    } catch (TFInvalidArgumentException e) {
      passes.forEach(pass -> unlessMissing(() -> compare(List.of(pass), each)));
    }
  }

  /** Without oneDNN, which not every processor has, TensorFlow cannot run some of what it knows. */
  static void unlessMissing(Runnable comparison) {
    try {
      comparison.run();
    } catch (TFInvalidArgumentException e) {
      String message = String.valueOf(e.getMessage());
      if (!message.contains("Current CPU implementations do not yet")
          && !message.contains("not supported on CPU")) {
        throw e;
      }
    }
  }

  /** All in one run for each seed: the first run of other tensors takes longest of all. */
  private static void compare(List<StackedRun> passes, List<Value> each) {
    GraphDef.Builder all = GraphDef.newBuilder();
    for (int p = 0; p < passes.size(); p++) {
      Prefix prefix = Prefix.of(p);
      GraphDef graph = proto(passes.get(p).graph());
      all.setVersions(graph.getVersions());
      graph.getNodeList().forEach(added -> all.addNode(prefix.in(added)));
    }
    try (Graph imported = new Graph()) {
      imported.importGraphDef(all.build());
      try (Session session = new Session(imported, Internals.sessionConfig())) {
        for (int i = 0; i < each.size(); i++) {
          compare(passes, run(session, passes, each, i), i);
        }
      }
    }
  }

  private static void compare(List<StackedRun> passes, List<Value> found, int seed) {
    int at = 0;
    for (StackedRun pass : passes) {
      int results = pass.results().size();
      for (int j = 0; j < results; j++) {
        compare(
            pass.node() + " seed " + seed, found.get(at + results + j), found.get(at + j), seed);
      }
      at += 2 * results;
    }
  }

  private static void compare(String where, Value together, Value alone, int seed) {
    assertThat(together.shape()).as(where).isEqualTo(stack(alone.shape()));
    double largest =
        DoubleStream.of(alone.numbers()).map(Math::abs).filter(Double::isFinite).max().orElse(0);
    for (int i = 0; i < alone.numbers().length; i++) {
      double expected = alone.numbers()[i];
      double actual = together.numbers()[seed * alone.numbers().length + i];
      if (Double.compare(actual, expected) != 0) {
        assertThat(actual).as(where).isEqualTo(expected, within(TOLERANCE * largest));
      }
    }
  }

  private static Value stack(List<Value> each) {
    double[] all = each.stream().flatMapToDouble(one -> DoubleStream.of(one.numbers())).toArray();
    return new Value(each.get(0).type(), stack(each.get(0).shape()), all);
  }

  private static Shape stack(Shape shape) {
    return Shape.of(
        LongStream.concat(LongStream.of(StackedPassTest.SEEDS), LongStream.of(shape.asArray()))
            .toArray());
  }

  private static GraphDef proto(GraphBuilder builder) {
    GraphDef.Builder proto = GraphDef.newBuilder().setVersions(builder.base().versions());
    builder.base().nodes().forEach(node -> proto.addNode(node.toProto()));
    builder.added().values().forEach(node -> proto.addNode(node.toProto()));
    return proto.build();
  }

  private static List<Value> run(
      Session session, List<StackedRun> passes, List<Value> each, int seed) {
    List<Tensor> fed = new ArrayList<>();
    List<TensorRef> fetches = new ArrayList<>();
    Session.Runner runner = session.runner();
    for (int p = 0; p < passes.size(); p++) {
      Prefix prefix = Prefix.of(p);
      feed(runner, prefix, passes.get(p), fed);
      feed(runner, prefix.in(passes.get(p).seed()), each.get(seed), fed);
      feed(runner, prefix.in(passes.get(p).seeds()), stack(each), fed);
      passes.get(p).fetches().forEach(fetch -> fetches.add(prefix.in(fetch)));
    }
    fetches.forEach(fetch -> runner.fetch(fetch.toString()));
    try (Result result = runner.run()) {
      return IntStream.range(0, fetches.size()).mapToObj(i -> Value.of(result.get(i))).toList();
    } finally {
      fed.forEach(Tensor::close);
    }
  }

  private static void feed(
      Session.Runner runner, Prefix prefix, StackedRun pass, List<Tensor> fed) {
    for (int i = 0; i < pass.node().inputs().size(); i++) {
      if (pass.graph().base().node("in" + i).op().equals("Placeholder")) {
        feed(runner, prefix.in(new TensorRef("in" + i, 0)), pass.node().inputs().get(i), fed);
      }
    }
  }

  private static void feed(
      Session.Runner runner, TensorRef placeholder, Value value, List<Tensor> fed) {
    Tensor tensor = value.tensor();
    fed.add(tensor);
    runner.feed(placeholder.toString(), tensor);
  }
}
