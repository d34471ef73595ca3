package io.attributable.graph.plan;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.op.FunctionReferences;
import io.attributable.graph.op.OpTrait;
import io.attributable.graph.tensor.TensorRef;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.ndarray.Shape;

/**
 * The products that a plan computes, which take most of its time.
 *
 * @param multiplications for one example, by all operations together; not a number where shapes do
 *     not tell, or where loops or branches compute some of them
 * @param operations convolutions and products of matrices
 */
public record PlanWork(double multiplications, int operations) {
  /** Of a plan that tells nothing. */
  public static final PlanWork UNKNOWN = new PlanWork(Double.NaN, 0);

  /** Of a plan without products. */
  public static final PlanWork NONE = new PlanWork(0, 0);

  /** The multiplications of an average operation; infinite where they are not known. */
  public double perOperation(long examples) {
    return operations == 0 || Double.isNaN(multiplications)
        ? Double.POSITIVE_INFINITY
        : multiplications / operations * examples;
  }

  /** That of some nodes, which hold all that they take. */
  public static PlanWork of(Collection<FlatNode> nodes) {
    Counter counter = new Counter(nodes);
    nodes.forEach(counter::add);
    return new PlanWork(counter.multiplications, counter.operations);
  }

  private static final class Counter {
    private static final int LONGEST_WAY = 8;

    private final Map<String, FlatNode> nodes = new HashMap<>();
    private double multiplications;
    private int operations;

    Counter(Collection<FlatNode> all) {
      all.forEach(node -> nodes.put(node.name(), node));
    }

    private FlatNode node(TensorRef tensor) {
      return Objects.requireNonNull(nodes.get(tensor.node()), tensor::toString);
    }

    private Shape shape(TensorRef tensor) {
      return node(tensor).outputs().get(tensor.index()).shape();
    }

    void add(FlatNode node) {
      switch (node.op()) {
        case "Conv2D", "Conv3D", "Conv" -> add(elements(node.output(0)) * perResult(node, true));
        case "DepthwiseConv2dNative" -> add(elements(node.output(0)) * perResult(node, false));
        case "Conv2DBackpropInput", "Conv3DBackpropInput", "Conv3DBackpropInputV2" ->
            add(elements(node.inputs().get(2)) * perResult(node, true));
        case "DepthwiseConv2dNativeBackpropInput" ->
            add(elements(node.inputs().get(2)) * perResult(node, false));
        case "MatMul", "BatchMatMul", "BatchMatMulV2", "BatchMatMulV3" ->
            add(elements(node.inputs().get(0)) * width(node));
        case "Einsum" -> add(contracted(node));
        default -> {
          // How often a loop runs is not known; what else there is takes little time beside these.
          if (FunctionReferences.areIn(node.attributes())) {
            add(Double.NaN);
          }
        }
      }
    }

    private void add(double more) {
      multiplications += more;
      operations++;
    }

    /** The factors that one result of a convolution sums up. */
    private double perResult(FlatNode node, boolean acrossChannels) {
      Shape filter = shape(node.inputs().get(1));
      if (filter.isUnknown() || filter.hasUnknownDimension()) {
        return Double.NaN;
      }
      int last = filter.numDimensions() - 1;
      double places = (double) filter.size() / (filter.get(last) * filter.get(last - 1));
      return acrossChannels ? places * filter.get(last - 1) : places;
    }

    /** The columns of a product. */
    private double width(FlatNode node) {
      Shape right = shape(node.inputs().get(1));
      if (right.isUnknown() || right.numDimensions() < 2) {
        return Double.NaN;
      }
      boolean turned = node.attribute(node.op().equals("MatMul") ? "transpose_b" : "adj_y").getB();
      long size = right.get(right.numDimensions() - (turned ? 2 : 1));
      return size < 0 ? Double.NaN : size;
    }

    /** Each axis stands in two of three tensors; one in all three is counted a little too much. */
    private double contracted(FlatNode node) {
      double product = elements(node.output(0));
      for (TensorRef input : node.inputs()) {
        product *= elements(input);
      }
      return Math.sqrt(product);
    }

    /** The elements for one example, which the first size counts. */
    private double elements(TensorRef tensor) {
      TensorRef source = tensor;
      for (int i = 0; i < LONGEST_WAY && countsMore(source); i++) {
        source = node(source).inputs().get(0);
      }
      Shape shape = shape(source);
      if (shape.isUnknown()) {
        return Double.NaN;
      }
      double elements = 1;
      for (int i = 0; i < shape.numDimensions(); i++) {
        long size = shape.get(i);
        elements *= size >= 0 ? size : i == 0 ? 1 : Double.NaN;
      }
      return elements;
    }

    private static boolean hasSameElements(String op) {
      return op.equals("Reshape") || op.equals("Transpose") || OpTrait.PASSES.is(op);
    }

    /** Whether the first size may be that of several, joined, so that one has to look before. */
    private boolean countsMore(TensorRef tensor) {
      Shape shape = shape(tensor);
      return hasSameElements(node(tensor).op())
          && (shape.isUnknown() || shape.hasUnknownDimension());
    }
  }
}
