package io.attributable.tensorflow.internal.session;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.tensorflow.internal.files.SavedModelFiles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Refuses models without their checkpoint. If it is missing, TensorFlow's loader silently leaves
 * all variables without a value (tensorflow/cc/saved_model/loader.cc, {@code RunRestore}), so that
 * the first run would fail for a variable that "has been deleted".
 */
final class CheckpointCheck {
  private static final String OBJECT_GRAPH = "_CHECKPOINTABLE_OBJECT_GRAPH";

  private CheckpointCheck() {}

  /**
   * Checks that a model has the files its variables are restored from.
   *
   * @param name what messages call the model
   * @throws AttributionException VARIABLES_MISSING
   */
  static void require(SavedModelFiles files, String name, GraphDef graph) {
    int restored = restoredTensors(graph);
    if (restored > 0) {
      files
          .missingOfCheckpoint()
          .ifPresent(
              file -> {
                throw new AttributionException(ErrorCode.VARIABLES_MISSING, name, file, restored);
              });
    }
  }

  /** How many tensors the file's own restore op reads, in the graph or a function. */
  private static int restoredTensors(GraphDef graph) {
    int count = restored(graph.getNodeList());
    for (var function : graph.getLibrary().getFunctionList()) {
      count += restored(function.getNodeDefList());
    }
    return count;
  }

  private static int restored(List<NodeDef> nodes) {
    List<NodeDef> restores = new ArrayList<>();
    Map<String, NodeDef> constants = new HashMap<>();
    for (NodeDef node : nodes) {
      if (node.getOp().equals("RestoreV2")) {
        restores.add(node);
      } else if (node.getOp().equals("Const")) {
        constants.put(node.getName(), node);
      }
    }
    return restores.stream().mapToInt(restore -> names(restore, constants)).sum();
  }

  /** Operand 1 holds the names of what is restored. */
  private static int names(NodeDef restore, Map<String, NodeDef> constants) {
    String operand = restore.getInputCount() < 2 ? "" : restore.getInput(1);
    NodeDef names = constants.get(operand.split(":", 2)[0]);
    return names == null
        ? 0
        : (int)
            names.getAttrOrThrow("value").getTensor().getStringValList().stream()
                .filter(tensor -> !tensor.toStringUtf8().equals(OBJECT_GRAPH))
                .count();
  }
}
