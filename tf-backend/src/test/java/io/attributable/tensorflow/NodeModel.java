package io.attributable.tensorflow;

import io.attributable.graph.flat.Attributes;
import io.attributable.graph.tensor.Types;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
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
 * A SavedModel made node by node: from {@code x}, 64-bit rows unless told otherwise, to {@code
 * scores}. Not thread-safe.
 */
final class NodeModel {
  private static final int PRODUCER = 1882;

  private final GraphDef.Builder graph = GraphDef.newBuilder();
  private final Shape rows;
  private final DataType type;
  private DataType given;

  /** Takes rows of so many numbers. */
  NodeModel(int width) {
    this(Shape.of(-1, width), DataType.DT_DOUBLE);
  }

  /** Takes arrays of some shape and type. */
  NodeModel(Shape rows, DataType type) {
    this.rows = rows;
    this.type = type;
    this.given = type;
    graph.getVersionsBuilder().setProducer(PRODUCER);
    graph.addNode(
        NodeDef.newBuilder()
            .setName("x")
            .setOp("Placeholder")
            .putAttr("dtype", Attributes.of(type))
            .putAttr("shape", shape(rows)));
  }

  private static AttrValue shape(Shape shape) {
    return AttrValue.newBuilder().setShape(Types.proto(shape)).build();
  }

  /** A node of numbers of that type. */
  NodeModel add(String name, String op, String... inputs) {
    return add(name, op, Map.of(), inputs);
  }

  /** The same with further attributes. */
  NodeModel add(String name, String op, Map<String, AttrValue> attributes, String... inputs) {
    NodeDef.Builder node = NodeDef.newBuilder().setName(name).setOp(op);
    if (!op.equals("Cast")) {
      node.putAttr("T", Attributes.of(type));
    }
    graph.addNode(node.putAllAttr(attributes).addAllInput(List.of(inputs)));
    return this;
  }

  /** Any node. */
  NodeModel node(NodeDef.Builder node) {
    graph.addNode(node);
    return this;
  }

  /** A number. */
  NodeModel number(String name, double value) {
    return constant(
        name,
        DataType.DT_DOUBLE,
        TensorProto.newBuilder().addDoubleVal(value).setTensorShape(Types.proto(Shape.scalar())));
  }

  /** A whole number. */
  NodeModel whole(String name, int value) {
    return constant(
        name,
        DataType.DT_INT32,
        TensorProto.newBuilder().addIntVal(value).setTensorShape(Types.proto(Shape.scalar())));
  }

  /** Axes. */
  NodeModel axis(String name, int axis) {
    return constant(
        name,
        DataType.DT_INT32,
        TensorProto.newBuilder().addIntVal(axis).setTensorShape(Types.proto(Shape.of(1))));
  }

  /** A square matrix of 32-bit random numbers, which keeps the size of what it multiplies. */
  NodeModel matrix(String name, int size, long seed) {
    Random random = new Random(seed);
    TensorProto.Builder proto =
        TensorProto.newBuilder().setTensorShape(Types.proto(Shape.of(size, size)));
    for (int i = 0; i < size * size; i++) {
      proto.addFloatVal((float) (random.nextGaussian() / Math.sqrt(size)));
    }
    return constant(name, DataType.DT_FLOAT, proto);
  }

  /** Whole numbers. */
  NodeModel integers(String name, int... values) {
    TensorProto.Builder proto =
        TensorProto.newBuilder().setTensorShape(Types.proto(Shape.of(values.length)));
    IntStream.of(values).forEach(proto::addIntVal);
    return constant(name, DataType.DT_INT32, proto);
  }

  private NodeModel constant(String name, DataType type, TensorProto.Builder value) {
    graph.addNode(
        NodeDef.newBuilder()
            .setName(name)
            .setOp("Const")
            .putAttr("dtype", Attributes.of(type))
            .putAttr("value", AttrValue.newBuilder().setTensor(value.setDtype(type)).build()));
    return this;
  }

  /** The type of its output, where it is another one. */
  NodeModel giving(DataType scores) {
    given = scores;
    return this;
  }

  /** Writes it, with {@code scores} as its output. */
  Path write(Path folder) {
    MetaGraphDef.Builder meta = MetaGraphDef.newBuilder().setGraphDef(graph);
    meta.getMetaInfoDefBuilder().addTags("serve").setTensorflowVersion("2.18.0");
    meta.putSignatureDef(
        "serving_default",
        SignatureDef.newBuilder()
            .setMethodName("tensorflow/serving/predict")
            .putInputs("x", info("x:0", rows, type))
            .putOutputs("scores", info("scores:0", Shape.unknown(), given))
            .build());
    try {
      Files.createDirectories(folder);
      Files.write(
          folder.resolve("saved_model.pb"),
          SavedModel.newBuilder()
              .setSavedModelSchemaVersion(1)
              .addMetaGraphs(meta)
              .build()
              .toByteArray());
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TensorInfo info(String name, Shape shape, DataType type) {
    return TensorInfo.newBuilder()
        .setName(name)
        .setDtype(type)
        .setTensorShape(Types.proto(shape))
        .build();
  }
}
