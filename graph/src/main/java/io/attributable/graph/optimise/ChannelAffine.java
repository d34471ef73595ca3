package io.attributable.graph.optimise;

import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.tensor.TensorRef;
import java.util.Arrays;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * An affine map per channel of an image: multiplication by a factor, then addition of an offset.
 *
 * <p>Source: folding of batch normalisation: Jacob et al. (2018), Quantization and Training of
 * Neural Networks for Efficient Integer-Arithmetic-Only Inference, arXiv:1712.05877, section 3.2.
 */
final class ChannelAffine {
  private static final int NORMALISED_INPUTS = 5;

  private final double[] factors;
  private final double[] offsets;

  private ChannelAffine(double[] factors, double[] offsets) {
    this.factors = factors;
    this.offsets = offsets;
  }

  static ChannelAffine nothing(int channels) {
    double[] factors = new double[channels];
    Arrays.fill(factors, 1);
    return new ChannelAffine(factors, new double[channels]);
  }

  /** The map that a node applies to an input; empty where it is not one. */
  static Optional<ChannelAffine> of(PlanNodes nodes, FlatNode node, TensorRef image, int channels) {
    if (nodes.type(image) != DataType.DT_FLOAT || nodes.isFed(node)) {
      return Optional.empty();
    }
    Constants constants = new Constants(nodes, node, image, channels);
    return switch (node.op()) {
      case "FusedBatchNorm", "FusedBatchNormV2", "FusedBatchNormV3" -> constants.normalisation();
      case "BiasAdd" -> hasLastChannels(node) ? constants.sum(1) : Optional.empty();
      case "Add", "AddV2" -> constants.sum(1);
      case "Sub" -> constants.isFirst() ? constants.sum(-1) : Optional.empty();
      case "Mul" -> constants.product();
      default -> Optional.empty();
    };
  }

  /** Whether channels are the last axis of a node's inputs. */
  static boolean hasLastChannels(FlatNode node) {
    return node.attribute("data_format").getS().toStringUtf8().equals("NHWC");
  }

  /** One per channel. */
  double[] factors() {
    return factors;
  }

  /** One per channel, added behind. */
  double[] offsets() {
    return offsets;
  }

  /** This map followed by another. */
  ChannelAffine then(ChannelAffine next) {
    double[] both = new double[factors.length];
    double[] sums = new double[factors.length];
    for (int i = 0; i < both.length; i++) {
      both[i] = factors[i] * next.factors[i];
      sums[i] = offsets[i] * next.factors[i] + next.offsets[i];
    }
    return new ChannelAffine(both, sums);
  }

  /** Whether all values are finite in single precision. */
  boolean isFinite() {
    for (int i = 0; i < factors.length; i++) {
      if (!Float.isFinite((float) factors[i]) || !Float.isFinite((float) offsets[i])) {
        return false;
      }
    }
    return true;
  }

  /** Whether all factors are 1. */
  boolean isPlainSum() {
    return Arrays.stream(factors).allMatch(factor -> factor == 1);
  }

  /** The constant inputs of a node with an image. */
  private record Constants(PlanNodes nodes, FlatNode node, TensorRef image, int channels) {
    boolean isFirst() {
      return node.inputs().get(0).equals(image);
    }

    Optional<ChannelAffine> sum(int sign) {
      return other()
          .map(
              offsets -> {
                ChannelAffine map = nothing(channels);
                for (int i = 0; i < channels; i++) {
                  map.offsets[i] = sign * offsets[i];
                }
                return map;
              });
    }

    Optional<ChannelAffine> product() {
      return other()
          .map(
              factors -> {
                ChannelAffine map = nothing(channels);
                for (int i = 0; i < channels; i++) {
                  map.factors[i] = factors[i];
                }
                return map;
              });
    }

    private Optional<float[]> other() {
      return perChannel(node.inputs().get(isFirst() ? 1 : 0));
    }

    Optional<ChannelAffine> normalisation() {
      boolean inference = !node.attribute("is_training").getB() && hasLastChannels(node);
      if (!inference || !isFirst() || node.inputs().size() != NORMALISED_INPUTS) {
        return Optional.empty();
      }
      Optional<float[]> scale = perChannel(node.inputs().get(1));
      Optional<float[]> offset = perChannel(node.inputs().get(2));
      Optional<float[]> mean = perChannel(node.inputs().get(3));
      Optional<float[]> variance = perChannel(node.inputs().get(4));
      return scale.isPresent() && offset.isPresent() && mean.isPresent() && variance.isPresent()
          ? Optional.of(normalisation(scale.get(), offset.get(), mean.get(), variance.get()))
          : Optional.empty();
    }

    private ChannelAffine normalisation(
        float[] scale, float[] offset, float[] mean, float[] variance) {
      double epsilon = node.attribute("epsilon").getF();
      ChannelAffine map = nothing(channels);
      for (int i = 0; i < channels; i++) {
        map.factors[i] = scale[i] / Math.sqrt(variance[i] + epsilon);
        map.offsets[i] = offset[i] - mean[i] * map.factors[i];
      }
      return map;
    }

    /** A constant with its values along the last axis. */
    private Optional<float[]> perChannel(TensorRef tensor) {
      return ConstantArray.of(nodes.source(tensor))
          .filter(array -> array.type() == DataType.DT_FLOAT && array.elements() == channels)
          .filter(array -> isAlongLastAxis(array.shape()))
          .map(ConstantArray::floats);
    }

    private boolean isAlongLastAxis(Shape shape) {
      int rank = shape.numDimensions();
      return rank > 0 && rank <= 4 && shape.get(rank - 1) == channels;
    }
  }
}
