package io.attributable.tensorflow.internal.contract;

import io.attributable.AttributionException;
import io.attributable.graph.fingerprint.GraphFingerprint;
import io.attributable.graph.layer.LayerIndex;
import io.attributable.model.GraphLock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Describes how a graph differs from the locked one. */
record GraphLockCheck(GraphLock lock) {

  /** The differences of a graph; positions are compared only in equal graphs. */
  List<String> differences(GraphFingerprint now, LayerIndex index) {
    return now.hash().equals(lock.hash()) ? moved(now, index) : List.of(changed(now));
  }

  private List<String> moved(GraphFingerprint now, LayerIndex index) {
    List<String> moved = new ArrayList<>();
    for (GraphLock.LockedLayer layer : lock.layers()) {
      String positions = positions(layer, now, index);
      if (!positions.equals(text(layer.positions()))) {
        moved.add(
            "the %s of layer \"%s\" was another tensor of the same graph (%s) and is %s"
                .formatted(
                    layer.port().name().toLowerCase(Locale.ROOT),
                    layer.address(),
                    text(layer.positions()),
                    positions));
      }
    }
    return moved;
  }

  private static String positions(
      GraphLock.LockedLayer layer, GraphFingerprint now, LayerIndex index) {
    try {
      return text(
          index.resolve(layer.address(), layer.port()).tensors().stream()
              .map(tensor -> now.position(tensor.tensor()))
              .toList());
    } catch (AttributionException gone) {
      return gone.code().id();
    }
  }

  private static String text(List<String> positions) {
    return String.join(", ", positions);
  }

  private String changed(GraphFingerprint now) {
    SortedMap<String, Integer> before = new TreeMap<>();
    for (String op : lock.ops()) {
      int space = op.lastIndexOf(' ');
      before.put(op.substring(0, space), Integer.valueOf(op.substring(space + 1)));
    }
    TreeSet<String> all = new TreeSet<>(before.keySet());
    all.addAll(now.ops().keySet());
    List<String> counts = new ArrayList<>();
    for (String op : all) {
      int was = before.getOrDefault(op, 0);
      int is = now.ops().getOrDefault(op, 0);
      if (was != is) {
        counts.add(op + " from " + was + " to " + is);
      }
    }
    return "the graph computes something else than the locked one ("
        + (counts.isEmpty()
            ? "the same ops, with other attributes, constants or connections"
            : String.join(", ", counts))
        + ")";
  }
}
