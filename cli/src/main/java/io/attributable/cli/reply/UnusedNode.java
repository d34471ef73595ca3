package io.attributable.cli.reply;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.attributable.LeftOutLayer;
import io.attributable.UnusedTensor;
import io.attributable.Wording;
import java.util.List;

/** Writes to JSON the layers and tensors without an attribution. */
public final class UnusedNode {
  private static final ObjectMapper JSON = new ObjectMapper();

  private UnusedNode() {}

  /** Adds the tensors of a layer that no gradient reaches, if there are any. */
  public static void put(ObjectNode layer, List<UnusedTensor> unused) {
    putIfAny(layer, "unused", unused);
  }

  /** Adds the layers that were left out, if there are any. */
  public static void putLeftOut(ObjectNode reply, List<LeftOutLayer> leftOut, Wording wording) {
    putIfAny(reply, "leftOut", leftOut.stream().map(layer -> layer.toMap(wording)).toList());
  }

  private static void putIfAny(ObjectNode node, String name, List<?> values) {
    if (!values.isEmpty()) {
      node.set(name, JSON.valueToTree(values));
    }
  }
}
