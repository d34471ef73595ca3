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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.TensorProto;

/** Graphs of random ops that begin with a product give by shards what they give as they are. */
@Tag("slow")
class RandomShardsTest {
  private static final int GRAPHS = 250;
  private static final int OPS = 8;
  private static final double ROUNDING = 2e-5;

  /** How many nodes of an op were computed by shards, over all graphs. */
  private final Map<String, Integer> sharded = new HashMap<>();

  @Test
  void shardsGiveWhatTheWholeGives() {
    int different = 0;
    for (int seed = 0; seed < GRAPHS; seed++) {
      different += compare(seed, 2 + seed % 3) ? 1 : 0;
    }
    assertThat(different).isGreaterThan(GRAPHS / 3);
    assertThat(sharded.keySet())
        .contains(
            "AddV2",
            "BatchMatMulV2",
            "ConcatV2",
            "Einsum",
            "Max",
            "Mean",
            "Mul",
            "Pack",
            "Reshape",
            "Softmax",
            "Split",
            "Sum",
            "Tanh",
            "Tile",
            "Transpose");
  }

  private boolean compare(int seed, int shards) {
    RandomGraph random = new RandomGraph(seed, OPS, true);
    TensorRef last = random.last();
    PlanNodes nodes = nodes(random, last);
    TensorProto whole =
        RandomGraph.evaluate(List.copyOf(random.graph().byName().values()), last).get(last);
    TensorProto specialised = RandomGraph.evaluate(nodes.all(), last).get(last);
    assertClose("graph " + seed, specialised, whole);
    if (!ShardedPlan.in(nodes, new ShardLimits(shards, 1, 0, 0))) {
      return false;
    }
    for (FlatNode node : nodes.all()) {
      if (node.name().endsWith("/shard_0")) {
        sharded.merge(node.op(), 1, Integer::sum);
      }
    }
    assertClose(
        "graph " + seed + " " + nodes.all(),
        RandomGraph.evaluate(nodes.all(), last).get(last),
        whole);
    return true;
  }

  private static PlanNodes nodes(RandomGraph random, TensorRef last) {
    GraphDef.Builder plan = GraphDef.newBuilder();
    random.graph().nodes().forEach(node -> plan.addNode(node.toProto()));
    TensorRef input = new TensorRef("x", 0);
    return FixedShapeNodes.of(
            plan.build(),
            Map.of(input, RandomGraph.fed()),
            Set.of(input),
            Set.of(input, last),
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
