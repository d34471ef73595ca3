package io.attributable.graph.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.TensorProto;

class OutsideHeapTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 65, 16_383, 100_001})
  void beginsWhereTensorFlowTakesItAndIsAsLargeAsAskedFor(int size) {
    ByteBuffer memory = OutsideHeap.allocate(size);

    assertThat(memory.isDirect()).isTrue();
    assertThat(memory.remaining()).isEqualTo(size);
    assertThat(memory.alignmentOffset(0, 64)).isZero();
  }

  @Test
  void smallConstantsStayOnTheHeap() {
    assertThat(OutsideHeap.forConstant(100).isDirect()).isFalse();
    assertThat(OutsideHeap.forConstant(1 << 14).isDirect()).isTrue();
    assertThat(OutsideHeap.forConstant(8).putInt(1).get(0)).isEqualTo((byte) 1);
  }

  @Test
  void whatIsMovedIsTheSame() {
    byte[] bytes = new byte[1 << 15];
    bytes[0] = 1;
    bytes[bytes.length - 1] = 2;
    TensorProto value =
        TensorProto.newBuilder().setTensorContent(ByteString.copyFrom(bytes)).build();

    TensorProto moved = OutsideHeap.moved(value);

    assertThat(moved).isEqualTo(value).hasSameHashCodeAs(value);
    assertThat(OutsideHeap.has(moved)).isTrue();
    assertThat(OutsideHeap.has(value)).isFalse();
  }

  @Test
  void contentIsAllThatWasWritten() {
    ByteBuffer memory = OutsideHeap.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    memory.putLong(7);

    assertThat(OutsideHeap.content(memory).size()).isEqualTo(8);
  }
}
