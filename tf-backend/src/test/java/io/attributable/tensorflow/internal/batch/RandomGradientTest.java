package io.attributable.tensorflow.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Mode;
import io.attributable.Target;
import io.attributable.UnusedLayer;
import io.attributable.graph.flat.Attributes;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.LayerGradientXActivation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorProto;

/**
 * Gradients of random graphs are what central differences are, or are refused with a code. More of
 * them: {@code -Dgraphs.count=1000 -Dgraphs.seed=7}.
 */
class RandomGradientTest {
  private static final int COUNT = Integer.getInteger("graphs.count", 40);
  private static final long SEED = Long.getLong("graphs.seed", 1);
  private static final int SIZE = 7;
  private static final int EXAMPLES = 3;
  private static final double STEP = 1e-2;
  private static final double LARGEST = 1e3;

  @TempDir Path folder;

  @Test
  void areCentralDifferences() throws IOException {
    int compared = 0;
    for (int i = 0; i < COUNT; i++) {
      compared += agrees(SEED * 1000 + i) ? 1 : 0;
    }
    assertThat(compared).isGreaterThan(COUNT / 3);
  }

  /** Whether there was something to compare: a smooth function of moderate size. */
  private boolean agrees(long seed) throws IOException {
    try (AttributableModel model = AttributableModel.load(write(seed))) {
      float[] at = values(new Random(seed), 1);
      float[] direction = values(new Random(seed + 1), 1);
      double wide = difference(model, at, direction, STEP);
      double narrow = difference(model, at, direction, STEP / 2);
      double noise = 1e-4 + 1e-6 * Math.abs(output(model, at)) / STEP;
      double found = slope(model, at, direction);
      double scale = Math.max(1, Math.max(Math.abs(wide), Math.abs(found)));
      boolean smooth = Math.abs(wide - narrow) < 0.01 * scale + 2 * noise;
      if (!smooth || !Double.isFinite(wide) || scale > LARGEST) {
        return false;
      }
      assertThat(Math.abs(found - narrow))
          .as("seed %d: gradient says %s, differences %s and %s", seed, found, wide, narrow)
          .isLessThan(0.03 * scale + 4 * noise);
      return true;
    } catch (AttributionException e) {
      assertThat(e.code()).as("seed %d", seed).isNotIn(ErrorCode.INTERNAL, ErrorCode.RUN_FAILED);
      return false;
    }
  }

  private static double slope(AttributableModel model, float[] at, float[] direction) {
    FloatNdArray gradient =
        LayerGradientXActivation.on(model)
            .layers("input:x")
            .input("x", array(at))
            .mode(Mode.LOCAL)
            .target(Target.none())
            .unusedLayer(UnusedLayer.ZEROS)
            .attribute()
            .layers()
            .get(0)
            .floats();
    double slope = 0;
    int i = 0;
    for (var value : gradient.scalars()) {
      slope += value.getFloat() * direction[i++];
    }
    return slope;
  }

  private static double difference(
      AttributableModel model, float[] at, float[] direction, double step) {
    return (output(model, moved(at, direction, step)) - output(model, moved(at, direction, -step)))
        / (2 * step);
  }

  private static float[] moved(float[] at, float[] direction, double step) {
    float[] moved = at.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += (float) (step * direction[i]);
    }
    return moved;
  }

  /** Of all examples together. */
  private static double output(AttributableModel model, float[] at) {
    NdArray<?> output = model.predict("serving_default", Map.of("x", array(at))).get("y");
    double sum = 0;
    for (var value : ((FloatNdArray) output).scalars()) {
      sum += value.getFloat();
    }
    return sum;
  }

  private static FloatNdArray array(float[] values) {
    FloatNdArray array = NdArrays.ofFloats(RandomGraph.EXAMPLE.prepend(EXAMPLES));
    int i = 0;
    for (var scalar : array.scalars()) {
      scalar.setFloat(values[i++]);
    }
    return array;
  }

  private static float[] values(Random random, double scale) {
    float[] values = new float[(int) RandomGraph.EXAMPLE.size() * EXAMPLES];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (scale * random.nextGaussian());
    }
    return values;
  }

  /** The output is the mean of what the graph gives, for each example; the first one adds zero. */
  private Path write(long seed) throws IOException {
    RandomGraph random = new RandomGraph(seed, SIZE);
    GraphDef.Builder graph = GraphDef.newBuilder();
    graph.getVersionsBuilder().setProducer(1882);
    for (FlatNode node : random.graph().nodes()) {
      graph.addNode(node.toProto());
    }
    graph
        .addNode(integers("rows_and_columns", 1, 2))
        .addNode(integers("flat", -1))
        .addNode(integers("first", 0))
        .addNode(zero())
        .addNode(node("by_example", "Sum", "x", "rows_and_columns").putAttr("Tidx", int32()))
        .addNode(node("nothing", "Mul", "by_example", "zero"))
        .addNode(node("tall", "Reshape", name(random.last()), "flat").putAttr("Tshape", int32()))
        .addNode(node("mean", "Mean", "tall", "first").putAttr("Tidx", int32()))
        .addNode(node("y", "AddV2", "nothing", "mean"));
    MetaGraphDef.Builder meta = MetaGraphDef.newBuilder().setGraphDef(graph);
    meta.getMetaInfoDefBuilder().addTags("serve");
    meta.putSignatureDef(
        "serving_default",
        SignatureDef.newBuilder()
            .setMethodName("tensorflow/serving/predict")
            .putInputs("x", info("x:0", RandomGraph.EXAMPLE.prepend(-1)))
            .putOutputs("y", info("y:0", Shape.of(-1)))
            .build());
    Path model = Files.createDirectories(folder.resolve("m" + seed));
    Files.write(
        model.resolve("saved_model.pb"),
        SavedModel.newBuilder()
            .setSavedModelSchemaVersion(1)
            .addMetaGraphs(meta)
            .build()
            .toByteArray());
    return model;
  }

  private static String name(TensorRef tensor) {
    return tensor.toString();
  }

  private static AttrValue int32() {
    return Attributes.of(DataType.DT_INT32);
  }

  private static NodeDef.Builder node(String name, String op, String... inputs) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp(op)
        .addAllInput(List.of(inputs))
        .putAttr("T", Attributes.of(DataType.DT_FLOAT));
  }

  private static NodeDef.Builder integers(String name, int... values) {
    TensorProto.Builder proto =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_INT32)
            .setTensorShape(Types.proto(Shape.of(values.length)));
    for (int value : values) {
      proto.addIntVal(value);
    }
    return constant(name, DataType.DT_INT32, proto);
  }

  private static NodeDef.Builder zero() {
    return constant(
        "zero",
        DataType.DT_FLOAT,
        TensorProto.newBuilder()
            .setDtype(DataType.DT_FLOAT)
            .setTensorShape(Types.proto(Shape.scalar()))
            .addFloatVal(0));
  }

  private static NodeDef.Builder constant(String name, DataType type, TensorProto.Builder value) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Const")
        .putAttr("dtype", Attributes.of(type))
        .putAttr("value", AttrValue.newBuilder().setTensor(value).build());
  }

  private static TensorInfo info(String name, Shape shape) {
    return TensorInfo.newBuilder()
        .setName(name)
        .setDtype(DataType.DT_FLOAT)
        .setTensorShape(Types.proto(shape))
        .build();
  }
}
