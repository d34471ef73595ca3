package io.attributable.graph.flat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.attributable.graph.tensor.TensorRef;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;

class NodeBuilderTest {
  private static final DataType FLOAT = DataType.DT_FLOAT;
  private static final DataType INT = DataType.DT_INT32;

  private static TensorRef tensor(String node) {
    return new TensorRef(node, 0);
  }

  private static NodeBuilder of(String op, DataType... types) {
    NodeBuilder node = NodeBuilder.of(op);
    for (int i = 0; i < types.length; i++) {
      node.input(tensor("x" + i), types[i]);
    }
    return node;
  }

  @Test
  void takesTypesFromInputs() {
    FlatNode node = of("GatherV2", FLOAT, DataType.DT_INT64, INT).shape(Shape.of(2)).build("g");
    assertThat(node.attributes())
        .isEqualTo(
            Map.of(
                "Tparams", Attributes.of(FLOAT),
                "Tindices", Attributes.of(DataType.DT_INT64),
                "Taxis", Attributes.of(INT)));
    assertThat(node.outputs()).containsExactly(new FlatNode.Output(FLOAT, Shape.of(2)));
    assertThat(node.attribute("batch_dims").getI()).isZero();
  }

  @Test
  void countsInputs() {
    assertThat(of("ConcatV2", FLOAT, FLOAT, FLOAT, INT).build("c").attributes())
        .containsEntry("N", Attributes.of(3));
    assertThat(of("DynamicStitch", INT, INT, FLOAT, FLOAT).build("d").attributes())
        .containsEntry("N", Attributes.of(2));
    assertThat(of("IdentityN", FLOAT, INT).build("i").outputs())
        .extracting(FlatNode.Output::type)
        .containsExactly(FLOAT, INT);
    assertThat(
            of("If", DataType.DT_BOOL, FLOAT, INT)
                .with("Tout", FunctionAttributes.types(List.of(FLOAT)))
                .with("then_branch", FunctionAttributes.reference("f"))
                .with("else_branch", FunctionAttributes.reference("g"))
                .build("if")
                .attributes())
        .containsEntry("Tin", FunctionAttributes.types(List.of(FLOAT, INT)));
  }

  @Test
  void refusesWhatContradictsTheOp() {
    assertThatIllegalArgumentException().isThrownBy(() -> NodeBuilder.of("NoSuchOp"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of("AddV2", FLOAT, DataType.DT_DOUBLE).build("a"))
        .withMessageContaining("AddV2")
        .withMessageContaining("T");
    assertThatIllegalArgumentException().isThrownBy(() -> of("AddV2", FLOAT).build("a"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of("AddV2", FLOAT, FLOAT, FLOAT).build("a"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of("Conv2D", INT, INT).build("c"))
        .withMessageContaining("strides");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of("Sum", FLOAT, INT).with("keepdims", Attributes.of(true)))
        .withMessageContaining("keepdims");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of("Sum", FLOAT, INT).with("keep_dims", Attributes.of(1)).build("s"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of("Sum", FLOAT, INT).with("T", DataType.DT_DOUBLE).build("s"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of("Tanh", DataType.DT_STRING).build("t"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of("SelectV2", FLOAT, FLOAT, FLOAT).build("s"))
        .withMessageContaining("condition");
  }

  @Test
  void standsBesideOrInPlaceOfAnother() {
    TensorProto one = TensorProto.newBuilder().setDtype(INT).addIntVal(1).build();
    FlatNode other =
        of("Tanh", FLOAT)
            .build("call/a/Tanh")
            .withName("call/a/Tanh", "a/Tanh", 3)
            .withControls(List.of("before"));
    FlatNode beside = NodeBuilder.constant(one).beside(other, "call/a/Tanh/one");
    assertThat(beside.scopedName()).isEqualTo("a/Tanh/one");
    assertThat(beside.instance()).isEqualTo(3);
    assertThat(beside.controls()).isEmpty();
    FlatNode instead = of("Sigmoid", FLOAT).inPlaceOf(other);
    assertThat(instead.name()).isEqualTo("call/a/Tanh");
    assertThat(instead.scopedName()).isEqualTo("a/Tanh");
    assertThat(instead.controls()).containsExactly("before");
    assertThat(instead.op()).isEqualTo("Sigmoid");
  }

  @Test
  void leavesOutWhatOnlyNewerOpsKnow() {
    FlatNode node =
        of("Tanh", FLOAT)
            .withAll(Map.of("newer", Attributes.of(1), "_ours", Attributes.of(true)))
            .build("t");
    assertThat(node.attributes()).containsOnlyKeys("T", "_ours");
  }
}
