package io.attributable.graph.declared;

import io.attributable.AttributionException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The graph of a bound signature, as lock files pin it. Read lazily. */
public final class BoundGraph {
  private final Supplier<SignatureLayers> signature;

  BoundGraph(Supplier<SignatureLayers> signature) {
    this.signature = signature;
  }

  /**
   * What the graph computes, as a hash that names have no part in.
   *
   * @throws AttributionException what reading the graph can bring
   */
  public String hash() {
    return signature.get().fingerprint().hash();
  }

  /**
   * How often each op occurs, sorted.
   *
   * @throws AttributionException what reading the graph can bring
   */
  public Map<String, Integer> ops() {
    return signature.get().fingerprint().ops();
  }

  /**
   * The positions of a layer's tensors in the graph, such as {@code 17:0}.
   *
   * @param layer one whose tensors were found
   */
  public List<String> positions(DeclaredLayer layer) {
    return signature.get().positions(layer);
  }
}
