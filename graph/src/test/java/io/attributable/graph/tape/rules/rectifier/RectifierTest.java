package io.attributable.graph.tape.rules.rectifier;

import static io.attributable.graph.made.MadeModel.fromXtoY;
import static io.attributable.graph.made.Nodes.constant;
import static io.attributable.graph.made.Nodes.node;
import static io.attributable.graph.made.Nodes.op;
import static io.attributable.graph.made.Nodes.read;
import static io.attributable.graph.made.Nodes.shape;
import static io.attributable.graph.made.Nodes.type;
import static io.attributable.graph.made.Nodes.variable;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FrozenVariables;
import io.attributable.graph.made.MadeModel;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.GraphBuilder;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;

/** ReLUs, however they are written. */
class RectifierTest {

  private static MadeModel model(String left, String right) {
    TensorProto.Builder bytes =
        floats().setTensorShape(shape(1, 3)).setTensorContent(ByteString.copyFrom(new byte[12]));
    TensorProto.Builder sizes =
        TensorProto.newBuilder().setDtype(DataType.DT_INT32).setTensorShape(shape(1)).addIntVal(3);
    TensorProto.Builder whole =
        TensorProto.newBuilder().setDtype(DataType.DT_INT32).setTensorShape(shape()).addIntVal(0);
    return fromXtoY(
        constant("zero", 0),
        constant("one", 1),
        constant("none", floats().setTensorShape(shape())),
        constant("bytes", bytes),
        constant("mixed", floats().setTensorShape(shape(2)).addFloatVal(0).addFloatVal(1)),
        constant("sizes", sizes),
        constant("whole", whole),
        op("handed", "Identity", "zero"),
        op("like", "ZerosLike", "x"),
        op("filled", "Fill", "sizes", "zero").putAttr("index_type", type(DataType.DT_INT32)),
        op("ones", "Fill", "sizes", "one").putAttr("index_type", type(DataType.DT_INT32)),
        op("wide", "BroadcastTo", "handed", "sizes").putAttr("Tidx", type(DataType.DT_INT32)),
        node("cast", "Cast", "whole")
            .putAttr("SrcT", type(DataType.DT_INT32))
            .putAttr("DstT", type(DataType.DT_FLOAT)),
        variable("v"),
        read("read", "v"),
        op("y", "Maximum", left, right));
  }

  private static TensorProto.Builder floats() {
    return TensorProto.newBuilder().setDtype(DataType.DT_FLOAT);
  }

  private static Optional<Rectifier> rectifier(FlatGraph graph, String name) {
    return Rectifier.of(new GraphBuilder(graph, "added/"), graph.node(name));
  }

  @ParameterizedTest
  @CsvSource({"zero", "none", "bytes", "handed", "like", "filled", "wide", "cast"})
  void aMaximumWithConstantZerosIsOne(String zeros) {
    assertThat(rectifier(model("x", zeros).flatten(), "y").map(Rectifier::input)).contains(0);
    assertThat(rectifier(model(zeros, "x").flatten(), "y").map(Rectifier::input)).contains(1);
  }

  @ParameterizedTest
  @CsvSource({"one", "mixed", "ones", "x", "read"})
  void aMaximumWithAnythingElseIsNone(String other) {
    assertThat(rectifier(model("x", other).flatten(), "y")).isEmpty();
  }

  /** Whether weights are read or frozen must not change what a method computes. */
  @Test
  void aVariableThatHappensToBeZeroMakesNone() {
    TensorProto zero = floats().setTensorShape(shape()).addFloatVal(0).build();
    FlatGraph frozen = FrozenVariables.freeze(model("x", "read").flatten(), Map.of("v", zero));
    assertThat(frozen.node("read").op()).isEqualTo("Const");
    assertThat(rectifier(frozen, "y")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"Relu, true", "Relu6, true", "Elu, false", "Selu, false", "Softplus, false"})
  void opsOfOneInput(String op, boolean rectifies) {
    FlatGraph graph = fromXtoY(op("y", op, "x")).flatten();
    assertThat(rectifier(graph, "y").isPresent()).isEqualTo(rectifies);
  }

  @ParameterizedTest
  @CsvSource({"zero, true", "one, false"})
  void aRangeFromZeroIsOne(String from, boolean rectifies) {
    FlatGraph graph =
        fromXtoY(constant("zero", 0), constant("one", 1), op("y", "ClipByValue", "x", from, "one"))
            .flatten();
    assertThat(rectifier(graph, "y").isPresent()).isEqualTo(rectifies);
  }

  /** What a loop or a branch is given for its argument counts where it is known. */
  @Test
  void zerosOfAroundAFunction() {
    FlatGraph caller = model("zero", "one").flatten();
    FlatGraph function = fromXtoY(op("y", "Maximum", "x", "x")).flatten();
    GraphBuilder outer = new GraphBuilder(caller, "added/");
    TensorRef argument = new TensorRef("x", 0);
    for (String given : new String[] {"zero", "one"}) {
      GraphBuilder inner = outer.nested(function, Map.of(argument, new TensorRef(given, 0)));
      assertThat(Rectifier.of(inner, function.node("y")).isPresent())
          .isEqualTo(given.equals("zero"));
    }
    assertThat(Rectifier.of(outer.nested(function), function.node("y"))).isEmpty();
  }
}
