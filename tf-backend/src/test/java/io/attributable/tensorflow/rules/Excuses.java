package io.attributable.tensorflow.rules;

import io.attributable.graph.tape.control.ControlRules;
import io.attributable.graph.tensor.Types;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tensorflow.proto.DataType;

/** Ops and cases of which a comparison says nothing, and why. */
final class Excuses {
  /** Their gradient is not their slope, but by definition that of what they round. */
  private static final Set<String> ROUNDING =
      Set.of(
          "QuantizeAndDequantizeV2",
          "QuantizeAndDequantizeV3",
          "QuantizeAndDequantizeV4",
          "FakeQuantWithMinMaxArgs",
          "FakeQuantWithMinMaxVars",
          "FakeQuantWithMinMaxVarsPerChannel");

  /** Looks at one triangle of a matrix that it takes for symmetric, as nudged ones are not. */
  private static final String HALF_BLIND = "Cholesky";

  /** At zero TensorFlow takes these for constant, though they jump or have a slope there. */
  private static final Set<String> CONSTANT_AT_ZERO =
      Set.of("divnonan_zero", "xdivy_zero", "xlogy_zero", "xlog1py_zero");

  /** These reach a CPU only on detours, which take sizes that are known. */
  private static final Set<String> SPREAD =
      Set.of(
          "conv2d_dilated",
          "conv2d_dilated_valid",
          "conv2d_grouped_same",
          "conv2d_grouped_strided_valid",
          "conv2d_grouped_dilated",
          "conv_dilated",
          "conv_dilated_valid");

  /** TensorFlow itself or our rule refuses these, or errs about them, when too little is known. */
  private static final Set<String> REFUSED =
      Set.of(
          "ApproxTopK",
          "RaggedTensorToTensor",
          "Svd",
          "Qr",
          "SpaceToBatchND",
          "BatchToSpaceND",
          "MatrixDiagV2",
          "MatrixDiagV3",
          "MatrixSetDiagV2",
          "MatrixSetDiagV3");

  /** What the C++ registry gets wrong, by case. */
  private static final Set<String> MISTAKEN =
      Set.of(
          // Attributes are ignored.
          "conv2d_dilated",
          "conv2d_dilated_valid",
          "conv2d_explicit",
          "conv2d_explicit_strided",
          "maxpool_explicit",
          "maxpoolgrad_explicit",
          "lrn",
          // A CPU has no kernel.
          "conv2d_grouped_same",
          "conv2d_grouped_strided_valid",
          "conv2d_grouped_dilated",
          // Negative axes end the process.
          "gather_batched_twice",
          "concatv2_negative",
          // Some inputs are left out.
          "padv2_value",
          "fusedbatchnormv3_statistics",
          // Some outputs are taken for constant.
          "fusedbatchnormv3_told",
          "fusedbatchnormv3_told_mixed",
          "fusedbatchnormv3_told_training",
          "fusedbatchnormv3_told_alone",
          // Overwritten rows are not.
          "dynamicstitch_twice",
          // Anything but a matrix.
          "logsoftmax_1",
          "logsoftmax_3",
          "logsoftmax_4",
          // Nothing is summed over what was broadcast.
          "atan2",
          "crossentropy_row",
          // 64-bit integers, of which some end the process.
          "broadcastto_scalar");

  /** Their statistics are inputs, too, but are differentiated as what they are: the image's own. */
  private static final Set<String> OWN_STATISTICS =
      Set.of(
          "fusedbatchnormgrad_training",
          "fusedbatchnormgradv2_training",
          "fusedbatchnormgradv3_training",
          "fusedbatchnormgradv3_image",
          "fusedbatchnormgradv3_scale");

  /** TensorFlow has no kernels for these but within XLA. */
  private static final Set<String> OF_XLA = Set.of("XlaSharding", "XlaOptimizationBarrier");

  /**
   * Samples: the gradient is that of the distribution, implicitly; what the sampler does for other
   * parameters, rejections included, jumps.
   */
  private static final Set<String> SAMPLED =
      Set.of(
          "RandomGamma",
          "StatelessRandomGammaV2",
          "StatelessRandomGammaV3",
          "StatelessParameterizedTruncatedNormal");

  /** Where the derivative itself is not differentiable, central differences converge slowly. */
  private static final Set<String> BENT = Set.of("besseli1e_zero");

  /** Only variables of TensorFlow 1 take these, and no layer makes a variable. */
  private static final Set<String> OF_REFERENCES = Set.of("RefSwitch", "RefMerge");

  /** TensorFlow computes these partly in single precision whatever it is given. */
  private static final Set<String> SINGLE = Set.of("CTCLoss");

  private Excuses() {}

  /** Whether double precision is of no avail. */
  static boolean isSingle(String op) {
    return SINGLE.contains(op);
  }

  /** The ops that no file with layers in front of them can be made with. */
  static Set<String> ofReferences() {
    return OF_REFERENCES;
  }

  /** The ops that cannot run. */
  static Set<String> ofXla() {
    return OF_XLA;
  }

  /** The ops whose gradient nudging the inputs does not tell. */
  static Set<String> withoutSlope() {
    return Stream.of(ROUNDING, OF_XLA, SAMPLED, Set.of(HALF_BLIND), ControlRules.all().keySet())
        .flatMap(Set::stream)
        .collect(Collectors.toSet());
  }

  /** Whether nudging the inputs does not tell the gradient. */
  static boolean isWithoutSlope(OpNode node) {
    return withoutSlope().contains(node.op())
        || CONSTANT_AT_ZERO.contains(node.name())
        || OWN_STATISTICS.contains(node.name())
        || BENT.contains(node.name())
        || isRounded(node);
  }

  /** Whether a node draws random numbers, which are others for every type. */
  static boolean isSampled(OpNode node) {
    return SAMPLED.contains(node.op());
  }

  /** Conversions to half precision and back. */
  private static boolean isRounded(OpNode node) {
    return node.node().outputs().stream().anyMatch(output -> isHalf(output.type()))
        || node.inputs().stream().anyMatch(input -> isHalf(input.type()));
  }

  private static boolean isHalf(DataType type) {
    return Types.isFloat(type) && type != DataType.DT_FLOAT && type != DataType.DT_DOUBLE;
  }

  /** Whether the gradient takes the shapes to be known. */
  static boolean needsShapes(OpNode node) {
    return SPREAD.contains(node.name());
  }

  /** Whether the op itself may take the shapes to be known. */
  static boolean mayBeRefused(OpNode node) {
    return REFUSED.contains(node.op());
  }

  /** Whether the C++ registry is wrong. */
  static boolean isMistakenInCpp(OpNode node) {
    return MISTAKEN.contains(node.name())
        || node.name().endsWith("_long")
        || gathersFromTheEnd(node);
  }

  /** Axes counted from the end are taken as they are. */
  private static boolean gathersFromTheEnd(OpNode node) {
    return node.op().equals("GatherV2") && node.inputs().get(2).numbers()[0] < 0;
  }
}
