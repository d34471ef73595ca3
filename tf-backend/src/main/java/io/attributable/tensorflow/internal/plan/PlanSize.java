package io.attributable.tensorflow.internal.plan;

import io.attributable.tensorflow.internal.session.LargeConstants;
import org.tensorflow.proto.GraphDef;

/**
 * What a plan keeps, as far as it can be told beforehand: its graph on the Java heap, and in native
 * memory, for each of its sessions, the graph, its constants as variables, what oneDNN prepared of
 * them, and what TensorFlow keeps by node. Measured as growth of the process by plans of
 * MobileNetV2 (30 MB each for 8 MB of graph, 795 nodes), ResNet50 (570 for 192, 1,050) and an LSTM
 * (75 for 9, 6,022), and of plans in the model's session (29 MB for 0.4, 1,257).
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

  /**
   * The size of a plan.
   *
   * @param made its graph, where only the model's own weights lie outside of the heap
   * @param kept the same graph as it is kept
   */
  static PlanSize of(GraphDef made, GraphDef kept, boolean ownSession) {
    long bytes = kept.getSerializedSize();
    long outside = LargeConstants.bytesOutside(kept);
    long node = ownSession ? NODE : SHARED_NODE;
    return new PlanSize(
        bytes - outside,
        outside - LargeConstants.bytesOutside(made),
        COPIES * bytes + node * kept.getNodeCount());
  }

  /** All of a plan in so many sessions. */
  long bytes(int sessions) {
    return heap + outside + sessions * session;
  }
}
