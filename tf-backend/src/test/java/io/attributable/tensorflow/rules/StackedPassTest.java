package io.attributable.tensorflow.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionGraphs;
import io.attributable.graph.tape.NoGradientException;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tape.stack.StackedPass;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.GraphBuilder;
import io.attributable.graph.write.NodeWriter;
import io.attributable.tensorflow.Internals;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.GraphDef;

/** The gradient of every op, for three seeds at once, against the same for each of them. */
@Tag("slow")
class StackedPassTest {
  private static final int SEEDS = 3;
  private static final double TOLERANCE = 1e-5;

  /**
   * The ops of gradients that must have been taken at once somewhere, or the test shows nothing.
   */
  private static final Set<String> SEEN_AT_LEAST =
      Set.of(
          "AddN",
          "BatchMatMulV2",
          "BroadcastTo",
          "ConcatV2",
          "Conv2D",
          "Conv2DBackpropInput",
          "DepthwiseConv2dNativeBackpropInput",
          "MatMul",
          "MaxPoolGrad",
          "AvgPoolGrad",
          "Mul",
          "Pad",
          "Reshape",
          "ReluGrad",
          "SelectV2",
          "Slice",
          "Sum",
          "TanhGrad",
          "Transpose",
          "StridedSliceGrad",
          "Pack",
          "GatherV2",
          "Cumsum");

  private final Set<String> seen = new HashSet<>();

  @TestFactory
  Stream<DynamicTest> ops() {
    Stream<DynamicTest> models =
        OpGolden.models().stream()
            .map(model -> DynamicTest.dynamicTest(model, () -> checkAll(model)));
    return Stream.concat(
        models,
        Stream.of(
            DynamicTest.dynamicTest("seen", () -> assertThat(seen).containsAll(SEEN_AT_LEAST))));
  }

  private void checkAll(String model) {
    OpNodes.of(model).forEach(node -> unlessMissing(() -> checkAll(node)));
  }

  private void checkAll(OpNode node) {
    List<Value> seeds = seeds(node);
    for (Knowledge knowledge : List.of(Knowledge.ALL, Knowledge.NO_BATCH, Knowledge.RANKS)) {
      if (!Excuses.mayBeRefused(node) || OneOpGraph.canBe(node, knowledge)) {
        tryOut(node, knowledge, seeds);
      }
    }
  }

  /** Of the first output that is used. */
  private static List<Value> seeds(OpNode node) {
    try (ForwardRun run = ForwardRun.of(node)) {
      Value first = run.seeds().get(0);
      return IntStream.range(0, SEEDS)
          .mapToObj(seed -> Value.weights(first.type(), first.shape(), seed))
          .toList();
    }
  }

  /** Some ops have no gradient of their first output alone. */
  private void tryOut(OpNode node, Knowledge knowledge, List<Value> each) {
    try {
      FlatGraph graph = OneOpGraph.forward(node, knowledge);
      for (int input : node.varied()) {
        check(node, graph, input, each);
      }
    } catch (NoGradientException e) {
      assertThat(node.used()).hasSizeGreaterThan(1);
    }
  }

  private void check(OpNode node, FlatGraph graph, int input, List<Value> each) {
    FlatNode op = graph.node("op");
    int output = Collections.min(node.used());
    GraphBuilder builder = new GraphBuilder(graph, "gradient/");
    NodeWriter writer = new NodeWriter(builder);
    FlatNode.Output made = op.outputs().get(output);
    TensorRef seed = placeholder(builder, made, made.shape());
    TensorRef seeds = placeholder(builder, made, stacked(made.shape()));
    TensorRef gradient =
        Rules.of(node)
            .gradient(new RuleContext(op, Map.of(output, seed), Set.of(input), Rules.tape(writer)))
            .get(input);
    if (gradient == null) {
      return;
    }
    // What is fed cannot be fetched, and some rules hand a seed on as it is.
    TensorRef result = writer.unary("Identity", gradient);
    List<FlatNode> single = List.copyOf(builder.added().values());
    StackedPass.of(
            builder, seed, seeds, List.of(result), new FunctionGraphs(Internals::inferShapes))
        .ifPresent(
            pass -> {
              single.forEach(added -> seen.add(added.op()));
              unlessMissing(() -> compare(node, builder, seed, seeds, each, pass.results()));
            });
  }

  /** Without oneDNN, which not every processor has, TensorFlow cannot run some of what it knows. */
  private static void unlessMissing(Runnable comparison) {
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

  /** Both in one run for each seed: the first run of other tensors takes longest of all. */
  private static void compare(
      OpNode node,
      GraphBuilder builder,
      TensorRef seed,
      TensorRef seeds,
      List<Value> each,
      Map<TensorRef, TensorRef> results) {
    List<TensorRef> fetches =
        Stream.concat(results.keySet().stream(), results.values().stream()).toList();
    try (Graph imported = new Graph()) {
      imported.importGraphDef(proto(builder));
      try (Session session = new Session(imported, Internals.sessionConfig())) {
        for (int i = 0; i < SEEDS; i++) {
          Map<TensorRef, Value> fed = Map.of(seed, each.get(i), seeds, stack(each));
          List<Value> both = run(session, node, builder, fed, fetches);
          for (int j = 0; j < results.size(); j++) {
            compare(node + " seed " + i, both.get(results.size() + j), both.get(j), i);
          }
        }
      }
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
        LongStream.concat(LongStream.of(SEEDS), LongStream.of(shape.asArray())).toArray());
  }

  private static Shape stacked(Shape shape) {
    return shape.isUnknown()
        ? shape
        : Shape.of(LongStream.concat(LongStream.of(-1), LongStream.of(shape.asArray())).toArray());
  }

  private static TensorRef placeholder(GraphBuilder builder, FlatNode.Output like, Shape shape) {
    return new NodeWriter(builder).placeholder("seed", like.type(), shape);
  }

  private static GraphDef proto(GraphBuilder builder) {
    GraphDef.Builder proto = GraphDef.newBuilder().setVersions(builder.base().versions());
    builder.base().nodes().forEach(node -> proto.addNode(node.toProto()));
    builder.added().values().forEach(node -> proto.addNode(node.toProto()));
    return proto.build();
  }

  private static List<Value> run(
      Session session,
      OpNode node,
      GraphBuilder builder,
      Map<TensorRef, Value> seeds,
      Collection<TensorRef> fetches) {
    List<Tensor> fed = new ArrayList<>();
    Session.Runner runner = session.runner();
    for (int i = 0; i < node.inputs().size(); i++) {
      if (builder.base().node("in" + i).op().equals("Placeholder")) {
        fed.add(node.inputs().get(i).tensor());
        runner.feed("in" + i, fed.get(fed.size() - 1));
      }
    }
    seeds.forEach(
        (tensor, value) -> {
          fed.add(value.tensor());
          runner.feed(tensor.toString(), fed.get(fed.size() - 1));
        });
    fetches.forEach(fetch -> runner.fetch(fetch.toString()));
    try (Result result = runner.run()) {
      return IntStream.range(0, fetches.size()).mapToObj(i -> Value.of(result.get(i))).toList();
    } finally {
      fed.forEach(Tensor::close);
    }
  }
}
