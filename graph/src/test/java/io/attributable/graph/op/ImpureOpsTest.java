package io.attributable.graph.op;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.graph.flat.Attributes;
import io.attributable.graph.made.KnownOps;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.OpDef;

class ImpureOpsTest {
  /** Their regions are drawn anew each time, though their definition calls them stateless. */
  @ParameterizedTest
  @ValueSource(strings = {"FractionalMaxPool", "FractionalAvgPool"})
  void fractionalPoolingDrawsItsRegions(String op) {
    assertThat(ImpureOps.isRandom(op, Map.of())).isTrue();
    assertThat(ImpureOps.isRandom(op, Map.of("deterministic", Attributes.of(false)))).isTrue();
    assertThat(ImpureOps.isRandom(op, Map.of("deterministic", Attributes.of(true)))).isFalse();
    assertThat(ImpureOps.isRandom(op + "Grad", Map.of())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"CudnnRNN", "CudnnRNNV2", "CudnnRNNV3"})
  void recurrentKernelsDrawWhatTheyDrop(String op) {
    AttrValue half = AttrValue.newBuilder().setF(0.5f).build();
    assertThat(ImpureOps.isRandom(op, Map.of())).isFalse();
    assertThat(ImpureOps.isRandom(op, Map.of("dropout", half))).isTrue();
  }

  /** What keeps a seed between runs draws, but for what only holds or shuffles examples. */
  @Test
  void knowsWhatDraws() {
    assertThat(KnownOps.all())
        .filteredOn(OpDef::getIsStateful)
        .filteredOn(
            op -> op.getAttrList().stream().anyMatch(each -> each.getName().equals("seed2")))
        .extracting(OpDef::getName)
        .filteredOn(op -> !op.matches("CudnnRNN.*|RandomShuffleQueue.*|SnapshotDataset"))
        .allMatch(op -> ImpureOps.isRandom(op, Map.of()));
  }
}
