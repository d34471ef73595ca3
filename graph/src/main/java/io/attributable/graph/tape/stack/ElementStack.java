package io.attributable.graph.tape.stack;

import io.attributable.graph.tensor.TensorRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Ops that take each element, or each row of the last dimension, by itself. */
final class ElementStack {
  private static final List<String> UNARY =
      List.of(
          "Abs",
          "Cast",
          "Ceil",
          "Cos",
          "Elu",
          "Erf",
          "Exp",
          "Expm1",
          "Floor",
          "Identity",
          "Inv",
          "IsFinite",
          "IsNan",
          "LeakyRelu",
          "Log",
          "Log1p",
          "LogSoftmax",
          "LogicalNot",
          "Neg",
          "OnesLike",
          "PreventGradient",
          "Reciprocal",
          "Relu",
          "Relu6",
          "Rsqrt",
          "Selu",
          "Sigmoid",
          "Sign",
          "Sin",
          "Snapshot",
          "Softmax",
          "Softplus",
          "Softsign",
          "Sqrt",
          "Square",
          "StopGradient",
          "Tanh",
          "ZerosLike");

  /** Ops whose inputs broadcast. */
  private static final List<String> BROADCASTING =
      List.of(
          "Add",
          "AddV2",
          "Div",
          "DivNoNan",
          "Equal",
          "FloorDiv",
          "Greater",
          "GreaterEqual",
          "Less",
          "LessEqual",
          "LogicalAnd",
          "LogicalOr",
          "Maximum",
          "Minimum",
          "Mul",
          "MulNoNan",
          "NotEqual",
          "Pow",
          "RealDiv",
          "SelectV2",
          "SquaredDifference",
          "Sub",
          "Xdivy",
          "Xlogy");

  /** Ops whose inputs must all have the same shape. */
  private static final List<String> ALIKE =
      List.of(
          "AddN",
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

  private ElementStack() {}

  static Map<String, StackRule> rules() {
    Map<String, StackRule> rules = new HashMap<>();
    UNARY.forEach(op -> rules.put(op, node -> node.like(node.inputs())));
    BROADCASTING.forEach(op -> rules.put(op, ElementStack::broadcasting));
    ALIKE.forEach(op -> rules.put(op, ElementStack::alike));
    return rules;
  }

  private static List<Stacked> broadcasting(StackedNode node) {
    int rank = node.outputRank(0);
    List<TensorRef> inputs = new ArrayList<>();
    for (int i = 0; i < node.inputCount(); i++) {
      inputs.add(node.aligned(i, rank));
    }
    return node.like(inputs);
  }

  private static List<Stacked> alike(StackedNode node) {
    List<TensorRef> inputs = new ArrayList<>();
    for (int i = 0; i < node.inputCount(); i++) {
      inputs.add(node.repeated(i));
    }
    return node.like(inputs);
  }
}
