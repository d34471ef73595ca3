package io.attributable.graph.op;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Ops that compute each element of their result from the elements at its place, after their inputs
 * were broadcast to one shape.
 */
public final class ElementwiseOps {
  private static final List<String> OF_ONE =
      List.of(
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
          "ZerosLike");

  private static final List<String> OF_SEVERAL =
      List.of(
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
          "Zeta");

  /** Gradients of such ops, by their values and the gradient. */
  private static final List<String> GRADIENTS =
      List.of(
          "EluGrad",
          "InvGrad",
          "LeakyReluGrad",
          "ReciprocalGrad",
          "Relu6Grad",
          "ReluGrad",
          "RsqrtGrad",
          "SeluGrad",
          "SigmoidGrad",
          "SoftplusGrad",
          "SoftsignGrad",
          "SqrtGrad",
          "TanhGrad");

  private static final Set<String> ALL =
      Stream.of(OF_ONE, OF_SEVERAL, GRADIENTS)
          .flatMap(List::stream)
          .collect(Collectors.toUnmodifiableSet());

  private ElementwiseOps() {}

  /** Their names. */
  public static Set<String> all() {
    return ALL;
  }

  /** Whether an op is one of them. */
  public static boolean is(String op) {
    return ALL.contains(op);
  }
}
