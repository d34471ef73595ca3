package io.attributable.tensorflow.internal.plan;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.signature.SignatureFlattener;
import io.attributable.graph.policy.OpPolicyCheck;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.UniqueFunctionNames;
import io.attributable.graph.write.UsedFunctions;
import io.attributable.tensorflow.internal.session.ControlFlow;
import io.attributable.tensorflow.internal.session.SessionGraph;
import io.attributable.tensorflow.internal.session.SharedNames;
import java.util.List;
import org.tensorflow.proto.GraphDef;

/**
 * The graph of a signature that answers requests. It runs as TensorFlow loaded it, unless it has
 * loops to be limited, or products that TensorFlow computes wrongly: then a copy is added.
 */
public final class ServedGraph {
  private static final String FUNCTIONS = "served_";

  private ServedGraph() {}

  /**
   * The signature, its tensors being those of the session's graph.
   *
   * @param loopLimit the most iterations of each loop; 0 for no limit
   */
  public static SignatureSchema of(
      SavedModelFile file, String signature, int loopLimit, SessionGraph session) {
    if (SessionGraph.runsAsLoaded(file.graph())
        && (loopLimit == 0 || !ControlFlow.isIn(file.graph()))) {
      SignatureSchema schema = file.signature(signature);
      OpPolicyCheck.require(file, schema);
      return schema;
    }
    return imported(file, signature, loopLimit, session);
  }

  /**
   * A copy of the signature's graph in the session, for what no graph of TensorFlow's has:
   * functions that are no signatures, loops with limits.
   */
  public static SignatureSchema imported(
      SavedModelFile file, String signature, int loopLimit, SessionGraph session) {
    FlatGraph graph = SharedNames.keep(SignatureFlattener.flatten(file, signature, loopLimit));
    String prefix = session.importPlan(proto(graph)) + "/";
    SignatureSchema schema = graph.signature();
    return new SignatureSchema(
        schema.name(), moved(prefix, schema.inputs()), moved(prefix, schema.outputs()));
  }

  private static GraphDef proto(FlatGraph graph) {
    GraphDef.Builder proto =
        GraphDef.newBuilder().setVersions(graph.versions()).setLibrary(graph.library());
    graph.nodes().forEach(node -> proto.addNode(node.toProto()));
    String label = graph.signature().name().replaceAll("\\W", "_");
    return UniqueFunctionNames.of(UsedFunctions.prune(proto), FUNCTIONS + label + "_");
  }

  private static List<TensorSchema> moved(String prefix, List<TensorSchema> tensors) {
    return tensors.stream()
        .map(
            tensor ->
                new TensorSchema(
                    tensor.name(),
                    new TensorRef(prefix + tensor.tensor().node(), tensor.tensor().index()),
                    tensor.type(),
                    tensor.shape()))
        .toList();
  }
}
