package io.attributable.tensorflow.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Graphs of random ops that begin with a product give by shards what they give as they are. */
@Tag("slow")
class RandomShardsTest {
  private static final int GRAPHS = 250;
  private static final int OPS = 8;

  @Test
  void shardsGiveWhatTheWholeGives() {
    Set<String> ops = new HashSet<>();
    int different = 0;
    for (int seed = 0; seed < GRAPHS; seed++) {
      RandomGraph random = new RandomGraph(seed, OPS, true);
      Set<String> sharded =
          ShardComparison.sharded(
              "graph " + seed,
              List.copyOf(random.graph().byName().values()),
              random.last(),
              2 + seed % 3);
      different += sharded.isEmpty() ? 0 : 1;
      ops.addAll(sharded);
    }
    // Enough of them, and of what they are made of, or the test would show nothing.
    assertThat(different).isGreaterThan(GRAPHS / 3);
    assertThat(ops)
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
}
