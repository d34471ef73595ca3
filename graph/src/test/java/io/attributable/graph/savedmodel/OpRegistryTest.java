package io.attributable.graph.savedmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
  void aFilesWordIsOnlyTakenWhereSomebodyVouchesForIt() {
    OpRegistry ops = OpRegistry.of(list("MyOp", "MatMul", "YourOp"));
    assertThat(ops.find("MyOp")).isEmpty();
    OpRegistry vouched = ops.vouchingFor("MyOp"::equals);
    assertThat(vouched.find("MyOp")).isPresent();
    assertThat(vouched.find("YourOp")).isEmpty();
    assertThat(vouched.isLoaded("MyOp")).isFalse();
    assertThat(vouched.find("MatMul")).isEqualTo(OpRegistry.ofTensorFlow().find("MatMul"));
  }

  @Test
  void aLibraryMayAddOpsButNotChangeThem() {
    OpRegistry ops = OpRegistry.of(list()).with(list("MyOp", "MatMul"));
    assertThat(ops.find("MyOp")).isPresent();
    assertThat(ops.isLoaded("MyOp")).isTrue();
    assertThat(ops.find("MatMul")).isEqualTo(OpRegistry.ofTensorFlow().find("MatMul"));
  }

  @ParameterizedTest
  @CsvSource({
    "SentencepieceTokenizeOp, tensorflow-text",
    "TFText>RoundRobinTrim, tensorflow-text",
    "SimpleMLInferenceOpWithHandle, tensorflow-decision-forests",
    "Addons>GeluV2, tensorflow-addons",
    "SentencepieceEncodeSparse, tf_sentencepiece",
    "DecodeProtoSparseV4, struct2tensor",
    "IO>DecodeAvro, tensorflow-io"
  })
  void wellKnownLibrariesAreNamed(String op, String library) {
    assertThat(OpRegistry.unknown(op, "n", "m"))
        .hasMessageContaining("(Python package " + library + ")");
  }

  @Test
  void whereAnOpComesFromIsNotMadeUp() {
    assertThat(OpRegistry.unknown("MyOp", "n", "m"))
        .hasMessageContaining("is not known to TensorFlow. Load the library that has it");
  }

  private static OpList list(String... names) {
    OpList.Builder list = OpList.newBuilder();
    Stream.of(names).forEach(name -> list.addOp(OpDef.newBuilder().setName(name)));
    return list.build();
  }
}
