package io.attributable.tensorflow;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

/** SavedModels without weights, made node by node. */
public final class SmallModels {
  private static final AttrValue FLOAT = AttrValue.newBuilder().setType(DataType.DT_FLOAT).build();
  private static final AttrValue INT = AttrValue.newBuilder().setType(DataType.DT_INT32).build();
  private static final TensorShapeProto UNKNOWN =
      TensorShapeProto.newBuilder().setUnknownRank(true).build();

  private static final TensorShapeProto ROWS =
      TensorShapeProto.newBuilder()
          .addDim(TensorShapeProto.Dim.newBuilder().setSize(-1))
          .addDim(TensorShapeProto.Dim.newBuilder().setSize(3))
          .build();

  private SmallModels() {}

  /**
   * captum's {@code SimpleLRPModel}: a dense layer of three units with weights 2, but for the first
   * one, a ReLU, and a dense layer with weights 3. No biases.
   */
  static void writeTwoDense(Path folder, float first) {
    GraphDef.Builder graph = graph(ROWS);
    graph.addNode(constant("w", 3, 3, first, 2, 2, 2, 2, 2, 2, 2, 2));
    graph.addNode(constant("v", 3, 1, 3, 3, 3));
    graph.addNode(node("dense/MatMul", "MatMul", "x", "w").putAttr("T", FLOAT));
    graph.addNode(node("dense/Relu", "Relu", "dense/MatMul").putAttr("T", FLOAT));
    graph.addNode(node("scores", "MatMul", "dense/Relu", "v").putAttr("T", FLOAT));
    write(folder, graph, ROWS);
  }

  /** A dense layer, each unit of which is multiplied by a sigmoid of another dense layer. */
  static void writeGated(Path folder) {
    GraphDef.Builder graph = graph(ROWS);
    graph.addNode(constant("w", 3, 3, 1, -2, 3, 4, 5, -6, 7, 8, 9));
    graph.addNode(constant("v", 3, 3, 1, 0, -1, 1, 1, 0, 0, -1, 1));
    graph.addNode(node("signal/MatMul", "MatMul", "x", "w").putAttr("T", FLOAT));
    graph.addNode(node("gate/MatMul", "MatMul", "x", "v").putAttr("T", FLOAT));
    graph.addNode(node("gate/Sigmoid", "Sigmoid", "gate/MatMul").putAttr("T", FLOAT));
    graph.addNode(node("scores", "Mul", "gate/Sigmoid", "signal/MatMul").putAttr("T", FLOAT));
    write(folder, graph, ROWS);
  }

