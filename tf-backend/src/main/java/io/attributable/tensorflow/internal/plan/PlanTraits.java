package io.attributable.tensorflow.internal.plan;

import io.attributable.graph.op.FunctionReferences;
import io.attributable.graph.op.OpTrait;
import io.attributable.graph.savedmodel.OpRegistry;
import io.attributable.tensorflow.internal.session.ControlFlow;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/**
 * What decides how a plan can be run.
 *
 * @param hasResources whether it reads something that lives in a session, such as variables
 * @param isPlain whether there are no loops, branches or calls, so that it can be run in order
 * @param isStraight whether its large operations follow one another, so that there is nothing to
 *     gain from running several at once; never where it is not plain
 * @param hasAttention whether it multiplies what is computed with what is computed, as attention
 *     does along its sequence
 */
record PlanTraits(boolean hasResources, boolean isPlain, boolean isStraight, boolean hasAttention) {
  private static final OpRegistry OPS = OpRegistry.ofTensorFlow();

  /** TensorFlow makes nodes of these that cannot simply be run in order. */
  private static final Set<String> WINDING = Set.of("AccumulateNV2", "ParallelConcat");

  static PlanTraits of(GraphDef plan) {
    Stream<NodeDef> inFunctions =
        plan.getLibrary().getFunctionList().stream()
            .map(FunctionDef::getNodeDefList)
            .flatMap(nodes -> nodes.stream());
    boolean resources =
        Stream.concat(plan.getNodeList().stream(), inFunctions).anyMatch(PlanTraits::usesResource);
    boolean winding =
        plan.getLibrary().getFunctionCount() > 0
            || plan.getNodeList().stream().anyMatch(PlanTraits::isWinding);
    return new PlanTraits(
        resources,
        !winding,
        !winding && LargeOperations.followOneAnother(plan),
        plan.getNodeList().stream().anyMatch(PlanTraits::isAttention));
  }

  private static boolean isAttention(NodeDef node) {
    return OpTrait.BATCH_PRODUCT.is(node.getOp()) || node.getOp().equals("Einsum");
  }

  private static boolean isWinding(NodeDef node) {
    return WINDING.contains(node.getOp())
        || ControlFlow.isPart(node)
        || FunctionReferences.areIn(node.getAttrMap());
  }

  private static boolean usesResource(NodeDef node) {
    return namesResource(node.getAttrMap())
        || OPS.find(node.getOp())
            .map(
                op ->
                    Stream.concat(op.getInputArgList().stream(), op.getOutputArgList().stream())
                        .anyMatch(PlanTraits::isResource))
            .orElse(false);
  }

  private static boolean namesResource(Map<String, AttrValue> attributes) {
    return attributes.values().stream()
        .anyMatch(
            value ->
                value.getType() == DataType.DT_RESOURCE
                    || value.getList().getTypeList().contains(DataType.DT_RESOURCE));
  }

  private static boolean isResource(OpDef.ArgDef argument) {
    return argument.getIsRef() || argument.getType() == DataType.DT_RESOURCE;
  }
}
