package io.attributable.graph.method;

import static io.attributable.graph.made.MadeModel.fromXtoY;
import static io.attributable.graph.made.Nodes.op;
import static io.attributable.graph.made.Nodes.placeholder;
import static io.attributable.graph.made.Nodes.shape;
import static io.attributable.graph.made.Nodes.shapes;
import static io.attributable.graph.made.Nodes.text;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.AttributionMethod;
import io.attributable.GradCam;
import io.attributable.GradCamPlusPlus;
import io.attributable.LayerCam;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.tensor.TensorRef;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;

/** Maps of tensors that are written channels first. */
class ChannelsFirstTest {
  private static final AttrValue IMAGE = shapes(shape(1, 3, 4, 4));
  private static final FlatGraph GRAPH =
      fromXtoY(
              placeholder("image", 1, 3, 4, 4),
              placeholder("bias", 3),
              op("shifted", "BiasAdd", "image", "bias")
                  .putAttr("data_format", text("NCHW"))
                  .putAttr("_output_shapes", IMAGE),
              op("map", "Relu", "shifted").putAttr("_output_shapes", IMAGE),
              op("y", "Relu", "x"))
          .output("map", "map:0")
          .flatten();

  static Stream<AttributionMethod> last() {
    return Stream.of(
        new GradCam(), new GradCam(true, -1, false), new GradCamPlusPlus(), new LayerCam());
  }

  static Stream<AttributionMethod> first() {
    return Stream.of(
        new GradCam(false, 1),
        new GradCam(true, 1, false),
        new GradCamPlusPlus(false, 1),
        new LayerCam(true, 1));
  }

  private static void check(AttributionMethod method) {
    TensorInfo map =
        new TensorInfo(new TensorRef("map", 0), "map:0", DataType.DT_FLOAT, Shape.of(1, 3, 4, 4));
    PlannedMethod.of(method).plan().check(GRAPH, map);
  }

  @ParameterizedTest
  @MethodSource("last")
  void areRefusedUnlessTheAxisIsGiven(AttributionMethod method) {
    assertThatThrownBy(() -> check(method))
        .hasMessageContaining("Method \"" + method.name() + "\"")
        .hasMessageContaining("op BiasAdd of node \"shifted\" has its channels in dimension 1")
        .hasMessageContaining("Set its parameter channel-axis to 1.");
  }

  @ParameterizedTest
  @MethodSource("first")
  void areTakenWithTheAxis(AttributionMethod method) {
    assertThatCode(() -> check(method)).doesNotThrowAnyException();
  }
}
