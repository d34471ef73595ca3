package io.attributable.tensorflow.rules;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.ndarray.Shape;

/** The gradient of every op, for three seeds at once, against the same for each of them. */
@Tag("slow")
class StackedPassTest {
  static final int SEEDS = 3;

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
    OpNodes.of(model).forEach(node -> StackedRun.unlessMissing(() -> checkAll(node)));
  }

  private void checkAll(OpNode node) {
    List<Value> seeds = seeds(node);
    List<StackedRun> passes = new ArrayList<>();
    for (Knowledge knowledge : List.of(Knowledge.ALL, Knowledge.NO_BATCH, Knowledge.RANKS)) {
      if (!Excuses.mayBeRefused(node) || OneOpGraph.canBe(node, knowledge)) {
        passes.addAll(passes(node, knowledge));
      }
    }
    if (!passes.isEmpty()) {
      StackedRun.compareAll(passes, seeds);
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
  private List<StackedRun> passes(OpNode node, Knowledge knowledge) {
    List<StackedRun> passes = new ArrayList<>();
    try {
      FlatGraph graph = OneOpGraph.forward(node, knowledge);
      for (int input : node.varied()) {
        pass(node, graph, input).ifPresent(passes::add);
      }
    } catch (NoGradientException e) {
      assertThat(node.used()).hasSizeGreaterThan(1);
    }
    return passes;
  }

  private Optional<StackedRun> pass(OpNode node, FlatGraph graph, int input) {
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
      return Optional.empty();
    }
    // What is fed cannot be fetched, and some rules hand a seed on as it is.
    TensorRef result = writer.unary("Identity", gradient);
    List<FlatNode> single = List.copyOf(builder.added().values());
    return StackedPass.of(
            builder, seed, seeds, List.of(result), new FunctionGraphs(Internals::inferShapes))
        .map(
            pass -> {
              single.forEach(added -> seen.add(added.op()));
              return new StackedRun(node, builder, seed, seeds, pass.results());
            });
  }

  private static Shape stacked(Shape shape) {
    return shape.isUnknown()
        ? shape
        : Shape.of(LongStream.concat(LongStream.of(-1), LongStream.of(shape.asArray())).toArray());
  }

  private static TensorRef placeholder(GraphBuilder builder, FlatNode.Output like, Shape shape) {
    return new NodeWriter(builder).placeholder("seed", like.type(), shape);
  }
}
