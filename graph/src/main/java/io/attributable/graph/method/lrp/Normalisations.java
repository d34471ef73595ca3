package io.attributable.graph.method.lrp;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.op.OpTrait;
import io.attributable.graph.tensor.TensorRef;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Sums in which a mean is taken off what it is the mean of, as layer normalisation does: x - mean,
 * or x · f + (offset - mean · f). Relevance passes to x as it is, the mean and the factor counting
 * as given (the identity rule of Achtibat et al. 2024, AttnLRP, arXiv:2402.05602, proposition 3.4).
 */
final class Normalisations {
  private static final int LONGEST_WAY = 8;
  private static final Set<String> TRAINED =
      Set.of("FusedBatchNorm", "FusedBatchNormV2", "FusedBatchNormV3");
  private static final Set<String> KEEPING =
      Set.of("Reshape", "Squeeze", "ExpandDims", "Cast", "Transpose");

  private final FlatGraph graph;
  private final GraphSignals signals;
  private final Gates gates;

  Normalisations(FlatGraph graph, GraphSignals signals, Gates gates) {
    this.graph = graph;
    this.signals = signals;
    this.gates = gates;
  }

  /** The position of x in such a sum of two that vary. */
  Optional<Integer> centred(FlatNode sum) {
    TensorRef first = sum.inputs().get(0);
    TensorRef second = sum.inputs().get(1);
    if (isCentreOf(second, first)) {
      return Optional.of(0);
    }
    boolean commutes = !sum.op().equals("Sub");
    return commutes && isCentreOf(first, second) ? Optional.of(1) : Optional.empty();
  }

  /** Whether a constant is added to what was normalised, as layer normalisation's offset is. */
  boolean isNormalised(TensorRef tensor) {
    TensorRef at = tensor;
    for (int i = 0; i < LONGEST_WAY && !graph.isFed(at); i++) {
      FlatNode node = graph.node(at.node());
      if (isNormalisation(node)) {
        return true;
      }
      List<Integer> varying = signals.varying(node);
      boolean scaled = node.op().equals("Mul") && varying.size() == 1;
      if (!scaled && !isKept(node)) {
        return false;
      }
      at = node.inputs().get(scaled ? varying.get(0) : 0);
    }
    return false;
  }

  private boolean isNormalisation(FlatNode node) {
    if (TRAINED.contains(node.op())) {
      return node.attribute("is_training").getB();
    }
    boolean product = node.op().equals("Mul") || node.op().equals("RealDiv");
    if (!product || signals.varying(node).size() != 2) {
      return false;
    }
    return gates.normalises(node);
  }

  private boolean isCentreOf(TensorRef tensor, TensorRef signal) {
    FlatNode product = graph.node(signal.node());
    if (isMean(tensor, signal)) {
      return true;
    }
    if (!product.op().equals("Mul")) {
      return false;
    }
    TensorRef a = product.inputs().get(0);
    TensorRef b = product.inputs().get(1);
    return isScaledMean(tensor, a, b) || isScaledMean(tensor, b, a);
  }

  /** Whether a tensor is a constant less the mean of x times the factor. */
  private boolean isScaledMean(TensorRef tensor, TensorRef x, TensorRef factor) {
    TensorRef at = tensor;
    for (int i = 0; i < LONGEST_WAY; i++) {
      FlatNode node = graph.node(at.node());
      if (node.op().equals("Mul")) {
        TensorRef a = node.inputs().get(0);
        TensorRef b = node.inputs().get(1);
        return (b.equals(factor) && isMean(a, x)) || (a.equals(factor) && isMean(b, x));
      }
      List<Integer> varying = signals.varying(node);
      boolean offset = Set.of("AddV2", "Add", "Sub", "Neg").contains(node.op());
      if (varying.size() != 1 || !(offset || isKept(node))) {
        return false;
      }
      at = node.inputs().get(varying.get(0));
    }
    return false;
  }

  private boolean isMean(TensorRef tensor, TensorRef of) {
    TensorRef at = tensor;
    for (int i = 0; i < LONGEST_WAY && !graph.isFed(at); i++) {
      FlatNode node = graph.node(at.node());
      if (node.op().equals("Mean")) {
        return bare(node.inputs().get(0)).equals(bare(of));
      }
      if (!isKept(node)
          && !node.op().equals("Neg")
          && !OpTrait.PASSES_WITHOUT_GRADIENT.is(node.op())) {
        return false;
      }
      at = node.inputs().get(0);
    }
    return false;
  }

  private TensorRef bare(TensorRef tensor) {
    TensorRef at = tensor;
    for (int i = 0; i < LONGEST_WAY && !graph.isFed(at); i++) {
      FlatNode node = graph.node(at.node());
      if (!OpTrait.PASSES.is(node.op()) && !node.op().equals("Cast")) {
        return at;
      }
      at = node.inputs().get(0);
    }
    return at;
  }

  private static boolean isKept(FlatNode node) {
    return KEEPING.contains(node.op()) || OpTrait.PASSES.is(node.op());
  }
}
