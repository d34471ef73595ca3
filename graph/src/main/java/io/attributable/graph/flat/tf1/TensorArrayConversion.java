package io.attributable.graph.flat.tf1;

import io.attributable.graph.flat.Attributes;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FrameOps;
import io.attributable.graph.savedmodel.OpRegistry;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;

/**
 * Turns the arrays of TensorFlow 1's loops into lists of tensors. Such an array is a resource with
 * a handle, and a scalar called flow that orders its reads and writes. A list is a new value after
 * each write; it replaces the flow.
 *
 * <p>Source: {@code tensorflow/python/ops/tensor_array_ops.py}, {@code _GraphTensorArray} and
 * {@code _GraphTensorArrayV2}.
 */
final class TensorArrayConversion {
  private final FlatGraph graph;
  private final TensorArrayOps ops;
  private final Map<TensorRef, FlatNode> handles = new HashMap<>();
  private final Map<TensorRef, FlatNode> flows = new HashMap<>();

  private TensorArrayConversion(FlatGraph graph, OpRegistry registry) {
    this.graph = graph;
    this.ops = new TensorArrayOps(registry);
    int known;
    do {
      known = handles.size() + flows.size();
      graph.nodes().forEach(this::follow);
    } while (known < handles.size() + flows.size());
  }

  /** The same graph with lists; as it is if it does with an array what lists cannot. */
  static FlatGraph of(FlatGraph graph, OpRegistry registry) {
    TensorArrayConversion arrays = new TensorArrayConversion(graph, registry);
    return arrays.handles.isEmpty() || !arrays.areLists() ? graph : arrays.turned();
  }

  private void follow(FlatNode node) {
    if (TensorArrayOps.isArray(node)) {
      handles.put(node.output(0), node);
      flows.put(node.output(1), node);
    } else if (FrameOps.PASSING.contains(node.op())) {
      node.inputs().forEach(input -> pass(input, node));
    } else if (TensorArrayOps.writes(node)) {
      FlatNode array = handles.get(node.inputs().get(0));
      if (array != null) {
        flows.put(node.output(0), array);
      }
    }
  }

  private void pass(TensorRef input, FlatNode node) {
    int values = FrameOps.is(node, FrameOps.SWITCH) ? 2 : 1;
    for (Map<TensorRef, FlatNode> known : List.of(handles, flows)) {
      FlatNode array = known.get(input);
      if (array != null) {
        IntStream.range(0, values).forEach(i -> known.put(node.output(i), array));
      }
    }
  }

  private boolean areLists() {
    for (FlatNode node : graph.nodes()) {
      boolean takes =
          node.inputs().stream().anyMatch(in -> handles.containsKey(in) || flows.containsKey(in));
      boolean known = FrameOps.PASSING.contains(node.op()) || isKnown(node);
      if ((takes || node.op().startsWith("TensorArray"))
          && !known
          && !TensorArrayOps.isArray(node)) {
        return false;
      }
    }
    return graph.signature().outputs().stream()
        .noneMatch(output -> flows.containsKey(output.tensor()));
  }

  private boolean isKnown(FlatNode node) {
    return TensorArrayOps.isKnown(node) && handles.containsKey(node.inputs().get(0));
  }

  private FlatGraph turned() {
    Map<String, FlatNode> turned = new LinkedHashMap<>();
    for (FlatNode node : graph.nodes()) {
      turned(node).forEach(each -> turned.put(each.name(), each));
    }
    Set<String> names = new HashSet<>(turned.keySet());
    turned.replaceAll((name, node) -> node.withControls(kept(node.controls(), names)));
    return graph.with(turned, List.of());
  }

  private static List<String> kept(List<String> controls, Set<String> names) {
    return controls.stream().filter(names::contains).toList();
  }

  private List<FlatNode> turned(FlatNode node) {
    if (TensorArrayOps.isArray(node)) {
      return ops.list(node);
    }
    if (TensorArrayOps.isKnown(node)) {
      List<TensorRef> inputs = node.inputs().stream().map(this::list).toList();
      return ops.turned(node.withInputs(inputs), array(node));
    }
    if (handles.containsKey(first(node))) {
      return List.of();
    }
    FlatNode changed = node.withInputs(node.inputs().stream().map(this::list).toList());
    return List.of(flows.containsKey(first(node)) ? ofList(changed) : changed);
  }

  private static TensorRef first(FlatNode node) {
    return new TensorRef(node.name(), 0);
  }

  private FlatNode array(FlatNode node) {
    FlatNode array = handles.get(node.inputs().get(0));
    if (array == null) {
      throw new IllegalStateException("no array for " + node);
    }
    return array;
  }

  /** What was an array's second output is the list's only one. */
  private TensorRef list(TensorRef tensor) {
    FlatNode array = flows.get(tensor);
    return array != null && array.name().equals(tensor.node())
        ? new TensorRef(tensor.node(), 0)
        : tensor;
  }

  /** A node that hands a list on where it handed a flow on. */
  private static FlatNode ofList(FlatNode node) {
    Map<String, AttrValue> attributes = new HashMap<>(node.attributes());
    attributes.put("T", Attributes.of(DataType.DT_VARIANT));
    List<FlatNode.Output> outputs = new ArrayList<>(node.outputs());
    int values = FrameOps.is(node, FrameOps.SWITCH) ? 2 : 1;
    for (int i = 0; i < values; i++) {
      outputs.set(i, new FlatNode.Output(DataType.DT_VARIANT, Shape.unknown()));
    }
    return node.withAttributes(attributes).withOutputs(outputs);
  }
}
