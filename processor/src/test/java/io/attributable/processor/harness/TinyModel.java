package io.attributable.processor.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/** Builds a SavedModel of a few nodes, without functions and variables, as TensorFlow 1 did. */
public final class TinyModel {
  private final GraphDef.Builder graph = GraphDef.newBuilder();
  private final SignatureDef.Builder signature = SignatureDef.newBuilder();

  /** Adds an input, made by a node {@code in0}, {@code in1}, …; -1 leaves a dimension open. */
  public TinyModel input(String name, DataType type, long... shape) {
    String node = "in" + signature.getInputsCount();
    graph.addNode(
        NodeDef.newBuilder()
            .setName(node)
            .setOp("Placeholder")
            .putAttr("dtype", AttrValue.newBuilder().setType(type).build())
            .putAttr("shape", AttrValue.newBuilder().setShape(shape(shape)).build()));
    signature.putInputs(name, tensor(node, type).setTensorShape(shape(shape)).build());
    return this;
  }

  /** Adds a node whose attribute {@code T} is float32. */
  public TinyModel node(String op, String name, String... inputs) {
    graph.addNode(floats(op, name, inputs));
    return this;
  }

  /** Adds a node without attributes. */
  public TinyModel bare(String op, String name) {
    graph.addNode(NodeDef.newBuilder().setName(name).setOp(op));
    return this;
  }

  /** Adds such a node, of which it is known that it makes a single number. */
  public TinyModel scalar(String op, String name, String... inputs) {
    return shaped(op, name, new long[0], inputs);
  }

  /** Adds such a node, of which the shape is known. */
  public TinyModel shaped(String op, String name, long[] shape, String... inputs) {
    AttrValue.ListValue shapes = AttrValue.ListValue.newBuilder().addShape(shape(shape)).build();
    graph.addNode(
        floats(op, name, inputs)
            .putAttr("_output_shapes", AttrValue.newBuilder().setList(shapes).build()));
    return this;
  }

  private static NodeDef.Builder floats(String op, String name, String... inputs) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp(op)
        .addAllInput(List.of(inputs))
        .putAttr("T", AttrValue.newBuilder().setType(DataType.DT_FLOAT).build());
  }

  /** Adds an output, which is a node's first. */
  public TinyModel output(String name, String node, DataType type, long... shape) {
    signature.putOutputs(name, tensor(node, type).setTensorShape(shape(shape)).build());
    return this;
  }

  /** Writes the model into a folder. */
  public void save(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve("saved_model.pb"), model().toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SavedModel model() {
    return SavedModel.newBuilder()
        .setSavedModelSchemaVersion(1)
        .addMetaGraphs(
            MetaGraphDef.newBuilder()
                .setMetaInfoDef(MetaGraphDef.MetaInfoDef.newBuilder().addTags("serve"))
                .setGraphDef(graph)
                .putSignatureDef("serving_default", signature.build()))
        .build();
  }

  private static TensorInfo.Builder tensor(String node, DataType type) {
    return TensorInfo.newBuilder().setName(node + ":0").setDtype(type);
  }

  private static TensorShapeProto shape(long... sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long size : sizes) {
      shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    return shape.build();
  }
}
