package io.attributable.graph.unroll;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.optimise.ConstantEvaluator;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.DataType;

/**
 * Tracks the items of lists through a graph, and replaces reads of items by the tensors that were
 * written. The lists themselves stay for other readers.
 */
final class ListItems {
  private final FlatGraph graph;
  private final ListIndices indices;
  private final Map<String, FlatNode> nodes = new LinkedHashMap<>();

  /** By list, its items; null for one that was not set. */
  private final Map<TensorRef, List<@Nullable TensorRef>> lists = new HashMap<>();

  private ListItems(FlatGraph graph, ListIndices indices) {
    this.graph = graph;
    this.indices = indices;
  }

  static FlatGraph asTensors(FlatGraph graph, ConstantEvaluator evaluator) {
    ListItems items = new ListItems(graph, ListIndices.of(graph, evaluator));
    graph.nodes().forEach(items::visit);
    return graph.withOnly(items.nodes, List.of());
  }

  private void visit(FlatNode node) {
    nodes.put(node.name(), node);
    switch (node.op()) {
      case "TensorListReserve", "EmptyTensorList", "TensorListFromTensor" -> begin(node);
      case "TensorListSetItem" -> set(node);
      case "TensorListPushBack" -> push(node);
      case "TensorListGetItem" -> get(node);
      case "TensorListStack" -> stack(node);
      case "TensorListScatterIntoExistingList" -> scatter(node);
      case "TensorListGather" -> gather(node);
      case "Identity", "IdentityN" -> handOn(node);
      default -> {
        // What else takes a list takes it as it is.
      }
    }
  }

  /**
   * Items of non-numeric dtypes stay in their lists: packed ragged tensors and lists of lists have
   * gradients there, and none where tensors are taken apart and joined.
   */
  private void begin(FlatNode node) {
    if (Types.bytes(node.attribute("element_dtype").getType()) == 0) {
      return;
    }
    switch (node.op()) {
      case "TensorListReserve" -> reserve(node);
      case "TensorListFromTensor" -> unpack(node);
      default -> lists.put(node.output(0), List.of());
    }
  }

  private @Nullable List<@Nullable TensorRef> list(FlatNode node) {
    return lists.get(node.inputs().get(0));
  }

  private void reserve(FlatNode node) {
    int size = indices.of(node.inputs().get(1)).orElse(-1);
    if (size >= 0 && size <= ItemNodes.LONGEST) {
      lists.put(node.output(0), Collections.nCopies(size, null));
    }
  }

  private void unpack(FlatNode node) {
    TensorRef tensor = node.inputs().get(0);
    if (ItemNodes.areBounded(graph.shape(tensor))) {
      lists.put(node.output(0), unpack(node, tensor));
    }
  }

  private List<@Nullable TensorRef> unpack(FlatNode node, TensorRef tensor) {
    FlatNode unpacked = ItemNodes.unpack(graph, node, tensor);
    nodes.put(unpacked.name(), unpacked);
    return new ArrayList<>(ItemNodes.outputs(unpacked));
  }

  /** As TensorFlow 1 fills the arrays that its loops read. */
  private void scatter(FlatNode node) {
    List<@Nullable TensorRef> before = list(node);
    TensorRef tensor = node.inputs().get(1);
    int[] places = indices.all(node.inputs().get(2)).orElse(new int[0]);
    boolean apply =
        before != null
            && ItemNodes.areBounded(graph.shape(tensor))
            && graph.shape(tensor).get(0) == places.length
            && areWithin(places, before);
    if (apply) {
      List<@Nullable TensorRef> after = new ArrayList<>(before);
      List<@Nullable TensorRef> items = unpack(node, tensor);
      for (int i = 0; i < places.length; i++) {
        after.set(places[i], items.get(i));
      }
      lists.put(node.output(0), after);
    }
  }

  private static boolean areWithin(int[] places, List<@Nullable TensorRef> list) {
    return places.length > 0
        && IntStream.of(places).allMatch(place -> place >= 0 && place < list.size());
  }

  private void gather(FlatNode node) {
    List<@Nullable TensorRef> list = list(node);
    int[] places = indices.all(node.inputs().get(1)).orElse(new int[0]);
    if (list != null && areWithin(places, list)) {
      pack(node, IntStream.of(places).<@Nullable TensorRef>mapToObj(list::get).toList());
    }
  }

  private void set(FlatNode node) {
    List<@Nullable TensorRef> before = list(node);
    OptionalInt index = indices.of(node.inputs().get(1));
    if (before != null && isWithin(index, before)) {
      List<@Nullable TensorRef> after = new ArrayList<>(before);
      after.set(index.getAsInt(), node.inputs().get(2));
      lists.put(node.output(0), after);
    }
  }

  private static boolean isWithin(OptionalInt index, List<@Nullable TensorRef> list) {
    return index.isPresent() && index.getAsInt() >= 0 && index.getAsInt() < list.size();
  }

  private void push(FlatNode node) {
    List<@Nullable TensorRef> before = list(node);
    if (before != null && before.size() < ItemNodes.LONGEST) {
      List<@Nullable TensorRef> after = new ArrayList<>(before);
      after.add(node.inputs().get(1));
      lists.put(node.output(0), after);
    }
  }

  private void get(FlatNode node) {
    List<@Nullable TensorRef> list = list(node);
    OptionalInt index = indices.of(node.inputs().get(1));
    TensorRef item = list != null && isWithin(index, list) ? list.get(index.getAsInt()) : null;
    if (item != null) {
      DataType type = node.attribute("element_dtype").getType();
      nodes.put(node.name(), NodeBuilder.of("Identity").input(item, type).inPlaceOf(node));
    }
  }

  private void stack(FlatNode node) {
    List<@Nullable TensorRef> list = list(node);
    if (list != null && !list.isEmpty()) {
      pack(node, list);
    }
  }

  /** Lists of items that were not set stay: TensorFlow makes zeros of these. */
  private void pack(FlatNode node, List<@Nullable TensorRef> list) {
    if (list.stream().noneMatch(Objects::isNull)) {
      nodes.put(
          node.name(), ItemNodes.pack(node, list.stream().map(Objects::requireNonNull).toList()));
    }
  }

  private void handOn(FlatNode node) {
    for (int i = 0; i < node.inputs().size(); i++) {
      List<@Nullable TensorRef> list = lists.get(node.inputs().get(i));
      if (list != null) {
        lists.put(node.output(i), list);
      }
    }
  }
}
