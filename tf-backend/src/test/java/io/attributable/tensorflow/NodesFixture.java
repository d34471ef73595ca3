package io.attributable.tensorflow;

import com.google.protobuf.ByteString;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NodeOutputs;
import io.attributable.graph.savedmodel.OpRegistry;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import io.attributable.tensorflow.internal.tensor.FloatingPointValues;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.TensorProto;

/** Nodes written one by one, to see what becomes of them. */
abstract class NodesFixture {
  private static final OpRegistry OPS = OpRegistry.ofTensorFlow();

  final List<FlatNode> nodes = new ArrayList<>();
  final Random random = new Random(7);

  TensorProto random(Shape shape) {
    return numbers(shape, random::nextGaussian);
  }

  static TensorProto numbers(Shape shape, DoubleSupplier source) {
    int count = (int) shape.size();
    ByteBuffer bytes = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      bytes.putFloat((float) source.getAsDouble());
    }
    return TensorProto.newBuilder()
        .setDtype(DataType.DT_FLOAT)
        .setTensorShape(Types.proto(shape))
        .setTensorContent(ByteString.copyFrom(bytes.array()))
        .build();
  }

  FlatNode constant(String name, TensorProto value) {
    Map<String, AttrValue> attributes =
        Map.of(
            "value", AttrValue.newBuilder().setTensor(value).build(),
            "dtype", AttrValue.newBuilder().setType(value.getDtype()).build());
    return add(name, "Const", List.of(), attributes, Types.shape(value.getTensorShape()));
  }

  FlatNode node(
      String name, String op, List<FlatNode> inputs, Map<String, AttrValue> more, Shape shape) {
    Map<String, AttrValue> attributes = new HashMap<>(more);
    attributes.put("T", AttrValue.newBuilder().setType(DataType.DT_FLOAT).build());
    return add(name, op, inputs, attributes, shape);
  }

  FlatNode add(
      String name,
      String op,
      List<FlatNode> inputs,
      Map<String, AttrValue> attributes,
      Shape shape) {
    OpDef definition = OPS.find(op).orElseThrow();
    DataType type = NodeOutputs.types(definition, attributes).get(0);
    FlatNode node =
        new FlatNode(
            name,
            name,
            0,
            definition,
            inputs.stream().map(input -> input.output(0)).toList(),
            List.of(),
            attributes,
            List.of(new FlatNode.Output(type, shape)));
    nodes.add(node);
    return node;
  }

  static float[] run(Collection<FlatNode> nodes, TensorRef wanted) {
    GraphDef.Builder proto = GraphDef.newBuilder();
    nodes.forEach(node -> proto.addNode(node.toProto()));
    try (Graph graph = new Graph()) {
      graph.importGraphDef(proto.build());
      try (Session session = new Session(graph);
          Result result = session.runner().fetch(wanted.node(), wanted.index()).run()) {
        double[] numbers = FloatingPointValues.of(result.get(0));
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
          floats[i] = (float) numbers[i];
        }
        return floats;
      }
    }
  }
}
