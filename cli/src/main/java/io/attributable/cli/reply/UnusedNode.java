package io.attributable.cli.reply;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.attributable.LeftOutLayer;
import io.attributable.UnusedTensor;
import java.util.List;
import java.util.Locale;

/** Says in JSON what a result has no attribution for. */
public final class UnusedNode {
  private static final String LIST = "unused";

  private UnusedNode() {}

  /** Adds the tensors of a layer that no gradient gets to, if there are any. */
  public static void put(ObjectNode layer, List<UnusedTensor> unused) {
    if (unused.isEmpty()) {
      return;
    }
    ArrayNode list = layer.putArray(LIST);
    for (UnusedTensor tensor : unused) {
      ObjectNode entry =
          list.addObject()
              .put("name", tensor.name())
              .put("dtype", tensor.elementType().numpyName());
      put(entry, tensor);
      entry.put("reason", tensor.reason());
    }
  }

  /** Adds the layers that were left out, if there are any. */
  public static void putLeftOut(ObjectNode reply, List<LeftOutLayer> leftOut) {
    if (leftOut.isEmpty()) {
      return;
    }
    ArrayNode list = reply.putArray("leftOut");
    for (LeftOutLayer layer : leftOut) {
      list.addObject()
          .put("layer", layer.layer())
          .put("port", layer.port().name().toLowerCase(Locale.ROOT))
          .put("code", layer.code().id())
          .put("reason", layer.reason());
    }
  }

  private static void put(ObjectNode entry, UnusedTensor tensor) {
    if (tensor.shape().isEmpty()) {
      entry.putNull("shape");
      return;
    }
    ArrayNode lengths = entry.putArray("shape");
    for (Long length : tensor.shape().get()) {
      lengths.add(length < 0 ? null : length);
    }
  }
}
