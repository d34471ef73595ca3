package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.OpPolicy;
import io.attributable.tensorflow.options.ModelOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** A model that writes a file when it is run does not get to do so. */
class OpPolicyTest {
  @TempDir Path folder;
  private Path victim;

  @BeforeEach
  void nameVictim() {
    victim = folder.resolve("written-by-model");
  }

  @Test
  void runsNothingThatWasNotAllowed() {
    Path model = writing();
    assertThatThrownBy(() -> AttributableModel.load(model))
        .isInstanceOfSatisfying(
            AttributionException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.OP_REFUSED))
        .hasMessageContaining("WriteFile (node \"written\"), which writes files");
    assertThat(victim).doesNotExist();
  }

  @Test
  void exportsNothingThatWasNotAllowed() {
    assertThatThrownBy(
            () ->
                ExplainedModel.of(writing())
                    .layers("tensor:x:0")
                    .write(folder.resolve("explained")))
        .isInstanceOfSatisfying(
            AttributionException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.OP_REFUSED));
  }

  @Test
  void runsWhatWasAllowed() throws Exception {
    ModelOptions options = ModelOptions.defaults().allowOps("WriteFile");
    assertThat(options.ops()).isEqualTo(OpPolicy.strict().allowing("WriteFile"));
    try (AttributableModel model = AttributableModel.load(writing(), options)) {
      model.predict("serving_default", Map.of("x", StdArrays.ndCopyOf(new double[][] {{1, 2}})));
    }
    assertThat(Files.readString(victim)).isEqualTo(victim.toString());
  }

  /** TensorFlow computes shapes from constants while it imports a graph. */
  @Test
  void readsNoFileWhileAGraphIsImported() {
    NodeModel made = new NodeModel(2).add("scores", "Neg", "x");
    made.node(text("name"));
    made.node(NodeDef.newBuilder().setName("read").setOp("ReadFile").addInput("name"));
    assertThatThrownBy(() -> AttributableModel.load(made.write(folder.resolve("import"))))
        .isInstanceOf(AttributionException.class)
        .hasMessageContaining("importing its graph can run ReadFile");
  }

  private Path writing() {
    NodeModel made = new NodeModel(2);
    made.node(text("name"));
    made.node(
        NodeDef.newBuilder()
            .setName("written")
            .setOp("WriteFile")
            .addInput("name")
            .addInput("name"));
    made.add("scores", "Neg", "x", "^written");
    return made.write(folder.resolve("model"));
  }

  private NodeDef.Builder text(String name) {
    TensorProto value =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_STRING)
            .setTensorShape(TensorShapeProto.getDefaultInstance())
            .addStringVal(ByteString.copyFromUtf8(victim.toString()))
            .build();
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Const")
        .putAttr("dtype", AttrValue.newBuilder().setType(DataType.DT_STRING).build())
        .putAttr("value", AttrValue.newBuilder().setTensor(value).build());
  }
}
