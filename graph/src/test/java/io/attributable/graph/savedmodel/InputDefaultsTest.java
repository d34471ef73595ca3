package io.attributable.graph.savedmodel;

import static io.attributable.graph.made.Nodes.constant;
import static io.attributable.graph.made.Nodes.node;
import static io.attributable.graph.made.Nodes.op;
import static io.attributable.graph.made.Nodes.placeholder;
import static io.attributable.graph.made.Nodes.shape;
import static io.attributable.graph.made.Nodes.type;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.attributable.graph.made.MadeModel;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorProto;

/** Inputs that need not be given. */
class InputDefaultsTest {
  private static final TensorProto ROW =
      TensorProto.newBuilder()
          .setDtype(DataType.DT_FLOAT)
          .setTensorShape(shape(1, 3))
          .addFloatVal(0.5f)
          .build();

  @Test
  void aSavedDefaultThatFitsIsTaken() {
    Optional<InputDefault> known = saved(ROW);
    assertThat(known).isPresent();
    assertThat(known.get().value()).contains(ROW);
    assertThat(known.get().text()).isEqualTo("of shape [1,3]");
  }

  @Test
  void aSavedDefaultThatDoesNotFitIsNone() {
    assertThat(saved(ROW.toBuilder().setDtype(DataType.DT_DOUBLE).build())).isEmpty();
    assertThat(saved(ROW.toBuilder().setTensorShape(shape(1, 4)).build())).isEmpty();
    assertThat(saved(ROW.toBuilder().setTensorShape(shape(3)).build())).isEmpty();
    assertThat(saved(ROW.toBuilder().setTensorShape(shape(-1, 3)).build())).isEmpty();
    assertThat(saved(ROW.toBuilder().setTensorShape(shape(1L << 40, 3)).build())).isEmpty();
    ByteString five = ByteString.copyFrom(new byte[5]);
    assertThat(saved(ROW.toBuilder().setTensorContent(five).build())).isEmpty();
  }

  private static Optional<InputDefault> saved(TensorProto value) {
    MadeModel model = MadeModel.fromXtoY(op("y", "Relu", "x"));
    SignatureDef signature = model.meta().getSignatureDefOrThrow(MadeModel.SIGNATURE);
    var proto = model.proto();
    proto
        .getMetaGraphsBuilder(0)
        .putSignatureDef(
            MadeModel.SIGNATURE, signature.toBuilder().putDefaults("x", value).build());
    return SavedModelFile.parse("made", proto.build().toByteArray())
        .signature(MadeModel.SIGNATURE)
        .input("x")
        .byDefault();
  }

  @Test
  void aPlaceholderMayHaveADefaultOfItsOwn() {
    SavedModelFile file =
        MadeModel.fromXtoY(
                constant("half", 0.5f),
                op("computed", "Relu", "half"),
                withDefault("a", "half"),
                withDefault("b", "computed"),
                withDefault("c", "x"),
                withDefault("d", "missing"),
                op("y", "Relu", "x"))
            .input("a", "a:0")
            .input("b", "b:0")
            .input("c", "c:0")
            .input("d", "d:0")
            .file();
    SignatureSchema signature = file.signature(MadeModel.SIGNATURE);
    assertThat(signature.input("a").byDefault())
        .contains(new InputDefault(Optional.empty(), "0.5"));
    assertThat(signature.input("b").byDefault())
        .contains(new InputDefault(Optional.empty(), "computed"));
    assertThat(signature.input("c").byDefault()).isEmpty();
    assertThat(signature.input("d").byDefault()).isEmpty();
    assertThat(signature.input("x").byDefault()).isEmpty();
  }

  private static NodeDef.Builder withDefault(String name, String value) {
    return node(name, "PlaceholderWithDefault", value)
        .putAttr("dtype", type(DataType.DT_FLOAT))
        .putAttr("shape", placeholder("p", -1, 3).getAttrOrThrow("shape"));
  }
}
