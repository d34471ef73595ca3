package io.attributable.graph.batch;

import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Ops that compute each element of their results from the elements at its place, broadcast. */
final class ElementwiseBatching {
  private static final String[] OF_ONE = {
    "Abs",
    "Acos",
    "Acosh",
    "Angle",
    "AsString",
    "Asin",
    "Asinh",
    "Atan",
    "Atanh",
    "BesselI0",
    "BesselI0e",
    "BesselI1",
    "BesselI1e",
    "Bucketize",
    "Cast",
    "Ceil",
    "CheckNumerics",
    "CheckNumericsV2",
    "ComplexAbs",
    "Conj",
    "Cos",
    "Cosh",
    "Dawsn",
    "Digamma",
    "Elu",
    "EncodeBase64",
    "EnsureShape",
    "Erf",
    "Erfc",
    "Erfinv",
    "Exp",
    "Expint",
    "Expm1",
    "FakeQuantWithMinMaxArgs",
    "Floor",
    "FresnelCos",
    "FresnelSin",
    "Identity",
    "Imag",
    "Inv",
    "Invert",
    "IsFinite",
    "IsInf",
    "IsNan",
    "LeakyRelu",
    "Lgamma",
    "Log",
    "Log1p",
    "LogicalNot",
    "Ndtri",
    "Neg",
    "OnesLike",
    "PreventGradient",
    "Real",
    "Reciprocal",
    "RegexFullMatch",
    "Relu",
    "Relu6",
    "Rint",
    "Round",
    "Rsqrt",
    "Selu",
    "Sigmoid",
    "Sign",
    "Sin",
    "Sinh",
    "Snapshot",
    "Softplus",
    "Softsign",
    "Spence",
    "Sqrt",
    "Square",
    "StaticRegexFullMatch",
    "StaticRegexReplace",
    "StopGradient",
    "StringLength",
    "StringLower",
    "StringStrip",
    "StringToHashBucket",
    "StringToHashBucketFast",
    "StringToHashBucketStrong",
    "StringToNumber",
    "StringUpper",
    "Tan",
    "Tanh",
    "ZerosLike"
  };

  private static final String[] OF_SEVERAL = {
    "AccumulateNV2",
    "Add",
    "AddN",
    "AddV2",
    "ApproximateEqual",
    "Atan2",
    "Betainc",
    "BitwiseAnd",
    "BitwiseOr",
    "BitwiseXor",
    "ClipByValue",
    "Complex",
    "Div",
    "DivNoNan",
    "Equal",
    "FloorDiv",
    "FloorMod",
    "Greater",
    "GreaterEqual",
    "Igamma",
    "Igammac",
    "LeftShift",
    "Less",
    "LessEqual",
    "LogicalAnd",
    "LogicalOr",
    "Maximum",
    "Minimum",
    "Mod",
    "Mul",
    "MulNoNan",
    "NextAfter",
    "NotEqual",
    "Polygamma",
    "Pow",
    "RealDiv",
    "RightShift",
    "SelectV2",
    "SquaredDifference",
    "StringJoin",
    "Sub",
    "TruncateDiv",
    "TruncateMod",
    "Xdivy",
    "Xlog1py",
    "Xlogy",
    "Zeta"
  };

  private static final Set<String> OPS =
      Stream.of(OF_ONE, OF_SEVERAL).flatMap(Stream::of).collect(Collectors.toUnmodifiableSet());

  private ElementwiseBatching() {}

  static void addTo(BatchingRule.Table rules) {
    rules.add(ElementwiseBatching::broadcast, OF_ONE);
    rules.add(ElementwiseBatching::broadcast, OF_SEVERAL);
    rules.add(ElementwiseBatching::select, "Select");
    rules.add(node -> BatchedNode.rowsAlong(node.only(0)), "BiasAdd", "FakeQuantWithMinMaxVars");
  }

  /** Whether an op is one of them. */
  static boolean isElementwise(String op) {
    return OPS.contains(op);
  }

  /** Axes are matched from the last one, so all examples have to lie along the same from there. */
  private static BatchDependence broadcast(BatchedNode node) {
    OptionalInt common = OptionalInt.empty();
    for (int input = 0; input < node.count(); input++) {
      if (node.isFixed(input)) {
        continue;
      }
      OptionalInt axis = node.rows(input);
      if (axis.isEmpty()) {
        return BatchDependence.MIXED;
      }
      int fromEnd = node.rank(input) - axis.getAsInt();
      if (common.isPresent() && common.getAsInt() != fromEnd) {
        return BatchDependence.MIXED;
      }
      common = OptionalInt.of(fromEnd);
    }
    return common.isPresent()
        ? BatchedNode.rowsAlong(node.outputRank() - common.getAsInt())
        : BatchDependence.MIXED;
  }

  /** A condition of one axis chooses among whole rows, unlike in {@code SelectV2}. */
  private static BatchDependence select(BatchedNode node) {
    boolean alike = node.rank(0) == node.rank(1) || node.rank(0) == 0;
    boolean byRow =
        node.rank(0) == 1
            && (node.isFixed(1) || node.rows(1).equals(OptionalInt.of(0)))
            && (node.isFixed(2) || node.rows(2).equals(OptionalInt.of(0)))
            && node.rows(0).isPresent();
    return byRow ? BatchedNode.rowsAlong(0) : alike ? broadcast(node) : BatchDependence.MIXED;
  }
}
