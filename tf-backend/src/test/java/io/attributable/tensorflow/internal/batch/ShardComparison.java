package io.attributable.tensorflow.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.optimise.FixedShapeNodes;
import io.attributable.graph.optimise.PlanNodes;
import io.attributable.graph.shard.ShardLimits;
import io.attributable.graph.shard.ShardedPlan;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.tensorflow.internal.layer.ShapeInference;
import io.attributable.tensorflow.internal.session.ConstantFolding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.TensorProto;

/** Holds what nodes give by shards against what they give as they are. */
final class ShardComparison {
  private static final double ROUNDING = 2e-5;

  private ShardComparison() {}

  /**
   * The ops that were computed by shards, however small they are.
   *
   * @param what messages call the nodes
   * @param nodes of which {@code x} is fed {@link RandomGraph}'s examples
   */
  static Set<String> sharded(String what, List<FlatNode> nodes, TensorRef wanted, int shards) {
    TensorProto whole = RandomGraph.evaluate(nodes, wanted).get(wanted);
    PlanNodes fixed = fixed(nodes, wanted);
    assertClose(what, RandomGraph.evaluate(fixed.all(), wanted).get(wanted), whole);
    if (!ShardedPlan.in(fixed, new ShardLimits(shards, 1, 0, 0))) {
      return Set.of();
    }
    assertClose(
        what + " " + fixed.all(), RandomGraph.evaluate(fixed.all(), wanted).get(wanted), whole);
    return fixed.all().stream()
        .filter(node -> node.name().endsWith("/shard_0"))
        .map(FlatNode::op)
        .collect(Collectors.toSet());
  }

  private static PlanNodes fixed(List<FlatNode> nodes, TensorRef wanted) {
    GraphDef.Builder plan = GraphDef.newBuilder();
    nodes.forEach(node -> plan.addNode(node.toProto()));
    TensorRef input = new TensorRef("x", 0);
    return FixedShapeNodes.of(
            plan.build(),
            Map.of(input, RandomGraph.fed()),
            Set.of(input),
            Set.of(input, wanted),
            ShapeInference::infer,
            ConstantFolding::evaluate)
        .orElseThrow();
  }

  private static void assertClose(String what, TensorProto actual, TensorProto expected) {
    assertThat(actual).as(what).isNotNull();
    assertThat(actual.getTensorShape()).as(what).isEqualTo(expected.getTensorShape());
    float[] left = floats(actual);
    float[] right = floats(expected);
    double largest = 1;
    for (float value : right) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(left).hasSameSizeAs(right);
    for (int i = 0; i < right.length; i++) {
      assertThat((double) left[i]).as(what).isCloseTo(right[i], within(ROUNDING * largest));
    }
  }

  private static float[] floats(TensorProto tensor) {
    ByteBuffer bytes =
        tensor.getTensorContent().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return values;
  }
}
