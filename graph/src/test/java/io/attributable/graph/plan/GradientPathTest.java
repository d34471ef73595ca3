package io.attributable.graph.plan;

import static io.attributable.graph.made.MadeModel.fromXtoY;
import static io.attributable.graph.made.Nodes.constant;
import static io.attributable.graph.made.Nodes.function;
import static io.attributable.graph.made.Nodes.node;
import static io.attributable.graph.made.Nodes.op;
import static io.attributable.graph.made.Nodes.type;
import static io.attributable.graph.made.Nodes.types;
import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.graph.made.MadeFunction;
import io.attributable.graph.made.MadeModel;
import io.attributable.graph.tensor.TensorRef;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/** What lies between a tensor and an output, for those who compare gradients with differences. */
class GradientPathTest {
  private static final TensorRef X = new TensorRef("x", 0);
  private static final TensorRef Y = new TensorRef("y", 0);

  @Test
  void stopsAreNamedWhereTheyAreOnTheWay() {
    MadeModel model =
        fromXtoY(
            op("a", "Tanh", "x"),
            op("gate/stop", "StopGradient", "a"),
            op("b", "Mul", "a", "gate/stop"),
            op("y", "Relu", "b"));
    assertThat(between(model, X).ownGradients()).containsExactly("gate/stop");
    assertThat(between(model, new TensorRef("b", 0)).ownGradients()).isEmpty();
  }

  @Test
  void coarsestNumbersSayHowCloselyAnythingCanBeCompared() {
    MadeModel model =
        fromXtoY(
            cast("half", "x", DataType.DT_FLOAT, DataType.DT_BFLOAT16),
            cast("back", "half", DataType.DT_BFLOAT16, DataType.DT_FLOAT),
            op("y", "Relu", "back"));
    assertThat(between(model, X).epsilon()).isEqualTo(0x1p-8);
    assertThat(between(model, new TensorRef("back", 0)).epsilon()).isEqualTo(0x1p-24);
  }

  @Test
  void whatBranchesHoldLiesOnTheWayToo() {
    MadeModel model =
        fromXtoY(
                constant("zero", 0),
                op("positive", "Greater", "x", "zero"),
                node("branch", "StatelessIf", "positive", "x")
                    .putAttr("Tcond", type(DataType.DT_BOOL))
                    .putAttr("Tin", types(DataType.DT_FLOAT))
                    .putAttr("Tout", types(DataType.DT_FLOAT))
                    .putAttr("then_branch", function("stopping"))
                    .putAttr("else_branch", function("rounding")),
                op("y", "Relu", "branch"))
            .function(
                MadeFunction.function("stopping", "value")
                    .nodes(op("stop", "StopGradient", "value"))
                    .returns("result", "stop:output:0"))
            .function(
                MadeFunction.function("rounding", "value")
                    .nodes(
                        cast("half", "value", DataType.DT_FLOAT, DataType.DT_HALF),
                        cast("back", "half:y:0", DataType.DT_HALF, DataType.DT_FLOAT))
                    .returns("result", "back:y:0"));
    GradientPath way = between(model, X);
    assertThat(way.ownGradients()).containsExactly("branch/stop");
    assertThat(way.epsilon()).isEqualTo(0x1p-11);
  }

  private static NodeDef.Builder cast(String name, String input, DataType from, DataType to) {
    return node(name, "Cast", input).putAttr("SrcT", type(from)).putAttr("DstT", type(to));
  }

  private static GradientPath between(MadeModel model, TensorRef tensor) {
    return GradientPath.between(model.flatten(), tensor, Y);
  }
}
