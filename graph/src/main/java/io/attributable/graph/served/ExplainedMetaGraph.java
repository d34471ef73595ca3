package io.attributable.graph.served;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.savedmodel.OpRegistry;
import io.attributable.graph.savedmodel.SignatureSchema;
import java.util.List;
import java.util.Set;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SignatureDef;

/**
 * A model's graph with one more signature, which explains. Existing nodes, functions, signatures
 * and ids of Python's objects stay unchanged.
 */
public final class ExplainedMetaGraph {
  private static final Set<String> RESERVED =
      Set.of("__saved_model_init_op", "__saved_model_train_op");

  private final MetaGraphDef model;
  private final MetaGraphDef called;
  private final FlatGraph graph;
  private final OpRegistry ops;

  /**
   * Writes into a model's graph.
   *
   * @param called the same with a call of the function to explain, if that is no signature
   * @param graph the signature to explain, as the plan was made from it
   */
  public ExplainedMetaGraph(
      MetaGraphDef model, MetaGraphDef called, FlatGraph graph, OpRegistry ops) {
    this.model = model;
    this.called = called;
    this.graph = graph;
    this.ops = ops;
  }

  /**
   * What was written.
   *
   * @param model the whole graph
   * @param signature what the new signature takes and gives
   * @param unrestored variables it reads that the model's own restore op leaves without a value
   */
  public record Result(MetaGraphDef model, SignatureSchema signature, List<String> unrestored) {
    /** Copies the list. */
    public Result {
      unrestored = List.copyOf(unrestored);
    }
  }

  /**
   * Fails if a signature cannot have a name.
   *
   * @throws AttributionException SIGNATURE_TAKEN
   */
  public void requireFree(String signature) {
    String reason =
        RESERVED.contains(signature)
            ? "TensorFlow keeps that name for itself"
            : signature.isBlank()
                ? "it has to have a name"
                : model.containsSignatureDef(signature) ? "the model has one of that name" : "";
    if (!reason.isEmpty()) {
      throw new AttributionException(ErrorCode.SIGNATURE_TAKEN, signature, graph.model(), reason);
    }
  }

  /**
   * Writes a signature.
   *
   * @throws AttributionException SIGNATURE_TAKEN, EXPORT_NAME_TAKEN
   */
  public Result with(ServedRequest request) {
    requireFree(request.signature());
    String functions = new UniqueNames(model.getGraphDef()).prefix(request.signature() + "_");
    ServedPlan written = new ServedPlanWriter(graph, request).write(functions);
    ServedPlan plan =
        new ServedPlan(new StrippedDefaults(ops).of(written.graph()), written.signature());
    MetaGraphDef.Builder explained = model.toBuilder();
    GraphDef.Builder nodes = model.getGraphDef().toBuilder();
    nodes.getLibraryBuilder().addAllFunction(plan.graph().getLibrary().getFunctionList());
    SignatureDef original =
        model.getSignatureDefOrDefault(graph.signature().name(), SignatureDef.getDefaultInstance());
    SharedResources state = new SharedResources(graph, model.getGraphDef());
    List<String> unrestored = List.of();
    if (model.getObjectGraphDef().getNodesCount() > 0) {
      ServedFunction function = new ServedFunction(plan, ops, state);
      new FunctionForm(plan, function, nodes).write(explained, new BoundObjects(called), original);
      unrestored = new UnrestoredVariables(model).among(function.captures());
    } else {
      new OutermostForm(plan, state, nodes).write(explained, original);
    }
    explained.setGraphDef(nodes);
    ServedExplanation.of(graph.signature().name(), request).write(explained);
    explained
        .getMetaInfoDefBuilder()
        .setStrippedOpList(
            new UsedOps(ops, model.getMetaInfoDef().getStrippedOpList()).with(nodes.build()));
    return new Result(explained.build(), plan.signature(), unrestored);
  }
}
