package io.attributable.graph.op;

import com.google.protobuf.ByteString;
import java.util.Map;
import java.util.UUID;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;

/**
 * Marks products of batches of matrices whose shapes say that a fault of oneDNN is no matter to
 * them, where shapes are known; they are not part of a graph that TensorFlow is given.
 */
public final class KnownShapes {
  private static final String MARK = "_attributable_known_shapes";

  /** Another one in each process: no file can have it. */
  private static final AttrValue VALUE =
      AttrValue.newBuilder().setS(ByteString.copyFromUtf8(UUID.randomUUID().toString())).build();

  private static final int FAULTY_RANK = 4;

  private KnownShapes() {}

  /** The attribute's name. */
  public static String mark() {
    return MARK;
  }

  /** The attribute's value. */
  public static AttrValue value() {
    return VALUE;
  }

  /** Whether a node is marked. */
  public static boolean isMarked(Map<String, AttrValue> attributes) {
    return VALUE.equals(attributes.get(MARK));
  }

  /**
   * Whether a result cannot be that of the fault: it needs four dimensions, of which the first is
   * greater than 1 and the second is 1.
   */
  public static boolean areSafe(Shape result) {
    return !result.isUnknown()
        && (result.numDimensions() != FAULTY_RANK || result.get(0) == 1 || result.get(1) > 1);
  }
}