  private static NodeDef.Builder constant(String name, int rows, int columns, float... values) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setDtype(DataType.DT_FLOAT);
    for (float value : values) {
      tensor.addFloatVal(value);
    }
    tensor.getTensorShapeBuilder().addDimBuilder().setSize(rows);
    tensor.getTensorShapeBuilder().addDimBuilder().setSize(columns);
    return node(name, "Const")
        .putAttr("dtype", FLOAT)
        .putAttr("value", AttrValue.newBuilder().setTensor(tensor).build());
  }

  /** Squares arrays of any rank, three numbers per example. */
  public static void writeRankless(Path folder) {
    GraphDef.Builder graph = graph(UNKNOWN);
    graph.addNode(node("inner/Square", "Square", "x").putAttr("T", FLOAT));
    graph.addNode(node("shape", "Const").putAttr("dtype", INT).putAttr("value", sizes(-1, 3)));
    graph.addNode(
        node("scores", "Reshape", "inner/Square", "shape")
            .putAttr("T", FLOAT)
            .putAttr("Tshape", INT));
    write(folder, graph, UNKNOWN);
  }

  /** Squares two rows, never more or fewer. */
  public static void writeFixedBatch(Path folder) {
    TensorShapeProto two =
        ROWS.toBuilder().setDim(0, ROWS.getDim(1).toBuilder().setSize(2)).build();
    GraphDef.Builder graph = graph(two);
    graph.addNode(node("inner/Square", "Square", "x").putAttr("T", FLOAT));
    graph.addNode(node("scores", "Identity", "inner/Square").putAttr("T", FLOAT));
    write(folder, graph, two);
  }

  /** Takes the batch's mean off, as batch normalisation in training mode does. */
  public static void writeCentred(Path folder) {
    GraphDef.Builder graph = graph(ROWS);
    graph.addNode(node("inner/Square", "Square", "x").putAttr("T", FLOAT));
    graph.addNode(node("shape", "Const").putAttr("dtype", INT).putAttr("value", axis()));
    graph.addNode(
        node("mean", "Mean", "inner/Square", "shape")
            .putAttr("T", FLOAT)
            .putAttr("Tidx", INT)
            .putAttr("keep_dims", AttrValue.newBuilder().setB(true).build()));
    graph.addNode(node("scores", "Sub", "inner/Square", "mean").putAttr("T", FLOAT));
    write(folder, graph, ROWS);
  }

  /** Squares what is left without the batch's mean: a gradient tells what the batch was. */
  public static void writeSpread(Path folder) {
    GraphDef.Builder graph = graph(ROWS);
    graph.addNode(node("inner/Square", "Square", "x").putAttr("T", FLOAT));
    graph.addNode(node("shape", "Const").putAttr("dtype", INT).putAttr("value", axis()));
    graph.addNode(
        node("mean", "Mean", "inner/Square", "shape")
            .putAttr("T", FLOAT)
            .putAttr("Tidx", INT)
            .putAttr("keep_dims", AttrValue.newBuilder().setB(true).build()));
    graph.addNode(node("centred", "Sub", "inner/Square", "mean").putAttr("T", FLOAT));
    graph.addNode(node("scores", "Square", "centred").putAttr("T", FLOAT));
    write(folder, graph, ROWS);
  }

  /** Multiplies by how many numbers the batch has: only the number of examples matters. */
  public static void writeCounting(Path folder) {
    GraphDef.Builder graph = graph(ROWS);
    graph.addNode(node("inner/Square", "Square", "x").putAttr("T", FLOAT));
    graph.addNode(node("size", "Size", "x").putAttr("T", FLOAT).putAttr("out_type", INT));
    graph.addNode(node("count", "Cast", "size").putAttr("SrcT", INT).putAttr("DstT", FLOAT));
    graph.addNode(node("scores", "Mul", "inner/Square", "count").putAttr("T", FLOAT));
    write(folder, graph, ROWS);
  }

  /** Takes the hyperbolic tangent again and again, by nodes of these names, and adds the input. */
  static void writeChain(Path folder, List<String> names) {
    GraphDef.Builder graph = graph(ROWS);
    String last = "x";
    for (String name : names) {
      graph.addNode(node(name, "Tanh", last).putAttr("T", FLOAT));
      last = name;
    }
    graph.addNode(node("scores", "Add", last, "x").putAttr("T", FLOAT));
    write(folder, graph, ROWS);
  }

  /**
   * Multiplies squares by a constant that is computed from two others. The squares have the name
   * that one would give to what takes the constant's place.
   */
  static void writeFolded(Path folder) {
    GraphDef.Builder graph = graph(ROWS);
    graph.addNode(node("two", "Const").putAttr("dtype", FLOAT).putAttr("value", number(2)));
    graph.addNode(node("factor", "Mul", "two", "two").putAttr("T", FLOAT));
    graph.addNode(node("factor/folded_0", "Square", "x").putAttr("T", FLOAT));
    graph.addNode(node("scores", "Mul", "factor/folded_0", "factor").putAttr("T", FLOAT));
    write(folder, graph, ROWS);
  }

  /** Multiplies squares by the sum of variables, each of which counts how often it was read. */
  static void writeCounters(Path folder, List<String> variables) {
    GraphDef.Builder graph = graph(ROWS);
    AttrValue scalar =
        AttrValue.newBuilder().setShape(TensorShapeProto.getDefaultInstance()).build();
    graph.addNode(node("one", "Const").putAttr("dtype", FLOAT).putAttr("value", number(1)));
    graph.addNode(node("inner/Square", "Square", "x").putAttr("T", FLOAT));
    NodeDef.Builder start = node("start", "NoOp");
    String last = "inner/Square";
    for (int i = 0; i < variables.size(); i++) {
      String name = variables.get(i);
      graph.addNode(
          node(name, "VarHandleOp")
              .putAttr("dtype", FLOAT)
              .putAttr("shape", scalar)
              .putAttr(
                  "shared_name",
                  AttrValue.newBuilder().setS(ByteString.copyFromUtf8(name)).build()));
      graph.addNode(node("start" + i, "AssignVariableOp", name, "one").putAttr("dtype", FLOAT));
      graph.addNode(node("count" + i, "AssignAddVariableOp", name, "one").putAttr("dtype", FLOAT));
      graph.addNode(node("read" + i, "ReadVariableOp", name, "^count" + i).putAttr("dtype", FLOAT));
      graph.addNode(node("scaled" + i, "Mul", last, "read" + i).putAttr("T", FLOAT));
      start.addInput("^start" + i);
      last = "scaled" + i;
    }
    graph.addNode(start);
    graph.addNode(node("scores", "Identity", last).putAttr("T", FLOAT));
    write(folder, graph, signature(ROWS), Map.of("__saved_model_init_op", initialisation()));
  }

  private static SignatureDef initialisation() {
    return SignatureDef.newBuilder()
        .putOutputs("__saved_model_init_op", TensorInfo.newBuilder().setName("start").build())
        .build();
  }

  private static AttrValue number(float value) {
    TensorProto.Builder one = TensorProto.newBuilder().setDtype(DataType.DT_FLOAT);
    one.addFloatVal(value).setTensorShape(TensorShapeProto.getDefaultInstance());
    return AttrValue.newBuilder().setTensor(one).build();
  }

  /** Squares rows: no example knows of another. */
  public static void writePlain(Path folder) {
    GraphDef.Builder graph = graph(ROWS);
    graph.addNode(node("inner/Square", "Square", "x").putAttr("T", FLOAT));
    graph.addNode(node("scores", "Identity", "inner/Square").putAttr("T", FLOAT));
    write(folder, graph, ROWS);
  }

  /** Takes the batch's mean off as often as a scalar says, as a flag for training would. */
  public static void writeSwitched(Path folder) {
    GraphDef.Builder graph = graph(ROWS);
    TensorShapeProto scalar = TensorShapeProto.getDefaultInstance();
    graph.addNode(placeholder("training", scalar));
    graph.addNode(node("inner/Square", "Square", "x").putAttr("T", FLOAT));
    graph.addNode(node("shape", "Const").putAttr("dtype", INT).putAttr("value", axis()));
    graph.addNode(
        node("mean", "Mean", "inner/Square", "shape")
            .putAttr("T", FLOAT)
            .putAttr("Tidx", INT)
            .putAttr("keep_dims", AttrValue.newBuilder().setB(true).build()));
    graph.addNode(node("taken", "Mul", "mean", "training").putAttr("T", FLOAT));
    graph.addNode(node("scores", "Sub", "inner/Square", "taken").putAttr("T", FLOAT));
    write(
        folder,
        graph,
        signature(ROWS).toBuilder().putInputs("training", info("training:0", scalar)).build());
  }

  /** Takes rows by eights, as a model of whole windows does. */
  public static void writeWindows(Path folder) {
    GraphDef.Builder graph = graph(ROWS);
    graph.addNode(node("inner/Square", "Square", "x").putAttr("T", FLOAT));
    graph.addNode(node("eights", "Const").putAttr("dtype", INT).putAttr("value", sizes(-1, 8, 3)));
    graph.addNode(node("shape", "Const").putAttr("dtype", INT).putAttr("value", sizes(-1, 3)));
    graph.addNode(
        node("windows", "Reshape", "inner/Square", "eights")
            .putAttr("T", FLOAT)
            .putAttr("Tshape", INT));
    graph.addNode(
        node("scores", "Reshape", "windows", "shape").putAttr("T", FLOAT).putAttr("Tshape", INT));
    write(folder, graph, ROWS);
  }

  /** Adds the sum of all boxes to the squares: boxes are no examples, and there may be none. */
  public static void writeBoxed(Path folder) {
    GraphDef.Builder graph = graph(ROWS);
    graph.addNode(placeholder("boxes", ROWS));
    graph.addNode(node("inner/Square", "Square", "x").putAttr("T", FLOAT));
    graph.addNode(node("shape", "Const").putAttr("dtype", INT).putAttr("value", axis()));
    graph.addNode(
        node("sum", "Sum", "boxes", "shape")
            .putAttr("T", FLOAT)
            .putAttr("Tidx", INT)
            .putAttr("keep_dims", AttrValue.newBuilder().setB(false).build()));
    graph.addNode(node("scores", "AddV2", "inner/Square", "sum").putAttr("T", FLOAT));
    write(
        folder,
        graph,
        signature(ROWS).toBuilder().putInputs("boxes", info("boxes:0", ROWS)).build());
  }

  private static NodeDef.Builder placeholder(String name, TensorShapeProto shape) {
    return node(name, "Placeholder")
        .putAttr("dtype", FLOAT)
        .putAttr("shape", AttrValue.newBuilder().setShape(shape).build());
  }

  private static GraphDef.Builder graph(TensorShapeProto shape) {
    GraphDef.Builder graph = GraphDef.newBuilder();
    graph.getVersionsBuilder().setProducer(1882);
    graph.addNode(placeholder("x", shape));
    return graph;
  }

  private static void write(Path folder, GraphDef.Builder graph, TensorShapeProto shape) {
    write(folder, graph, signature(shape));
  }

  private static void write(Path folder, GraphDef.Builder graph, SignatureDef signature) {
    write(folder, graph, signature, Map.of());
  }

  private static void write(
      Path folder,
      GraphDef.Builder graph,
      SignatureDef signature,
      Map<String, SignatureDef> others) {
    MetaGraphDef.Builder meta = MetaGraphDef.newBuilder().setGraphDef(graph);
    meta.getMetaInfoDefBuilder().addTags("serve").setTensorflowVersion("2.18.0");
    meta.putSignatureDef("serving_default", signature).putAllSignatureDef(others);
    try {
      Files.write(
          folder.resolve("saved_model.pb"),
          SavedModel.newBuilder()
              .setSavedModelSchemaVersion(1)
              .addMetaGraphs(meta)
              .build()
              .toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static NodeDef.Builder node(String name, String op, String... inputs) {
    return NodeDef.newBuilder().setName(name).setOp(op).addAllInput(List.of(inputs));
  }

  private static AttrValue axis() {
    TensorProto.Builder zero = TensorProto.newBuilder().setDtype(DataType.DT_INT32).addIntVal(0);
    zero.getTensorShapeBuilder().addDimBuilder().setSize(1);
    return AttrValue.newBuilder().setTensor(zero).build();
  }

  private static AttrValue sizes(int... values) {
    ByteBuffer sizes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      sizes.putInt(value);
    }
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDimBuilder().setSize(values.length);
    return AttrValue.newBuilder()
        .setTensor(
            TensorProto.newBuilder()
                .setDtype(DataType.DT_INT32)
                .setTensorShape(shape)
                .setTensorContent(ByteString.copyFrom(sizes.array())))
        .build();
  }

  private static SignatureDef signature(TensorShapeProto shape) {
    return SignatureDef.newBuilder()
        .setMethodName("tensorflow/serving/predict")
        .putInputs("x", info("x:0", shape))
        .putOutputs("scores", info("scores:0", shape))
        .build();
  }

  private static TensorInfo info(String name, TensorShapeProto shape) {
    return TensorInfo.newBuilder()
        .setName(name)
        .setDtype(DataType.DT_FLOAT)
        .setTensorShape(shape)
        .build();
  }
}
