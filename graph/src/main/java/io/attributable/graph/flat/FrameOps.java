package io.attributable.graph.flat;

import io.attributable.graph.op.OpTrait;
import java.util.Set;

/**
 * The ops that loops and branches of TensorFlow 1 are made of.
 *
 * <p>Source: TensorFlow authors (2017), Implementation of Control Flow in TensorFlow, white paper,
 * download.tensorflow.org/paper/white_paper_tf_control_flow_implementation_2017_11_1.pdf.
 */
public final class FrameOps {
  public static final String ENTER = "Enter";
  public static final String MERGE = "Merge";
  public static final String SWITCH = "Switch";
  public static final String EXIT = "Exit";
  public static final String NEXT = "NextIteration";
  public static final String CONDITION = "LoopCond";

  /** Ops that pass a value through unchanged. */
  public static final Set<String> PASSING = Set.of(ENTER, MERGE, SWITCH, EXIT, NEXT, "Identity");

  private FrameOps() {}

  /** Whether a node is a part of a loop and of nothing else. */
  static boolean isOfLoop(FlatNode node) {
    return OpTrait.FRAME.is(node.op());
  }

  public static boolean is(FlatNode node, String op) {
    return node.op().equals(op);
  }

  /** The loop that an {@code Enter} leads into; copies of an inlined function have one each. */
  public static String frame(FlatNode enter) {
    return enter.instance() + " " + enter.attribute("frame_name").getS().toStringUtf8();
  }

  /** Whether an {@code Enter} brings what stays the same in all iterations. */
  public static boolean isConstant(FlatNode enter) {
    return enter.attribute("is_constant").getB();
  }
}
