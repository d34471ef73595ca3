package io.attributable.tensorflow.internal.plan;

import io.attributable.tensorflow.internal.session.LargeConstants;
import org.tensorflow.proto.GraphDef;

/**
 * What a plan keeps, as far as it can be told beforehand, besides the weights that all plans of a
 * model share. Measured as growth of the process by plans of ResNet50 (265 MB each for 176 MB of
 * graph, 930 nodes), MobileNetV2 (16 for 8, 728), an encoder (32 for 52, 2,253) and an LSTM (40 for
 * 8, 4,420); where constants are not shared of ResNet50 (570 for 192, 1,050), and of plans in the
 * model's session (29 MB for 0.4, 1,257).
 *
 * @param heap bytes on the Java heap
 * @param outside bytes outside of it that all sessions share
 * @param session bytes of each session
 */
record PlanSize(long heap, long outside, long session) {
  /** The graph itself, its copy in executors, and prepared filters. */
  private static final long COPIES = 3;

  private static final long NODE = 8 << 10;

  /** TensorFlow keeps what it made of the whole graph for each set of results. */
  private static final long SHARED_NODE = 25 << 10;

  /** Of a plan in sessions of its own, which share its large constants. */
  static PlanSize lean(GraphDef graph) {
    return new PlanSize(
        graph.getSerializedSize() - LargeConstants.bytesOutside(graph),
        LargeConstants.ownBytesOutside(graph),
        LargeConstants.filterBytes(graph) + NODE * graph.getNodeCount());
  }

  /** Of a plan that has its constants in its graph. */
  static PlanSize whole(GraphDef graph, boolean ownSession) {
    long bytes = graph.getSerializedSize();
    long node = ownSession ? NODE : SHARED_NODE;
    return new PlanSize(
        bytes - LargeConstants.bytesOutside(graph),
        0,
        COPIES * bytes + node * graph.getNodeCount());
  }

  /** All of a plan in so many sessions. */
  long bytes(int sessions) {
    return heap + outside + sessions * session;
  }
}
