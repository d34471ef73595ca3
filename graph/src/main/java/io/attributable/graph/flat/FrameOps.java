package io.attributable.graph.flat;

import java.util.Set;

/** The ops that loops and branches of TensorFlow 1 are made of. */
final class FrameOps {
  static final String ENTER = "Enter";
  static final String MERGE = "Merge";
  static final String SWITCH = "Switch";
  static final String EXIT = "Exit";
  static final String NEXT = "NextIteration";
  static final String CONDITION = "LoopCond";

  /** Those that hand a value on as it is. */
  static final Set<String> PASSING = Set.of(ENTER, MERGE, SWITCH, EXIT, NEXT, "Identity");

  private static final Set<String> OF_LOOPS =
      Set.of(ENTER, EXIT, NEXT, CONDITION, "RefEnter", "RefExit", "RefNextIteration");

  private FrameOps() {}

  /** Whether a node is a part of a loop and of nothing else. */
  static boolean isOfLoop(FlatNode node) {
    return OF_LOOPS.contains(node.op());
  }

  static boolean is(FlatNode node, String op) {
    return node.op().equals(op);
  }

  /** The loop that an {@code Enter} leads into; copies of an inlined function have one each. */
  static String frame(FlatNode enter) {
    return enter.instance() + " " + enter.attribute("frame_name").getS().toStringUtf8();
  }

  /** Whether an {@code Enter} brings what stays the same in all iterations. */
  static boolean isConstant(FlatNode enter) {
    return enter.attribute("is_constant").getB();
  }
}
