package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.attributable.AttributedTensor;
import io.attributable.Mode;
import io.attributable.Target;
import io.attributable.graph.tensor.Types;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** Models with ops at the edge of their definition, by the way that users take. */
class DegenerateModelsTest {
  private static final AttrValue FLOAT = type(DataType.DT_FLOAT);
  private static final AttrValue INT = type(DataType.DT_INT32);
  private static final AttrValue LONG = type(DataType.DT_INT64);

  @TempDir Path folder;
  private final GraphDef.Builder graph = GraphDef.newBuilder();

  @Test
  void arraySplitIntoOnePartHandsItsGradientOn() {
    input(Shape.of(-1, 3));
    ints("axis", Shape.scalar(), 1);
    node("split", "Split", "axis", "x").putAttr("T", FLOAT).putAttr("num_split", number(1));
    node("scores", "Square", "split").putAttr("T", FLOAT);
    assertThat(gradient(Shape.of(2, 3), Target.of(1), 1, 2, 3, 4, 5, 6))
        .containsExactly(0, 4, 0, 0, 10, 0);
  }

  /** Of other sizes for the same input: what was learnt of the first is no good for the second. */
  @Test
  void sameOpOfTwoSizesHasGradientsOfBoth() {
    input(Shape.of(-1, 2));
    ints("twice", Shape.of(2), 1, 2);
    ints("thrice", Shape.of(2), 1, 3);
    node("a", "Tile", "x", "twice").putAttr("T", FLOAT).putAttr("Tmultiples", INT);
    node("b", "Tile", "x", "thrice").putAttr("T", FLOAT).putAttr("Tmultiples", INT);
    ints("axis", Shape.scalar(), 1);
    node("both", "ConcatV2", "a", "b", "axis")
        .putAttr("T", FLOAT)
        .putAttr("N", number(2))
        .putAttr("Tidx", INT);
    ints("last", Shape.of(1), 1);
    node("sum", "Sum", "both", "last")
        .putAttr("T", FLOAT)
        .putAttr("Tidx", INT)
        .putAttr("keep_dims", AttrValue.newBuilder().setB(true).build());
    node("scores", "Square", "sum").putAttr("T", FLOAT);
    assertThat(gradient(Shape.of(1, 2), Target.of(0), 1, 2)).containsExactly(150, 150);
  }

  /** A CPU's usual op for the gradient ends the process. */
  @Test
  void poolingOfRegionsThatWereNotFoundHasNoGradient() {
    input(Shape.of(-1, 2, 2, 1));
    ints("every", Shape.of(3), 1, 2, 3);
    reduction("largest", "Max", "x", "every");
    floats("zero", Shape.scalar(), 0);
    node("found", "Greater", "largest", "zero").putAttr("T", FLOAT);
    node("where", "Where", "found").putAttr("T", type(DataType.DT_BOOL));
    node("regions", "GatherNd", "x", "where").putAttr("Tparams", FLOAT).putAttr("Tindices", LONG);
    node("pool", "MaxPool", "regions")
        .putAttr("T", FLOAT)
        .putAttr("ksize", numbers(1, 2, 2, 1))
        .putAttr("strides", numbers(1, 2, 2, 1))
        .putAttr("padding", AttrValue.newBuilder().setS(ByteString.copyFromUtf8("VALID")).build());
    ints("all", Shape.of(4), 0, 1, 2, 3);
    reduction("sum", "Sum", "pool", "all");
    ints("one", Shape.of(1), 1);
    node("scores", "Reshape", "sum", "one").putAttr("T", FLOAT).putAttr("Tshape", INT);
    Shape two = Shape.of(2, 2, 2, 1);
    assertThat(gradient(two, Target.none(), -1, -2, -3, -4, -5, -6, -7, -8))
        .containsExactly(0, 0, 0, 0, 0, 0, 0, 0);
    assertThat(gradient(two, Target.none(), -1, -2, -3, -4, 5, 6, 9, 8))
        .containsExactly(0, 0, 0, 0, 0, 0, 1, 0);
  }

  private void reduction(String name, String op, String x, String axes) {
    node(name, op, x, axes)
        .putAttr("T", FLOAT)
        .putAttr("Tidx", INT)
        .putAttr("keep_dims", AttrValue.newBuilder().setB(false).build());
  }

  private float[] gradient(Shape shape, Target target, float... numbers) {
    NdArray<?> x = NdArrays.wrap(shape, DataBuffers.of(numbers));
    try (AttributableModel model = AttributableModel.load(written())) {
      AttributedTensor tensor =
          LayerGradientXActivation.on(model)
              .mode(Mode.LOCAL)
              .layers("tensor:x:0")
              .input("x", x)
              .target(target)
              .attribute()
              .get("tensor:x:0")
              .tensor();
      return Digits.flat((FloatNdArray) tensor.values());
    }
  }

  private Path written() {
    MetaGraphDef.Builder meta = MetaGraphDef.newBuilder().setGraphDef(graph);
    meta.getGraphDefBuilder().getVersionsBuilder().setProducer(1882);
    meta.getMetaInfoDefBuilder().addTags("serve");
    meta.putSignatureDef(
        "serving_default",
        SignatureDef.newBuilder()
            .setMethodName("tensorflow/serving/predict")
            .putInputs("x", info("x:0", Types.shape(shapeOfInput())))
            .putOutputs("scores", info("scores:0", Shape.unknown()))
            .build());
    try {
      Files.write(
          folder.resolve("saved_model.pb"),
          SavedModel.newBuilder().addMetaGraphs(meta).build().toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }

  private TensorShapeProto shapeOfInput() {
    return graph.getNode(0).getAttrOrThrow("shape").getShape();
  }

  private static TensorInfo info(String name, Shape shape) {
    return TensorInfo.newBuilder()
        .setName(name)
        .setDtype(DataType.DT_FLOAT)
        .setTensorShape(Types.proto(shape))
        .build();
  }

  private NodeDef.Builder node(String name, String op, String... inputs) {
    return graph.addNodeBuilder().setName(name).setOp(op).addAllInput(List.of(inputs));
  }

  private void input(Shape shape) {
    node("x", "Placeholder")
        .putAttr("dtype", FLOAT)
        .putAttr("shape", AttrValue.newBuilder().setShape(Types.proto(shape)).build());
  }

  private void ints(String name, Shape shape, int... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int number : numbers) {
      bytes.putInt(number);
    }
    constant(name, DataType.DT_INT32, shape, bytes);
  }

  private void floats(String name, Shape shape, float... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float number : numbers) {
      bytes.putFloat(number);
    }
    constant(name, DataType.DT_FLOAT, shape, bytes);
  }

  private void constant(String name, DataType type, Shape shape, ByteBuffer bytes) {
    TensorProto value =
        TensorProto.newBuilder()
            .setDtype(type)
            .setTensorShape(Types.proto(shape))
            .setTensorContent(ByteString.copyFrom(bytes.array()))
            .build();
    node(name, "Const")
        .putAttr("dtype", type(type))
        .putAttr("value", AttrValue.newBuilder().setTensor(value).build());
  }

  private static AttrValue type(DataType type) {
    return AttrValue.newBuilder().setType(type).build();
  }

  private static AttrValue number(long number) {
    return AttrValue.newBuilder().setI(number).build();
  }

  private static AttrValue numbers(long... numbers) {
    AttrValue.ListValue.Builder list = AttrValue.ListValue.newBuilder();
    for (long number : numbers) {
      list.addI(number);
    }
    return AttrValue.newBuilder().setList(list).build();
  }
}
