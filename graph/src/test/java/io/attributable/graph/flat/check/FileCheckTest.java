package io.attributable.graph.flat.check;

import static io.attributable.graph.Refusal.assertRefused;
import static io.attributable.graph.made.MadeFunction.function;
import static io.attributable.graph.made.Nodes.call;
import static io.attributable.graph.made.Nodes.constant;
import static io.attributable.graph.made.Nodes.node;
import static io.attributable.graph.made.Nodes.op;
import static io.attributable.graph.made.Nodes.shape;
import static io.attributable.graph.made.Nodes.type;
import static io.attributable.graph.made.Nodes.types;
import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.ErrorCode;
import io.attributable.graph.made.MadeFunction;
import io.attributable.graph.made.MadeModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/** What would end the process is refused, in functions that nobody calls as well. */
class FileCheckTest {
  @Test
  void aFunctionThatNobodyCallsMayNotCallItself() {
    MadeModel model =
        sound()
            .function(function("a", "v").nodes(call("n", "b", "v")).returns("r", "n:output:0"))
            .function(function("b", "v").nodes(call("n", "a", "v")).returns("r", "n:output:0"));
    assertRefused(ErrorCode.RECURSIVE_FUNCTION, () -> FileCheck.require(model.file()))
        .hasMessageContaining("calls itself (a > b > a)");
  }

  @Test
  void functionsMayNotCallEachOtherWithoutEnd() {
    MadeModel model = sound();
    for (int i = 0; i < 20_000; i++) {
      model.function(
          function("f" + i, "v").nodes(call("n", "f" + (i + 1), "v")).returns("r", "n:output:0"));
    }
    assertRefused(ErrorCode.MODEL_TOO_LARGE, () -> FileCheck.require(model.file()));
  }

  @Test
  void aNodeThatNobodyUsesMayNotHaveAnEndlessName() {
    MadeModel model = sound().nodes(op("n".repeat(20_001), "Relu", "x"));
    assertRefused(ErrorCode.MODEL_TOO_LARGE, () -> FileCheck.require(model.file()))
        .hasMessageContaining("longer than any program makes it");
  }

  @ParameterizedTest
  @CsvSource({"-1, CORRUPT_MODEL", "-9223372036854775808, CORRUPT_MODEL", "65536, MODEL_TOO_LARGE"})
  void aConstantThatNobodyUsesMayNotClaimAnySize(long size, ErrorCode code) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_FLOAT)
            .setTensorShape(shape(size, 65_536, 65_536));
    MadeFunction unused = function("unused", "v").nodes(constant("c", tensor)).returns("r", "v");
    assertRefused(code, () -> FileCheck.require(sound().function(unused).file()));
  }

  @Test
  void aShapeMayNotHaveSizesBelowUnknown() {
    AttrValue odd = AttrValue.newBuilder().setShape(shape(3, -2)).build();
    MadeFunction unused =
        function("unused", "v").nodes(op("n", "Relu", "v").putAttr("_x", odd)).returns("r", "v");
    assertRefused(ErrorCode.CORRUPT_MODEL, () -> FileCheck.require(sound().function(unused).file()))
        .hasMessageContaining("has the size -2");
  }

  @ParameterizedTest
  @CsvSource({
    "body,    2, takes 2 arguments",
    "unknown, 1, is missing",
    "wide,    1, gives",
  })
  void aLoopNeedsABodyThatFits(String body, int arguments, String problem) {
    String[] names = arguments == 1 ? new String[] {"v"} : new String[] {"v", "w"};
    MadeModel model =
        MadeModel.fromXtoY(loop(body))
            .function(function("cond", "v").nodes(op("n", "Relu", "v")).returns("r", "v"))
            .function(function("body", names).returns("r", "v"))
            .function(function("wide", "v").returns("r", "v").returns("s", "v"));
    ErrorCode code =
        problem.equals("is missing") ? ErrorCode.MISSING_FUNCTION : ErrorCode.CORRUPT_MODEL;
    assertRefused(code, model::flatten).hasMessageContaining(problem);
  }

  @Test
  void aLoopThatFitsIsRead() {
    MadeModel model =
        MadeModel.fromXtoY(loop("body"))
            .function(function("cond", "v").returns("r", "v"))
            .function(function("body", "v").returns("r", "v"));
    assertThat(model.flatten().node("y").op()).isEqualTo("While");
  }

  @Test
  void anAttributeIsOfItsKind() {
    AttrValue text = AttrValue.newBuilder().setI(7).build();
    assertRefused(
        ErrorCode.CORRUPT_MODEL,
        () -> MadeModel.fromXtoY(node("y", "Relu", "x").putAttr("T", text)).flatten());
    NodeDef.Builder mean =
        node("y", "LeakyRelu", "x").putAttr("T", type(DataType.DT_FLOAT)).putAttr("alpha", text);
    assertRefused(ErrorCode.CORRUPT_MODEL, () -> MadeModel.fromXtoY(mean).flatten())
        .hasMessageContaining("LeakyRelu has another attribute alpha than float");
  }

  @Test
  void aSignatureMayNotContradictItsGraph() {
    MadeModel model =
        MadeModel.fromXtoY(op("y", "Relu", "x")).output("z", "y:0", DataType.DT_DOUBLE);
    assertRefused(ErrorCode.CORRUPT_MODEL, model::flatten)
        .hasMessageContaining("the signature says that \"z\" is float64, but it is float32");
  }

  private static MadeModel sound() {
    return MadeModel.fromXtoY(op("y", "Relu", "x"));
  }

  private static NodeDef.Builder loop(String body) {
    return node("y", "While", "x")
        .putAttr("T", types(DataType.DT_FLOAT))
        .putAttr("cond", named("cond"))
        .putAttr("body", named(body));
  }

  private static AttrValue named(String function) {
    return AttrValue.newBuilder().setFunc(NameAttrList.newBuilder().setName(function)).build();
  }
}
