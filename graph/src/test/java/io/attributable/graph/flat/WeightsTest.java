package io.attributable.graph.flat;

import static io.attributable.graph.made.MadeModel.fromXtoY;
import static io.attributable.graph.made.Nodes.constant;
import static io.attributable.graph.made.Nodes.node;
import static io.attributable.graph.made.Nodes.number;
import static io.attributable.graph.made.Nodes.op;
import static io.attributable.graph.made.Nodes.read;
import static io.attributable.graph.made.Nodes.type;
import static io.attributable.graph.made.Nodes.variable;
import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.graph.made.Nodes;
import io.attributable.graph.tensor.TensorRef;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;

/** Variables that are replaced by constants, or fed. */
class WeightsTest {
  /** Below the node that gathers, the model has nodes of all the names one would think of. */
  private static FlatGraph gathering() {
    TensorProto.Builder index =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_INT32)
            .setTensorShape(Nodes.shape(1))
            .addIntVal(0);
    return fromXtoY(
            variable("table", 5, 3),
            constant("look/axis", index),
            constant("look/value", 7),
            constant("look/frozen", 8),
            node("look", "ResourceGather", "table", "look/axis")
                .putAttr("dtype", type(DataType.DT_FLOAT))
                .putAttr("Tindices", type(DataType.DT_INT32))
                .putAttr("batch_dims", number(0)),
            op("scaled", "Mul", "look", "look/value"),
            op("more", "Mul", "scaled", "look/frozen"),
            op("y", "Mul", "x", "more"))
        .flatten();
  }

  @Test
  void frozenGathersLeaveNodesOfTheModelAlone() {
    FlatGraph graph = gathering();
    TensorProto value =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_FLOAT)
            .setTensorShape(Nodes.shape(5, 3))
            .addFloatVal(1)
            .build();
    assertGathered(graph, Weights.freeze(graph, Map.of("table", value)), "Const");
  }

  @Test
  void fedGathersLeaveNodesOfTheModelAlone() {
    FlatGraph graph = gathering();
    Weights.Fed fed = Weights.feed(graph, Weights.variables(graph));
    assertGathered(graph, fed.graph(), "Placeholder");
    TensorRef params = fed.graph().node("look").inputs().get(0);
    assertThat(fed.variables()).containsExactly(Map.entry(params, "table"));
  }

  private static void assertGathered(FlatGraph before, FlatGraph after, String params) {
    for (String name : new String[] {"look/axis", "look/value", "look/frozen"}) {
      assertThat(after.node(name)).isEqualTo(before.node(name));
    }
    FlatNode gather = after.node("look");
    assertThat(gather.op()).isEqualTo("GatherV2");
    assertThat(after.node(gather.inputs().get(0).node()).op()).isEqualTo(params);
    assertThat(gather.inputs().get(1)).isEqualTo(new TensorRef("look/axis", 0));
    assertThat(
            after.node(gather.inputs().get(2).node()).attribute("value").getTensor().getIntVal(0))
        .isZero();
  }

  @Test
  void readsAreFedUnderTheirOwnNames() {
    FlatGraph graph =
        fromXtoY(variable("w", 3), read("value", "w"), op("y", "Mul", "x", "value")).flatten();
    Weights.Fed fed = Weights.feed(graph, Weights.variables(graph));
    assertThat(fed.variables()).containsExactly(Map.entry(new TensorRef("value", 0), "w"));
    assertThat(fed.graph().node("value").op()).isEqualTo("Placeholder");
  }
}
