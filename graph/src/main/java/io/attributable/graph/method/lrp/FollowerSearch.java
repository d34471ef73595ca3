package io.attributable.graph.method.lrp;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.OptionalAttributes;
import io.attributable.graph.op.OpTrait;
import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.ndarray.Shape;

/** Finds what belongs to a linear op: what alone takes its output, and is affine per channel. */
final class FollowerSearch {
  private static final Set<String> RESHAPING =
      Set.of("Reshape", "Squeeze", "ExpandDims", "BatchToSpaceND");

  private final FlatGraph graph;
  private final GraphSignals signals;
  private final Set<TensorRef> ends;

  FollowerSearch(FlatGraph graph, GraphSignals signals, Set<TensorRef> ends) {
    this.graph = graph;
    this.signals = signals;
    this.ends = ends;
  }

  /** In their order; those that change no number are left out, unless another comes behind. */
  List<Follower> behind(LinearOp op) {
    List<Follower> followers = new ArrayList<>();
    int wanted = 0;
    boolean reshaped = false;
    Optional<Follower> next = next(op, op.output(), false);
    while (next.isPresent()) {
      Follower follower = next.get();
      followers.add(follower);
      reshaped |= follower.kind() == Follower.Kind.RESHAPES;
      if (follower.isAffine()) {
        wanted = followers.size();
      }
      next = next(op, follower.output(), reshaped);
    }
    return List.copyOf(followers.subList(0, wanted));
  }

  private Optional<Follower> next(LinearOp op, TensorRef tensor, boolean reshaped) {
    if (ends.contains(tensor)) {
      return Optional.empty();
    }
    List<FlatNode> consumers =
        graph.consumers(tensor).stream()
            .filter(node -> !OpTrait.READS_SHAPE.is(node.op()))
            .toList();
    if (consumers.size() != 1 || Collections.frequency(consumers.get(0).inputs(), tensor) != 1) {
      return Optional.empty();
    }
    FlatNode node = consumers.get(0);
    Site site = new Site(op, node, tensor, node.inputs().indexOf(tensor), reshaped);
    return graph.isFed(node.output(0)) ? Optional.empty() : follower(site);
  }

  /** A node that takes a tensor. */
  private record Site(LinearOp op, FlatNode node, TensorRef tensor, int data, boolean reshaped) {
    Follower as(Follower.Kind kind) {
      return new Follower(node, kind, data);
    }

    TensorRef other() {
      return node.inputs().get(1 - data);
    }
  }

  private Optional<Follower> follower(Site site) {
    String op = site.node().op();
    if (OpTrait.PASSES.is(op) && site.data() == 0) {
      return Optional.of(site.as(Follower.Kind.PASSES));
    }
    if (RESHAPING.contains(op)) {
      return keepsLast(site) ? Optional.of(site.as(Follower.Kind.RESHAPES)) : Optional.empty();
    }
    return switch (op) {
      case "BiasAdd" -> hasSameChannels(site) ? added(site, Follower.Kind.ADDS) : Optional.empty();
      case "Add", "AddV2" -> added(site, Follower.Kind.ADDS);
      case "Sub" -> site.data() == 0 ? added(site, Follower.Kind.SUBTRACTS) : Optional.empty();
      case "Mul" -> multiplied(site, Follower.Kind.MULTIPLIES);
      case "RealDiv" ->
          site.data() == 0 ? multiplied(site, Follower.Kind.DIVIDES) : Optional.empty();
      case "FusedBatchNorm", "FusedBatchNormV2", "FusedBatchNormV3" -> normalised(site);
      default -> Optional.empty();
    };
  }

  private boolean keepsLast(Site site) {
    Shape from = graph.shape(site.tensor());
    Shape to = graph.shape(site.node().output(0));
    return site.data() == 0
        && !site.op().hasChannelsFirst()
        && last(from) >= 0
        && last(from) == last(to);
  }

  private static long last(Shape shape) {
    return shape.isUnknown() || shape.numDimensions() == 0
        ? Shape.UNKNOWN_SIZE
        : shape.get(shape.numDimensions() - 1);
  }

  private static boolean hasSameChannels(Site site) {
    boolean first = OptionalAttributes.text(site.node(), "data_format").startsWith("NC");
    return site.data() == 0 && first == site.op().hasChannelsFirst();
  }

  private Optional<Follower> added(Site site, Follower.Kind kind) {
    if (signals.varies(site.other())) {
      return Optional.empty();
    }
    boolean fits =
        site.node().op().equals("BiasAdd")
            || (site.reshaped() ? isPerChannel(site) : isBroadcastTo(site));
    return fits ? Optional.of(site.as(kind)) : Optional.empty();
  }

  private Optional<Follower> multiplied(Site site, Follower.Kind kind) {
    return !signals.varies(site.other()) && takesFactors(site.op()) && isPerChannel(site)
        ? Optional.of(site.as(kind))
        : Optional.empty();
  }

  private Optional<Follower> normalised(Site site) {
    boolean given = !site.node().attribute("is_training").getB();
    boolean constant = signals.varying(site.node()).equals(List.of(0));
    return given && constant && hasSameChannels(site) && takesFactors(site.op())
        ? Optional.of(site.as(Follower.Kind.NORMALISES))
        : Optional.empty();
  }

  private boolean takesFactors(LinearOp op) {
    return op.factorShape(graph.shape(op.weightsTensor())).isPresent();
  }

  /** Whether a constant has one number for each channel, or one for all. */
  private boolean isPerChannel(Site site) {
    Shape constant = graph.shape(site.other());
    Shape tensor = graph.shape(site.tensor());
    if (constant.isUnknown() || constant.hasUnknownDimension() || tensor.isUnknown()) {
      return false;
    }
    int shift = tensor.numDimensions() - constant.numDimensions();
    if (shift < 0) {
      return false;
    }
    int axis = site.op().channelAxis(tensor.numDimensions()) - shift;
    return constant.size() == 1
        || (axis >= 0
            && constant.get(axis) == constant.size()
            && tensor.get(axis + shift) == constant.size());
  }

  /** Whether the sum is shaped like the tensor. */
  private boolean isBroadcastTo(Site site) {
    Shape constant = graph.shape(site.other());
    Shape tensor = graph.shape(site.tensor());
    if (constant.isUnknown() || tensor.isUnknown()) {
      return false;
    }
    int shift = tensor.numDimensions() - constant.numDimensions();
    for (int i = 0; i < constant.numDimensions(); i++) {
      if (shift < 0 || !isKept(constant.get(i), tensor.get(i + shift))) {
        return false;
      }
    }
    return shift >= 0;
  }

  private static boolean isKept(long constant, long size) {
    return constant == 1 || (constant > 1 && constant == size);
  }
}
