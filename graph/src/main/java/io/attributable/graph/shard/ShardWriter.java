package io.attributable.graph.shard;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NodeBuilder;
import io.attributable.graph.optimise.IntegerVectors;
import io.attributable.graph.optimise.PlanNodes;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;

/**
 * Writes the shards of nodes. What has the name of a node is still the whole: what its shards make,
 * put together, for those who need it.
 */
final class ShardWriter {
  private final PlanNodes nodes;
  private final Map<String, ShardedNode> sharded;
  private final int shards;
  private final Map<Piece, List<TensorRef>> pieces = new HashMap<>();
  private final List<FlatNode> written = new ArrayList<>();
  private final Set<String> wholes = new HashSet<>();

  /** A tensor in parts along an axis. */
  private record Piece(TensorRef tensor, int axis) {}

  ShardWriter(PlanNodes nodes, Map<String, ShardedNode> sharded, int shards) {
    this.nodes = nodes;
    this.sharded = sharded;
    this.shards = shards;
    nodes.all().forEach(this::visit);
  }

  /** Notes of which nodes the whole is needed. */
  private void visit(FlatNode node) {
    wholes.addAll(node.controls());
    if (nodes.isFixed(node)) {
      wholes.add(node.name());
    }
    ShardedNode how = sharded.get(node.name());
    for (int i = 0; i < node.inputs().size(); i++) {
      TensorRef input = node.inputs().get(i);
      if (how == null || isWhole(input, how.operands().get(i))) {
        wholes.add(input.node());
      }
    }
  }

  private boolean isWhole(TensorRef input, Operand operand) {
    ShardedNode maker = sharded.get(input.node());
    boolean same =
        operand instanceof Operand.Part part
            && maker != null
            && maker.axis().equals(OptionalInt.of(part.axis()));
    return !same && !(operand instanceof Operand.Sizes);
  }

  /** The nodes in place of another, and of parts of its inputs that nobody took before. */
  List<FlatNode> write(FlatNode node) {
    ShardedNode how = sharded.get(node.name());
    written.clear();
    if (how == null) {
      return List.of(node);
    }
    List<FlatNode> made = IntStream.range(0, shards).mapToObj(i -> shard(node, how, i)).toList();
    written.addAll(made);
    if (how.axis().isPresent()) {
      for (int i = 0; i < node.outputs().size(); i++) {
        int output = i;
        pieces.put(
            new Piece(node.output(i), how.axis().getAsInt()),
            made.stream().map(each -> each.output(output)).toList());
      }
      if (wholes.contains(node.name())) {
        written.add(whole(node, made, how.axis().getAsInt()));
      }
    } else {
      written.add(sum(node, made));
    }
    return List.copyOf(written);
  }

  private FlatNode shard(FlatNode node, ShardedNode how, int shard) {
    List<FlatNode.Output> outputs =
        node.outputs().stream()
            .map(each -> new FlatNode.Output(each.type(), shape(each.shape(), how, shard)))
            .toList();
    List<TensorRef> inputs = new ArrayList<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      inputs.add(operand(node, i, how.operands().get(i), shard, outputs.get(0).shape()));
    }
    String name = nodes.freeName(node.name() + "/shard_" + shard);
    return node.withName(name, name, node.instance()).withInputs(inputs).withOutputs(outputs);
  }

  private Shape shape(Shape whole, ShardedNode how, int shard) {
    return how.axis().isPresent() ? part(whole, how.axis().getAsInt(), shard) : whole;
  }

  private Shape part(Shape whole, int axis, int shard) {
    long[] sizes = whole.asArray().clone();
    sizes[axis] = from(sizes[axis], shard + 1) - from(sizes[axis], shard);
    return Shape.of(sizes);
  }

  private long from(long size, int shard) {
    return size * shard / shards;
  }

  private TensorRef operand(FlatNode node, int index, Operand operand, int shard, Shape shape) {
    TensorRef input = node.inputs().get(index);
    if (operand instanceof Operand.Part along) {
      return parts(input, along.axis()).get(shard);
    }
    return operand instanceof Operand.Sizes
        ? sizes(node, nodes.type(input), shard, shape).output(0)
        : input;
  }

  private FlatNode sizes(FlatNode node, DataType type, int shard, Shape shape) {
    return integers(node, "shard_" + shard + "/sizes", type, shape.asArray());
  }

  private List<TensorRef> parts(TensorRef tensor, int axis) {
    Piece piece = new Piece(tensor, axis);
    List<TensorRef> known = pieces.get(piece);
    if (known != null) {
      return known;
    }
    List<TensorRef> cut = IntStream.range(0, shards).mapToObj(i -> cut(piece, i)).toList();
    pieces.put(piece, cut);
    return cut;
  }

  private TensorRef cut(Piece piece, int shard) {
    FlatNode node = nodes.node(piece.tensor());
    Shape whole = nodes.tensor(piece.tensor()).shape();
    String label = "part_" + piece.tensor().index() + "_" + piece.axis() + "_" + shard;
    long[] begin = new long[whole.numDimensions()];
    begin[piece.axis()] = from(whole.get(piece.axis()), shard);
    Shape shape = part(whole, piece.axis(), shard);
    FlatNode slice =
        NodeBuilder.of("Slice")
            .input(piece.tensor(), nodes.type(piece.tensor()))
            .input(integers(node, label + "/begin", DataType.DT_INT32, begin))
            .input(integers(node, label + "/size", DataType.DT_INT32, shape.asArray()))
            .shape(shape)
            .beside(node, nodes.freeName(node.name() + "/" + label));
    written.add(slice);
    return slice.output(0);
  }

  /** Under the node's own name, also of those with several results. */
  private FlatNode whole(FlatNode node, List<FlatNode> made, int axis) {
    FlatNode position = scalar(node, axis);
    if (node.outputs().size() == 1) {
      return joined(made, 0, position).inPlaceOf(node);
    }
    NodeBuilder all = NodeBuilder.of("IdentityN");
    for (int i = 0; i < node.outputs().size(); i++) {
      FlatNode one =
          joined(made, i, position)
              .shape(node.outputs().get(i).shape())
              .beside(node, nodes.freeName(node.name() + "/whole_" + i));
      written.add(one);
      all.input(one);
    }
    return all.inPlaceOf(node);
  }

  private static NodeBuilder joined(List<FlatNode> made, int output, FlatNode axis) {
    NodeBuilder joined = NodeBuilder.of("ConcatV2");
    made.forEach(each -> joined.input(each.output(output), each.outputs().get(output).type()));
    return joined.input(axis);
  }

  private static FlatNode sum(FlatNode node, List<FlatNode> made) {
    NodeBuilder sum = NodeBuilder.of("AddN");
    made.forEach(sum::input);
    return sum.inPlaceOf(node);
  }

  private FlatNode scalar(FlatNode node, int value) {
    return constant(node, "axis", IntegerVectors.scalar(DataType.DT_INT32, value));
  }

  private FlatNode integers(FlatNode node, String label, DataType type, long... values) {
    return constant(node, label, IntegerVectors.proto(type, values));
  }

  private FlatNode constant(FlatNode node, String label, TensorProto value) {
    FlatNode constant =
        NodeBuilder.constant(value).beside(node, nodes.freeName(node.name() + "/" + label));
    written.add(constant);
    return constant;
  }
}
