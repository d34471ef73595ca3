package io.attributable.tensorflow.internal.files;

import com.google.protobuf.Message;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;

/** The size of a graph in bytes: a protocol buffer itself counts up to 2 GiB only. */
final class GraphSize {
  /** What fits into one file, with room for what holds the parts together. */
  static final long LARGEST = Integer.MAX_VALUE - (1L << 20);

  /** The largest overhead of a part: its field and its length. */
  private static final int FRAME = 12;

  private GraphSize() {}

  static long of(MetaGraphDef model) {
    GraphDef graph = model.getGraphDef();
    long size = framed(model.toBuilder().clearGraphDef().build());
    for (NodeDef node : graph.getNodeList()) {
      size += framed(node);
    }
    for (FunctionDef function : graph.getLibrary().getFunctionList()) {
      size += framed(function);
    }
    return size;
  }

  private static long framed(Message part) {
    return (long) part.getSerializedSize() + FRAME;
  }
}
