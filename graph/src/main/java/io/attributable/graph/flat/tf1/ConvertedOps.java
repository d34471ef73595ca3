package io.attributable.graph.flat.tf1;

import io.attributable.graph.flat.FrameOps;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/** Ops of TensorFlow 1's loops, which are turned into others when a graph is read. */
public final class ConvertedOps {
  private ConvertedOps() {}

  /** All of them, sorted. */
  public static Set<String> all() {
    Set<String> ops = new TreeSet<>(TensorArrayOps.all());
    ops.addAll(Set.of(FrameOps.ENTER, FrameOps.EXIT, FrameOps.NEXT, FrameOps.CONDITION));
    return Collections.unmodifiableSet(ops);
  }
}
