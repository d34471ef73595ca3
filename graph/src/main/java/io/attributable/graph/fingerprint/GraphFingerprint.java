package io.attributable.graph.fingerprint;

import io.attributable.AttributionException;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.tensor.TensorRef;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A hash of a graph's computation, independent of the names of its nodes and functions, the values
 * of its variables and the contents of its tables. Two graphs with the same hash compute the same
 * from the same variables; the same model exported twice has the same hash. Immutable.
 */
public final class GraphFingerprint {
  private final String hash;
  private final SortedMap<String, Integer> ops;
  private final GraphSteps graph;
  private final CanonicalOrder numbering;

  private GraphFingerprint(
      String hash, SortedMap<String, Integer> ops, GraphSteps graph, CanonicalOrder numbering) {
    this.hash = hash;
    this.ops = ops;
    this.graph = graph;
    this.numbering = numbering;
  }

  /**
   * The fingerprint of a signature's graph.
   *
   * @throws AttributionException MODEL_TOO_LARGE
   */
  public static GraphFingerprint of(FlatGraph graph) {
    FunctionFingerprints functions = new FunctionFingerprints(graph.model(), graph.library());
    GraphSteps reader = new GraphSteps(graph, functions.contents());
    Steps steps = reader.read();
    CanonicalOrder numbering = CanonicalOrder.of(steps);
    return new GraphFingerprint(
        "sha256:" + numbering.hex(), ops(steps, functions.ops()), reader, numbering);
  }

  private static SortedMap<String, Integer> ops(Steps steps, Map<String, Integer> inFunctions) {
    SortedMap<String, Integer> counts = new TreeMap<>(inFunctions);
    steps.all().values().stream()
        .filter(step -> !step.isArgument())
        .forEach(step -> counts.merge(step.op(), 1, Integer::sum));
    return Collections.unmodifiableSortedMap(counts);
  }

  /** Such as {@code sha256:} and 64 digits. */
  public String hash() {
    return hash;
  }

  /** How often each op occurs, in loops and branches too. */
  public SortedMap<String, Integer> ops() {
    return ops;
  }

  /**
   * A tensor's position, such as {@code 17:0}: the index of its node in an order that depends on
   * the computation only, and the index of the node's output. Graphs with the same hash have the
   * same tensor at a position.
   */
  public String position(TensorRef tensor) {
    return numbering.text(graph.source(tensor));
  }
}
