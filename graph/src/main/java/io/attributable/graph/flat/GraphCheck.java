package io.attributable.graph.flat;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.List;
import org.tensorflow.proto.DataType;

/** Refuses graphs whose nodes do not fit each other, before anything relies on them. */
public final class GraphCheck {
  private GraphCheck() {}

  /**
   * Checks that all nodes of a graph take tensors that are there, of the types that their ops take.
   *
   * @throws IllegalArgumentException that names the first one that does not
   */
  public static void checkInputs(FlatGraph graph) {
    for (FlatNode node : graph.nodes()) {
      List<DataType> wanted = NodeOutputs.inputTypes(node.definition(), node.attributes());
      for (int i = 0; i < wanted.size(); i++) {
        checkInput(graph, node, node.inputs().get(i), Types.withoutReference(wanted.get(i)));
      }
    }
  }

  private static void checkInput(FlatGraph graph, FlatNode node, TensorRef input, DataType wanted) {
    if (!graph.holds(input)) {
      throw new IllegalArgumentException(
          "node \"" + node.name() + "\" takes \"" + input + "\", which does not exist");
    }
    DataType given = Types.withoutReference(graph.type(input));
    if (given != wanted) {
      throw new IllegalArgumentException(
          String.format(
              "node \"%s\" takes \"%s\" as %s, but it is %s",
              node.name(), input, Types.name(wanted), Types.name(given)));
    }
  }

  /**
   * Refuses a graph with loops of TensorFlow 1.
   *
   * @throws AttributionException UNSUPPORTED_SIGNATURE
   */
  public static void requireNoFrames(FlatGraph graph) {
    for (FlatNode node : graph.nodes()) {
      if (FrameOps.isOfLoop(node)) {
        throw new AttributionException(
            ErrorCode.UNSUPPORTED_SIGNATURE,
            graph.signature().name(),
            graph.model(),
            "node \""
                + node.scopedName()
                + "\" ("
                + node.op()
                + ") is of a loop of TensorFlow 1 that cannot be turned into a While; export the"
                + " model once more, with tf.compat.v1.enable_control_flow_v2() before its graph is"
                + " built");
      }
    }
  }
}
