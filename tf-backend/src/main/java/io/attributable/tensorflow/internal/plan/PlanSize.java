package io.attributable.tensorflow.internal.plan;

import org.tensorflow.proto.GraphDef;

/**
 * What a plan keeps, as far as it can be told beforehand: its graph on the Java heap, and in native
 * memory, for each of its sessions, the graph, its constants as variables, what oneDNN prepared of
 * them, and what TensorFlow keeps by node. Measured as growth of the process by plans of
 * MobileNetV2 (30 MB each for 8 MB of graph, 795 nodes), ResNet50 (570 for 192, 1,050) and an LSTM
 * (75 for 9, 6,022), and of plans in the model's session (29 MB for 0.4, 1,257).
 *
 * @param heap bytes on the Java heap
 * @param session bytes of each session
 */
record PlanSize(long heap, long session) {
  /** The graph itself, its copy in executors, and prepared filters. */
  private static final long COPIES = 3;

  private static final long NODE = 8 << 10;

  /** TensorFlow keeps what it made of the whole graph for each set of results. */
  private static final long SHARED_NODE = 25 << 10;

  static PlanSize of(GraphDef graph, boolean ownSession) {
    long bytes = graph.getSerializedSize();
    long node = ownSession ? NODE : SHARED_NODE;
    return new PlanSize(bytes, COPIES * bytes + node * graph.getNodeCount());
  }

  /** All of a plan in so many sessions. */
  long bytes(int sessions) {
    return heap + sessions * session;
  }
}
