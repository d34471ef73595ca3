package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Target;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.Dtype;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import io.attributable.tensorflow.internal.tensor.InputTensors;
import io.attributable.tensorflow.internal.tensor.ReadableTensors;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.testing.Fixtures;
import io.attributable.testing.GoldenCase;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.TensorProto;

/** Every dtype of the one table is fed, and read back, bit by bit. */
class DtypesTest {

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STRING")
  void bitsGoInAndComeOut(Dtype dtype) {
    TensorProto read = throughSession(dtype, values(dtype), Shape.of(3));
    assertThat(read.getDtype()).isEqualTo(dtype.type());
    assertThat(read.getTensorShape()).isEqualTo(Types.proto(Shape.of(3)));
    assertThat(read.getTensorContent().asReadOnlyByteBuffer()).isEqualTo(bits(dtype));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STRING")
  void arraysWithoutElementsAreFedToo(Dtype dtype) {
    NdArray<?> none = values(dtype).slice(Indices.range(0, 0));
    TensorProto read = throughSession(dtype, none, Shape.of(0));
    assertThat(read.getTensorShape()).isEqualTo(Types.proto(Shape.of(0)));
    assertThat(read.getTensorContent().isEmpty()).isTrue();
  }

  @Test
  void arraysOfAnotherKindAreRefused() {
    TensorSchema input = schema(Dtype.UINT32, Shape.of(-1));
    assertThatThrownBy(() -> InputTensors.of(input, NdArrays.vectorOf(1L), "s", "m"))
        .isInstanceOf(AttributionException.class)
        .hasMessage("[InputDtype] Input \"x\" must be uint32 (IntNdArray), but is int64.");
  }

  @Test
  void complexNumbersNeedBothParts() {
    TensorSchema known = schema(Dtype.COMPLEX64, Shape.of(-1, 4));
    TensorSchema any = schema(Dtype.COMPLEX64, Shape.unknown());
    FloatNdArray real = NdArrays.ofFloats(Shape.of(3, 4));
    assertThatThrownBy(() -> InputTensors.of(known, real, "s", "m"))
        .hasMessage("[InputShape] Input \"x\" must have shape [?,4,2], but has [3,4].");
    assertThatThrownBy(() -> InputTensors.of(any, real, "s", "m"))
        .hasMessage("[InputShape] Input \"x\" must have shape […,2], but has [3,4].");
    assertThatThrownBy(() -> InputTensors.of(any, NdArrays.scalarOf(1f), "s", "m"))
        .isInstanceOf(AttributionException.class)
        .extracting(e -> ((AttributionException) e).code())
        .isEqualTo(ErrorCode.INPUT_SHAPE);
  }

  /** What is cut, joined and picked keeps its type: each part has the numbers of the whole. */
  @Test
  void batchesOfEveryDtypeAreCutInParts() {
    GoldenCase golden = Fixtures.cases("tfmodule_dtype_inputs").get(0);
    ModelOptions small = ModelOptions.defaults().batchBytes(2000);
    try (AttributableModel model = AttributableModel.load(Fixtures.model(golden.model()), small)) {
      GoldenCheck.check(model, golden);
    }
  }

  /** An empty batch has nothing to compute, but its inputs are checked and fed. */
  @Test
  void emptyBatchesOfEveryDtypeAreExplained() {
    GoldenCase golden = Fixtures.cases("tfmodule_dtype_inputs").get(0);
    try (AttributableModel model = AttributableModel.load(Fixtures.model(golden.model()))) {
      LayerAttribution request =
          LayerGradientXActivation.on(model).layers("hidden").target(Target.of(0));
      for (String name : golden.inputFiles().keySet()) {
        request.input(name, golden.input(name).slice(Indices.range(0, 0)));
      }
      assertThat(request.attribute().layers().get(0).floats().shape().get(0)).isZero();
    }
  }

  private static TensorSchema schema(Dtype dtype, Shape shape) {
    return new TensorSchema("x", new TensorRef("x", 0), dtype.type(), shape);
  }

  /** Feeds a placeholder and reads it as constants are read. */
  private static TensorProto throughSession(Dtype dtype, NdArray<?> values, Shape shape) {
    GraphDef.Builder proto = GraphDef.newBuilder();
    proto
        .addNodeBuilder()
        .setName("x")
        .setOp("Placeholder")
        .putAttr("dtype", AttrValue.newBuilder().setType(dtype.type()).build());
    proto
        .addNodeBuilder()
        .setName("y")
        .setOp("Identity")
        .addInput("x")
        .putAttr("T", AttrValue.newBuilder().setType(dtype.type()).build());
    boolean plain = ReadableTensors.isReadable(dtype.type());
    if (!plain) {
      proto.addNode(ReadableTensors.node("bits", new TensorRef("y", 0), dtype.type()));
    }
    try (Graph graph = new Graph()) {
      graph.importGraphDef(proto.build());
      try (Session session = new Session(graph);
          Tensor fed = InputTensors.of(schema(dtype, shape), values, "s", "m");
          Result result = session.runner().feed("x", fed).fetch(plain ? "y" : "bits").run()) {
        return ReadableTensors.proto(dtype.type(), result.get(0));
      }
    }
  }

  /** Three elements, the ends of the range among them. */
  private static NdArray<?> values(Dtype dtype) {
    return switch (dtype.array()) {
      case BYTE -> NdArrays.vectorOf(Byte.MIN_VALUE, (byte) -1, Byte.MAX_VALUE);
      case SHORT -> NdArrays.vectorOf(Short.MIN_VALUE, (short) -1, Short.MAX_VALUE);
      case INT -> NdArrays.vectorOf(Integer.MIN_VALUE, -1, Integer.MAX_VALUE);
      case LONG -> NdArrays.vectorOf(Long.MIN_VALUE, -1L, Long.MAX_VALUE);
      case BOOLEAN -> NdArrays.vectorOf(true, false, true);
      case FLOAT -> filled(NdArrays.ofFloats(dtype.carried(Shape.of(3))));
      case DOUBLE -> filled(NdArrays.ofDoubles(dtype.carried(Shape.of(3))));
      case BYTES -> throw new IllegalArgumentException("strings have no bits");
    };
  }

  private static NdArray<?> filled(NdArray<?> array) {
    double value = -1.5;
    for (NdArray<?> scalar : array.scalars()) {
      if (scalar instanceof FloatNdArray floats) {
        floats.setFloat((float) value);
      } else {
        ((DoubleNdArray) scalar).setDouble(value);
      }
      value += 0.5;
    }
    return array;
  }

  private static ByteBuffer bits(Dtype dtype) {
    ByteBuffer bits = ByteBuffer.allocate(3 * 16).order(ByteOrder.LITTLE_ENDIAN);
    if (dtype == Dtype.FLOAT16 || dtype == Dtype.BFLOAT16) {
      // -1.5, -1, -0.5
      List<Integer> halves =
          dtype == Dtype.FLOAT16
              ? List.of(0xbe00, 0xbc00, 0xb800)
              : List.of(0xbfc0, 0xbf80, 0xbf00);
      halves.forEach(half -> bits.putShort(half.shortValue()));
      return bits.flip();
    }
    for (NdArray<?> scalar : values(dtype).scalars()) {
      put(bits, scalar.getObject());
    }
    return bits.flip();
  }

  private static void put(ByteBuffer bits, Object element) {
    switch (size(element)) {
      case 1 ->
          bits.put(element instanceof Boolean truth ? (byte) (truth ? 1 : 0) : (Byte) element);
      case 2 -> bits.putShort((Short) element);
      case 4 ->
          bits.putInt(element instanceof Float f ? Float.floatToIntBits(f) : (Integer) element);
      default ->
          bits.putLong(element instanceof Double d ? Double.doubleToLongBits(d) : (Long) element);
    }
  }

  private static int size(Object element) {
    if (element instanceof Byte || element instanceof Boolean) {
      return 1;
    }
    if (element instanceof Short) {
      return 2;
    }
    return element instanceof Integer || element instanceof Float ? 4 : 8;
  }
}
