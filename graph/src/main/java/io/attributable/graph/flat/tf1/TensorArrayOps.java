package io.attributable.graph.flat.tf1;

import io.attributable.graph.flat.Attributes;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.savedmodel.OpRegistry;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** For each op on an array of TensorFlow 1 that on a list of tensors which does the same. */
final class TensorArrayOps {
  private static final String ARRAY = "TensorArrayV3";
  private static final Set<String> WRITING =
      Set.of("TensorArrayWriteV3", "TensorArrayScatterV3", "TensorArraySplitV3");
  private static final Set<String> READING =
      Set.of(
          "TensorArrayReadV3", "TensorArrayGatherV3", "TensorArrayConcatV3", "TensorArraySizeV3");
  private static final String CLOSING = "TensorArrayCloseV3";

  private final OpRegistry ops;

  TensorArrayOps(OpRegistry ops) {
    this.ops = ops;
  }

  /** The ops that there are others for. */
  static Set<String> all() {
    Set<String> all = new HashSet<>(Set.of(ARRAY, CLOSING));
    all.addAll(WRITING);
    all.addAll(READING);
    return all;
  }

  static boolean isArray(FlatNode node) {
    return node.op().equals(ARRAY);
  }

  static boolean writes(FlatNode node) {
    return WRITING.contains(node.op());
  }

  /** Whether there is such an op on lists. */
  static boolean isKnown(FlatNode node) {
    return writes(node) || READING.contains(node.op()) || node.op().equals(CLOSING);
  }

  /** An empty list of as many items as an array has. */
  List<FlatNode> list(FlatNode array) {
    FlatNode shape = shape(array, array.attribute("element_shape").getShape());
    Map<String, AttrValue> attributes = shaped(array.attribute("dtype"));
    return List.of(
        shape,
        node(
                array,
                "TensorListReserve",
                List.of(shape.output(0), array.inputs().get(0)),
                attributes)
            .withOutputs(List.of(variant())));
  }

  /**
   * The list op that corresponds to an array op, with its inputs.
   *
   * @param node with a handle and other inputs, a list instead of the flow
   * @param array the node that made the array
   */
  List<FlatNode> turned(FlatNode node, FlatNode array) {
    List<TensorRef> in = node.inputs();
    AttrValue type = array.attribute("dtype");
    return switch (node.op()) {
      case "TensorArrayWriteV3" -> List.of(write(node, array, type));
      case "TensorArrayScatterV3" ->
          written(node, "TensorListScatterIntoExistingList", typed(type), 3, 2, 1);
      case "TensorArraySplitV3" -> split(node, array, type);
      case "TensorArrayReadV3" ->
          read(node, "TensorListGetItem", List.of(in.get(2), in.get(1)), typed(type), array);
      case "TensorArrayGatherV3" ->
          read(node, "TensorListGather", List.of(in.get(2), in.get(1)), typed(type), array);
      case "TensorArrayConcatV3" -> concat(node, type);
      case "TensorArraySizeV3" ->
          List.of(node(node, "TensorListLength", List.of(in.get(1)), Map.of()));
      default -> List.of();
    };
  }

  private FlatNode write(FlatNode node, FlatNode array, AttrValue type) {
    Map<String, AttrValue> attributes = new HashMap<>(typed(type));
    attributes.put("resize_if_index_out_of_bounds", array.attribute("dynamic_size"));
    return written(node, "TensorListSetItem", attributes, 3, 1, 2).get(0);
  }

  private List<FlatNode> written(
      FlatNode node, String op, Map<String, AttrValue> attributes, int... inputs) {
    List<TensorRef> chosen = IntStream.of(inputs).mapToObj(node.inputs()::get).toList();
    return List.of(node(node, op, chosen, attributes).withOutputs(List.of(variant())));
  }

  private List<FlatNode> read(
      FlatNode node,
      String op,
      List<TensorRef> inputs,
      Map<String, AttrValue> attributes,
      FlatNode array) {
    TensorShapeProto stated = array.attribute("element_shape").getShape();
    boolean says = node.op().equals("TensorArrayGatherV3") && stated.getUnknownRank();
    FlatNode shape = shape(node, says ? node.attribute("element_shape").getShape() : stated);
    return List.of(
        shape, node(node, op, List.of(inputs.get(0), inputs.get(1), shape.output(0)), attributes));
  }

  /** Items of any length, one behind the other. */
  private List<FlatNode> concat(FlatNode node, AttrValue type) {
    FlatNode shape = shape(node, piece(node.attribute("element_shape_except0").getShape()));
    FlatNode lengths =
        constant(
            node,
            "lengths",
            TensorProto.newBuilder()
                .setDtype(DataType.DT_INT64)
                .setTensorShape(Types.proto(Shape.of(0))));
    List<TensorRef> inputs = List.of(node.inputs().get(1), shape.output(0), lengths.output(0));
    return List.of(shape, lengths, node(node, "TensorListConcatV2", inputs, shaped(type)));
  }

  /** Of pieces of any length, when the rest of their shape may be known. */
  private static TensorShapeProto piece(TensorShapeProto rest) {
    return rest.getUnknownRank()
        ? rest
        : rest.toBuilder().addDim(0, TensorShapeProto.Dim.newBuilder().setSize(-1)).build();
  }

  private List<FlatNode> split(FlatNode node, FlatNode array, AttrValue type) {
    FlatNode shape = shape(node, array.attribute("element_shape").getShape());
    List<TensorRef> inputs = List.of(node.inputs().get(1), shape.output(0), node.inputs().get(2));
    return List.of(
        shape, node(node, "TensorListSplit", inputs, shaped(type)).withOutputs(List.of(variant())));
  }

  /** The same node with another op. */
  private FlatNode node(
      FlatNode node, String op, List<TensorRef> inputs, Map<String, AttrValue> attributes) {
    return node.withInputs(inputs).withOp(ops.find(op).orElseThrow(), attributes);
  }

  private static Map<String, AttrValue> typed(AttrValue type) {
    return Map.of("element_dtype", type);
  }

  private static Map<String, AttrValue> shaped(AttrValue type) {
    return Map.of("element_dtype", type, "shape_type", Attributes.of(DataType.DT_INT32));
  }

  private static FlatNode.Output variant() {
    return new FlatNode.Output(DataType.DT_VARIANT, Shape.unknown());
  }

  private FlatNode shape(FlatNode node, TensorShapeProto shape) {
    List<Long> sizes = shape.getDimList().stream().map(TensorShapeProto.Dim::getSize).toList();
    return constant(
        node,
        "item_shape",
        ints(shape.getUnknownRank() ? List.of(-1L) : sizes, shape.getUnknownRank()));
  }

  private static TensorProto.Builder ints(List<Long> values, boolean scalar) {
    TensorProto.Builder proto =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_INT32)
            .setTensorShape(Types.proto(scalar ? Shape.scalar() : Shape.of(values.size())));
    values.forEach(value -> proto.addIntVal(value.intValue()));
    return proto;
  }

  private FlatNode constant(FlatNode beside, String label, TensorProto.Builder value) {
    return NodeBuilder.constant(value.build())
        .beside(beside, beside.name() + "/attributable_" + label);
  }
}
