package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Target;
import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** Inputs that are left out where the model says what they are then. */
class DefaultInputsTest {
  private static final String MODEL = "tfmodule_string_table";
  private static final TensorProto TWO =
      TensorProto.newBuilder()
          .setDtype(DataType.DT_FLOAT)
          .setTensorShape(TensorShapeProto.getDefaultInstance())
          .addFloatVal(2)
          .build();

  @TempDir Path folder;

  @Test
  void aSavedDefaultIsFed() throws IOException {
    check(ChangedModel.of(MODEL, folder, DefaultInputsTest::saveDefault));
  }

  private static void saveDefault(MetaGraphDef.Builder graph) {
    SignatureDef signature = graph.getSignatureDefOrThrow("serving_default");
    graph.putSignatureDef(
        "serving_default", signature.toBuilder().putDefaults("temperature", TWO).build());
  }

  @Test
  void aPlaceholderUsesItsOwnDefault() throws IOException {
    check(ChangedModel.of(MODEL, folder, DefaultInputsTest::giveDefault));
  }

  private static void giveDefault(MetaGraphDef.Builder graph) {
    AttrValue type = AttrValue.newBuilder().setType(DataType.DT_FLOAT).build();
    for (NodeDef.Builder node : graph.getGraphDefBuilder().getNodeBuilderList()) {
      if (node.getName().equals("serving_default_temperature")) {
        node.setOp("PlaceholderWithDefault").addInput("two");
      }
    }
    graph
        .getGraphDefBuilder()
        .addNode(
            0,
            NodeDef.newBuilder()
                .setName("two")
                .setOp("Const")
                .putAttr("dtype", type)
                .putAttr("value", AttrValue.newBuilder().setTensor(TWO).build()));
  }

  private static void check(Path changed) {
    List<NdArray<?>> expected = explain(Fixtures.model(MODEL), 2f);
    assertThat(explain(changed, null)).isEqualTo(expected);
    assertThat(explain(changed, 2f)).isEqualTo(expected);
    assertThat(explain(changed, 0.5f)).isEqualTo(explain(Fixtures.model(MODEL), 0.5f));
  }

  @Test
  void withoutADefaultAnInputIsMissed() {
    AttributionException failure =
        catchThrowableOfType(
            AttributionException.class, () -> explain(Fixtures.model(MODEL), null));
    assertThat(failure.code()).isEqualTo(ErrorCode.INPUT_MISSING);
  }

  @Test
  void onlyWhatHasNoDefaultIsAskedFor() throws IOException {
    Path changed = ChangedModel.of(MODEL, folder, DefaultInputsTest::saveDefault);
    try (AttributableModel model = AttributableModel.load(changed)) {
      LayerAttribution request =
          LayerGradientXActivation.on(model).layers("dense").target(Target.of(1));
      assertThatThrownBy(request::attribute)
          .hasMessageStartingWith("[InputMissing] Input \"words\"")
          .hasMessageEndingWith("is missing. Give all of: \"words\".");
    }
  }

  private static List<NdArray<?>> explain(Path directory, @Nullable Float temperature) {
    try (AttributableModel model = AttributableModel.load(directory)) {
      LayerAttribution request =
          LayerGradientXActivation.on(model)
              .layers("dense", "embedding")
              .input(
                  "words",
                  StdArrays.ndCopyOf(
                      new String[][] {{"good", "film", "unheard"}, {"bad", "plot", "fine"}}))
              .target(Target.of(1));
      if (temperature != null) {
        request.input("temperature", NdArrays.scalarOf(temperature));
      }
      return request.attribute().layers().stream()
          .<NdArray<?>>map(layer -> layer.tensors().get(0).values())
          .toList();
    }
  }
}
