package io.attributable.graph.savedmodel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.OpList;

class OpRegistryTest {
  @Test
  void knowsTheOpsOfTensorFlow() {
    OpRegistry ops = OpRegistry.ofTensorFlow();
    assertThat(ops.find("MatMul").orElseThrow().getInputArgCount()).isEqualTo(2);
    assertThat(ops.find("VarHandleOp").orElseThrow().getIsStateful()).isTrue();
    assertThat(ops.find("MyOp")).isEmpty();
  }

  @Test
  void aFileMayAddOpsButNotChangeThem() {
    OpRegistry ops =
        OpRegistry.of(
            OpList.newBuilder()
                .addOp(OpDef.newBuilder().setName("MyOp"))
                .addOp(OpDef.newBuilder().setName("MatMul"))
                .build());
    assertThat(ops.find("MyOp")).isPresent();
    assertThat(ops.find("MatMul")).isEqualTo(OpRegistry.ofTensorFlow().find("MatMul"));
  }
}
