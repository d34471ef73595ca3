package io.attributable.tensorflow.internal.layer;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.tensor.Types;
import io.attributable.graph.write.EqualSizes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Finds sizes that are always those of an input. TensorFlow infers all shapes twice, each unknown
 * size of an input being a large odd number and then a large even one; a size that equals the
 * input's both times is the input's. If a model changed it for some other number of examples, these
 * shapes would not match in the forward pass either.
 */
public final class SymbolicSizes implements EqualSizes {
  private static final int NONE = -1;

  /** The symbol of each axis of a tensor. */
  private final Map<TensorRef, int[]> symbols = new HashMap<>();

  private SymbolicSizes() {}

  public static EqualSizes of(FlatGraph graph) {
    SymbolicSizes sizes = new SymbolicSizes();
    List<long[]> trials = List.of(new long[] {10007, 178}, new long[] {20020, 262});
    try (Graph odd = imported(graph, trials.get(0));
        Graph even = imported(graph, trials.get(1))) {
      graph.nodes().forEach(node -> sizes.add(node, odd, even, trials));
      return sizes;
    } catch (TensorFlowException | IllegalArgumentException e) {
      // A model for some numbers of examples only, such as multiples of four.
      return EqualSizes.UNKNOWN;
    }
  }

  @Override
  public boolean same(TensorRef a, int axis, TensorRef b, int other) {
    int[] ofA = symbols.get(a);
    int[] ofB = symbols.get(b);
    return ofA != null && ofB != null && ofA[axis] != NONE && ofA[axis] == ofB[other];
  }

  private static Graph imported(FlatGraph flat, long[] trial) {
    Map<String, Shape> inputs = inputs(flat, trial);
    GraphDef.Builder proto =
        GraphDef.newBuilder().setVersions(flat.versions()).setLibrary(flat.library());
    for (FlatNode node : flat.nodes()) {
      Shape shape = inputs.get(node.name());
      proto.addNode(shape == null ? node.toProto() : withShape(node.toProto(), shape));
    }
    Graph graph = new Graph();
    try {
      graph.importGraphDef(proto.build());
      return graph;
    } catch (RuntimeException | Error e) {
      graph.close();
      throw e;
    }
  }

  /** Symbols count through all unknown sizes of all inputs. */
  private static Map<String, Shape> inputs(FlatGraph graph, long[] trial) {
    Map<String, Shape> inputs = new HashMap<>();
    int symbol = 0;
    for (TensorSchema input : graph.signature().inputs()) {
      FlatNode node = graph.node(input.tensor().node());
      Shape shape = graph.shape(input.tensor());
      if (node.op().equals("Placeholder") && !shape.isUnknown()) {
        long[] sizes = shape.asArray();
        for (int axis = 0; axis < sizes.length; axis++) {
          if (sizes[axis] < 0) {
            sizes[axis] = trial[0] + trial[1] * symbol++;
          }
        }
        inputs.put(node.name(), Shape.of(sizes));
      }
    }
    return inputs;
  }

  private static NodeDef withShape(NodeDef placeholder, Shape shape) {
    return placeholder.toBuilder()
        .putAttr("shape", AttrValue.newBuilder().setShape(Types.proto(shape)).build())
        .build();
  }

  private void add(FlatNode node, Graph odd, Graph even, List<long[]> trials) {
    for (int i = 0; i < node.outputs().size(); i++) {
      Shape first = odd.operationOrThrow(node.name()).output(i).shape();
      Shape second = even.operationOrThrow(node.name()).output(i).shape();
      if (!first.isUnknown() && first.numDimensions() == second.numDimensions()) {
        symbols.put(node.output(i), symbols(first, second, trials));
      }
    }
  }

  private static int[] symbols(Shape first, Shape second, List<long[]> trials) {
    List<Integer> symbols = new ArrayList<>();
    for (int axis = 0; axis < first.numDimensions(); axis++) {
      long symbol = symbol(first.get(axis), trials.get(0));
      boolean both = symbol != NONE && symbol == symbol(second.get(axis), trials.get(1));
      symbols.add(both ? (int) symbol : NONE);
    }
    return symbols.stream().mapToInt(Integer::intValue).toArray();
  }

  private static long symbol(long size, long[] trial) {
    long above = size - trial[0];
    return above >= 0 && above % trial[1] == 0 ? above / trial[1] : NONE;
  }
}
