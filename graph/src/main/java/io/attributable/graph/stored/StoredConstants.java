package io.attributable.graph.stored;

import com.google.protobuf.ByteString;
import io.attributable.graph.savedmodel.VariableId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/**
 * A graph without the values of its large constants, and where these are. Immutable.
 *
 * @param graph with constants whose content is missing
 * @param places of these contents, in the order of the nodes
 */
record StoredConstants(GraphDef graph, List<Place> places) {
  /** In bytes; what is smaller stays in the graph. */
  private static final int SMALLEST = 1 << 10;

  private static final String VALUE = "value";

  /**
   * Where the content of a constant is: a variable has it, or the file.
   *
   * @param node its position in the graph
   * @param variable that has it, if one does
   * @param length in the file, in bytes; 0 where a variable has it
   */
  record Place(int node, Optional<VariableId> variable, int length) {}

  /** Copies the list. */
  StoredConstants {
    places = List.copyOf(places);
  }

  /** Takes the values out of a graph. */
  static StoredConstants of(GraphDef whole, WeightContents weights) {
    GraphDef.Builder graph = whole.toBuilder();
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < whole.getNodeCount(); i++) {
      ByteString content = content(whole.getNode(i));
      if (content.size() >= SMALLEST) {
        Optional<VariableId> variable = weights.variable(content);
        places.add(new Place(i, variable, variable.isPresent() ? 0 : content.size()));
        graph.setNode(i, withContent(whole.getNode(i), ByteString.EMPTY));
      }
    }
    return new StoredConstants(graph.build(), places);
  }

  /** The content of a constant; empty for other nodes. */
  static ByteString content(NodeDef node) {
    return node.getOp().equals("Const")
        ? node.getAttrOrDefault(VALUE, AttrValue.getDefaultInstance())
            .getTensor()
            .getTensorContent()
        : ByteString.EMPTY;
  }

  private static NodeDef withContent(NodeDef constant, ByteString content) {
    TensorProto value = constant.getAttrOrThrow(VALUE).getTensor();
    return constant.toBuilder()
        .putAttr(
            VALUE,
            AttrValue.newBuilder().setTensor(value.toBuilder().setTensorContent(content)).build())
        .build();
  }

  /**
   * The graph with all values.
   *
   * @param contents of the places, in their order
   * @throws IOException if a place is that of no constant
   */
  GraphDef filled(List<ByteString> contents) throws IOException {
    GraphDef.Builder whole = graph.toBuilder();
    for (int i = 0; i < contents.size(); i++) {
      int node = places.get(i).node();
      if (node < 0 || node >= graph.getNodeCount() || !graph.getNode(node).containsAttr(VALUE)) {
        throw new IOException("there is no constant where a value belongs");
      }
      whole.setNode(node, withContent(graph.getNode(node), contents.get(i)));
    }
    return whole.build();
  }
}
