package io.attributable.tensorflow.internal.code;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.OpPolicy;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import io.attributable.tensorflow.recording.ForwardCall;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Output;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/**
 * One call of a model in code as a model of one signature: just the nodes between the operands that
 * came in and those that were returned. Training, saving and other calls are left out.
 */
public final class ForwardCallGraph {
  private static final String PLACEHOLDER = "Placeholder";

  private final String model;
  private final ForwardCall call;
  private final Map<String, NodeDef> nodes = new LinkedHashMap<>();
  private final Set<TensorRef> fed = new LinkedHashSet<>();
  private final GraphDef whole;

  private ForwardCallGraph(String model, ForwardCall call) {
    this.model = model;
    this.call = call;
    this.whole = call.graph().toGraphDef();
    whole.getNodeList().forEach(node -> nodes.put(node.getName(), node));
    call.inputs().values().forEach(input -> fed.add(ref(input)));
  }

  /**
   * Takes a call's part out of its graph.
   *
   * @param model what messages call the model
   * @throws AttributionException SHARED_INPUT
   */
  public static SavedModelFile of(String model, ForwardCall call) {
    return new ForwardCallGraph(model, call).file();
  }

  /** A tensor by the name of its node. */
  static TensorRef ref(Output<?> operand) {
    return new TensorRef(operand.op().name(), operand.index());
  }

  private SavedModelFile file() {
    requireApart();
    Set<String> computed = ancestors(call.outputs().values(), fed);
    Set<String> kept = new LinkedHashSet<>(computed);
    call.layers().forEach(layer -> kept.addAll(ancestors(layer.outputs(), fed)));
    call.layers().forEach(layer -> kept.addAll(ancestors(layer.inputs(), fed)));
    // Nodes before the fed tensors are not run, but the graph must be complete.
    kept.addAll(ancestors(call.inputs().values(), Set.of()));
    GraphDef.Builder graph = whole.toBuilder().clearNode();
    whole.getNodeList().stream()
        .filter(node -> kept.contains(node.getName()))
        .forEach(graph::addNode);
    MetaGraphDef.Builder meta =
        MetaGraphDef.newBuilder()
            .setGraphDef(graph)
            .putSignatureDef(call.method(), signature(computed));
    meta.getMetaInfoDefBuilder().addTags("serve");
    // The graph is of the program that is running: it may do what the program may.
    return SavedModelFile.parse(
            model, SavedModel.newBuilder().addMetaGraphs(meta).build().toByteArray())
        .under(OpPolicy.permissive());
  }

  private void requireApart() {
    Map<TensorRef, String> names = new HashMap<>();
    call.inputs()
        .forEach(
            (name, operand) -> {
              String other = names.putIfAbsent(ref(operand), name);
              if (other != null) {
                throw new AttributionException(
                    ErrorCode.SHARED_INPUT,
                    model + "." + call.method() + "()",
                    ref(operand),
                    other,
                    name,
                    other);
              }
            });
  }

  /**
   * What operands are computed from.
   *
   * @param given tensors that need nothing behind them
   */
  private Set<String> ancestors(Iterable<? extends Output<?>> operands, Set<TensorRef> given) {
    Set<String> seen = new LinkedHashSet<>();
    Deque<TensorRef> open = new ArrayDeque<>();
    operands.forEach(operand -> open.push(ref(operand)));
    while (!open.isEmpty()) {
      TensorRef tensor = open.pop();
      NodeDef node = nodes.get(tensor.node());
      if (node != null && !given.contains(tensor) && seen.add(tensor.node())) {
        node.getInputList().forEach(input -> open.push(taken(input)));
      }
    }
    return seen;
  }

  /** A control edge takes no tensor of its node. */
  private static TensorRef taken(String input) {
    return input.startsWith("^") ? new TensorRef(input.substring(1), -1) : TensorRef.parse(input);
  }

  private SignatureDef signature(Set<String> computed) {
    SignatureDef.Builder signature = SignatureDef.newBuilder();
    call.inputs().forEach((name, operand) -> signature.putInputs(name, info(operand)));
    call.outputs().forEach((name, operand) -> signature.putOutputs(name, info(operand)));
    for (String name : computed) {
      NodeDef node = nodes.get(name);
      if (node != null
          && node.getOp().equals(PLACEHOLDER)
          && !fed.contains(new TensorRef(name, 0))) {
        String input = call.inputs().containsKey(name) ? name + ":0" : name;
        signature.putInputs(input, info(call.graph().operationOrThrow(name).output(0)));
      }
    }
    return signature.build();
  }

  private static TensorInfo info(Output<?> operand) {
    return TensorInfo.newBuilder()
        .setName(ref(operand).toString())
        .setDtype(Types.withoutReference(operand.dataType()))
        .setTensorShape(Types.proto(operand.shape()))
        .build();
  }
}
