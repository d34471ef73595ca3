package io.attributable.graph.op;

import java.util.EnumSet;
import java.util.Set;

/**
 * Traits of ops that cannot be read from their definitions. All readers of graphs use this one
 * list.
 */
public enum OpTrait {
  /** Runs a body as often as a condition says; both are functions. */
  LOOP("While", "StatelessWhile"),

  /** Runs a body a given number of times, or for each slice of its inputs. */
  COUNTED_LOOP("For", "MapDefun"),

  /** Runs one of several functions. */
  BRANCH("If", "StatelessIf", "Case", "StatelessCase"),

  /** Runs a function, and does nothing else. */
  CALL("PartitionedCall", "StatefulPartitionedCall"),

  /** Sends a value to one of its outputs and leaves the others dead, as in TensorFlow 1. */
  SWITCH("Switch", "RefSwitch"),

  /** Hands on its only live input, as in TensorFlow 1. */
  MERGE("Merge", "RefMerge"),

  /** A part of a loop of TensorFlow 1, and of nothing else. */
  FRAME("Enter", "RefEnter", "Exit", "RefExit", "NextIteration", "RefNextIteration", "LoopCond"),

  /** A fed tensor. */
  PLACEHOLDER("Placeholder", "PlaceholderV2", "PlaceholderWithDefault"),

  /** Holds a variable, and hands out a handle. */
  VARIABLE_HANDLE("VarHandleOp"),

  /** Holds a variable of TensorFlow 1, which is read without an op for it. */
  VARIABLE_REFERENCE("VariableV2", "Variable"),

  /** Reads a variable's value, or some of it, by its handle. */
  VARIABLE_READ("ReadVariableOp", "ResourceGather", "ResourceGatherNd"),

  /** Holds a table. */
  TABLE_HANDLE(
      "HashTable",
      "HashTableV2",
      "MutableHashTable",
      "MutableHashTableV2",
      "MutableHashTableOfTensors",
      "MutableHashTableOfTensorsV2",
      "MutableDenseHashTable",
      "MutableDenseHashTableV2"),

  /** Looks something up in a table. */
  TABLE_READ(
      "LookupTableFind",
      "LookupTableFindV2",
      "LookupTableSize",
      "LookupTableSizeV2",
      "LookupTableExport",
      "LookupTableExportV2"),

  /** Reads a property of a variable, not its value. */
  VARIABLE_QUERY("VarIsInitializedOp", "IsVariableInitialized", "VariableShape"),

  /**
   * Stateful by its definition, so that it runs or is not folded, but neither reads nor changes any
   * state.
   */
  WITHOUT_EFFECT(
      "Assert",
      "Print",
      "PrintV2",
      "CheckNumerics",
      "CheckNumericsV2",
      "DebugIdentityV2",
      "DebugIdentityV3",
      "DeepCopy",
      "GuaranteeConst",
      "Placeholder"),

  /** Takes the shape of its input and not its values. */
  READS_SHAPE("Shape", "ShapeN", "Size", "Rank", "ZerosLike", "OnesLike", "TensorListElementShape"),

  /** Hands its first input on as it is, and gradients back. */
  PASSES(
      "Identity",
      "Snapshot",
      "CheckNumerics",
      "CheckNumericsV2",
      "EnsureShape",
      "Copy",
      "CopyHost",
      "DebugGradientIdentity",
      "DebugIdentity",
      "DebugIdentityV2",
      "DebugIdentityV3",
      "DeepCopy",
      "GuaranteeConst",
      "Print",
      "XlaSharding"),

  /** Hands its input on as it is, but no gradient back. */
  PASSES_WITHOUT_GRADIENT("StopGradient", "PreventGradient"),

  CONVOLUTION("Conv2D", "Conv3D", "DepthwiseConv2dNative", "Conv"),

  /** The gradient of a convolution by its image. */
  CONVOLUTION_TO_IMAGE(
      "Conv2DBackpropInput",
      "Conv2DBackpropInputV2",
      "Conv3DBackpropInput",
      "Conv3DBackpropInputV2",
      "DepthwiseConv2dNativeBackpropInput"),

  /** The gradient of a convolution by its filter. */
  CONVOLUTION_TO_FILTER(
      "Conv2DBackpropFilter",
      "Conv2DBackpropFilterV2",
      "Conv3DBackpropFilter",
      "Conv3DBackpropFilterV2",
      "DepthwiseConv2dNativeBackpropFilter"),

  /** A product of matrices, batch by batch. */
  BATCH_PRODUCT("BatchMatMul", "BatchMatMulV2", "BatchMatMulV3"),

  /** Any other product of matrices or tensors. */
  PRODUCT("MatMul", "Einsum");

  private static final Set<OpTrait> CONTROL_FLOW =
      EnumSet.of(LOOP, COUNTED_LOOP, BRANCH, SWITCH, MERGE, FRAME);
  private static final Set<OpTrait> BILINEAR =
      EnumSet.of(CONVOLUTION, CONVOLUTION_TO_IMAGE, CONVOLUTION_TO_FILTER, BATCH_PRODUCT, PRODUCT);

  @SuppressWarnings("ImmutableEnumChecker") // Set.of makes an immutable set.
  private final Set<String> ops;

  OpTrait(String... ops) {
    this.ops = Set.of(ops);
  }

  /** Whether this is true of an op. */
  public boolean is(String op) {
    return ops.contains(op);
  }

  /** All ops of which it is true. */
  public Set<String> ops() {
    return ops;
  }

  /** Whether an op is a variable, in either version of TensorFlow. */
  public static boolean isVariable(String op) {
    return VARIABLE_HANDLE.is(op) || VARIABLE_REFERENCE.is(op);
  }

  /** Whether an op is a loop, a branch, or a part of one, in either version of TensorFlow. */
  public static boolean isControlFlow(String op) {
    return CONTROL_FLOW.stream().anyMatch(trait -> trait.is(op));
  }

  /** Whether an op is part of a loop or a branch of TensorFlow 1. */
  public static boolean isDataflowControl(String op) {
    return SWITCH.is(op) || MERGE.is(op) || FRAME.is(op);
  }

  /**
   * Whether an op is linear in each of two operands and sums many products per element of its
   * result, so that computing it costs more than storing it.
   */
  public static boolean sumsProducts(String op) {
    return BILINEAR.stream().anyMatch(trait -> trait.is(op));
  }
}
