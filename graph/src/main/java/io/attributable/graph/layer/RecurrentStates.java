package io.attributable.graph.layer;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.op.OpTrait;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Orders the last states of recurrent layers behind their outputs, as Keras returns them: {@code
 * output, state_h, state_c}. In the graph the states come first: they are results of the loop
 * itself, while the output is made of the list that the loop filled.
 *
 * <p>Source: {@code keras/src/layers/rnn/rnn.py}, {@code RNN.call}, with {@code return_state=True}.
 */
final class RecurrentStates {
  private static final Set<String> LIST_READERS =
      Set.of("TensorListStack", "TensorListConcatV2", "TensorListGetItem", "TensorListGather");

  private final FlatGraph graph;

  RecurrentStates(FlatGraph graph) {
    this.graph = graph;
  }

  /**
   * The results of a call in Keras' order.
   *
   * @param made in the order of the graph
   */
  Set<TensorRef> last(LayerCall call, Set<TensorRef> made) {
    List<TensorRef> states = new ArrayList<>();
    for (TensorRef tensor : made) {
      FlatNode maker = graph.node(tensor.node());
      if (OpTrait.LOOP.is(maker.op()) && made.stream().anyMatch(ofList(call, maker)::contains)) {
        states.add(tensor);
      }
    }
    Set<TensorRef> ordered = new LinkedHashSet<>(made);
    states.forEach(ordered::remove);
    ordered.addAll(states);
    return ordered;
  }

  /** What a call makes of the lists that a loop filled. */
  private Set<TensorRef> ofList(LayerCall call, FlatNode loop) {
    Set<TensorRef> lists = outputs(loop);
    Set<TensorRef> found = new HashSet<>();
    for (FlatNode node : call.nodes()) {
      boolean reads = LIST_READERS.contains(node.op()) && takes(node, lists);
      if (reads || takes(node, found)) {
        found.addAll(outputs(node));
      } else if (node.op().equals("Identity") && takes(node, lists)) {
        lists.addAll(outputs(node));
      }
    }
    return found;
  }

  private static boolean takes(FlatNode node, Collection<TensorRef> tensors) {
    return node.inputs().stream().anyMatch(tensors::contains);
  }

  private static Set<TensorRef> outputs(FlatNode node) {
    Set<TensorRef> outputs = new LinkedHashSet<>();
    for (int i = 0; i < node.outputs().size(); i++) {
      outputs.add(node.output(i));
    }
    return outputs;
  }
}
