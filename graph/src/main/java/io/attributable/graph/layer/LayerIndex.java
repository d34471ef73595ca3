package io.attributable.graph.layer;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Port;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.InputDependence;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The layers of a flat graph by the names their author gave them, whatever exporting made of those.
 * Immutable, safe for any number of threads.
 *
 * <p>An address is the author's name of a layer or the end of its path ({@code dense_1}, {@code
 * inner/dense_1}), one call of it ({@code shared#2}), a scope of the graph to the letter ({@code
 * scope:model/dense_1_2}) or a tensor ({@code tensor:model/dense_1/Relu:0}).
 */
public final class LayerIndex {
  private final FlatGraph graph;
  private final Layers layers;
  private final LayerPorts ports;
  private final DataFlowOrder order;
  private final ShapeInferenceCalls trials;
  private final AddressResolver resolver;
  private volatile @Nullable List<LayerEntry> entries;

  private LayerIndex(FlatGraph graph) {
    this.graph = graph;
    InputDependence dependence = InputDependence.of(graph);
    VariableReads reads = new VariableReads(graph);
    ObserverNodes observers = new ObserverNodes(graph);
    ScopeTree tree = ScopeTree.of(graph, reads, observers);
    this.ports = new LayerPorts(graph, dependence, observers);
    this.order = new DataFlowOrder(graph, dependence, ports);
    this.layers = new Layers(graph, dependence, tree, reads, observers, order);
    this.trials = new ShapeInferenceCalls(graph);
    this.resolver = new AddressResolver(graph, layers, tree, ports, trials, this::addresses);
  }

  /** Finds the layers of a graph. */
  public static LayerIndex of(FlatGraph graph) {
    return new LayerIndex(graph);
  }

  /** The layers that can be named, as the data flows; one entry per call. */
  public List<LayerEntry> layers() {
    List<LayerEntry> found = entries;
    if (found == null) {
      found = findEntries();
      entries = found;
    }
    return found;
  }

  private List<LayerEntry> findEntries() {
    IdentityHashMap<LayerCall, LayerEntry> found = new IdentityHashMap<>();
    layers.all().stream()
        .filter(layers::isListed)
        .forEach(
            layer -> {
              for (int call = 0; call < layer.calls().size(); call++) {
                found.put(layer.calls().get(call), entry(layer, call));
              }
            });
    return order.sorted(found.keySet()).stream().map(found::get).toList();
  }

  private LayerEntry entry(Layers.Layer layer, int call) {
    LayerCall made = layer.calls().get(call);
    return new LayerEntry(
        address(layer, call),
        made.scope().path(),
        tensors(made, Port.INPUT),
        tensors(made, Port.OUTPUT));
  }

  private List<TensorInfo> tensors(LayerCall call, Port port) {
    return trials.holder(call).isPresent() ? List.of() : ports.tensors(call, port);
  }

  /** Where a name would be ambiguous, the scope is what can be written. */
  private String address(Layers.Layer layer, int call) {
    if (!layer.perhaps().isEmpty()) {
      return "scope:" + layer.calls().get(call).scope().path();
    }
    String name = resolver.shortestName(layer);
    return layer.calls().size() == 1 ? name : name + "#" + (call + 1);
  }

  /**
   * The tensors of an address.
   *
   * @throws AttributionException UNKNOWN_LAYER, AMBIGUOUS_LAYER, INACTIVE_LAYER,
   *     LAYER_WITHOUT_FLOATS, LAYER_INSIDE_LOOP, LAYER_INSIDE_BRANCH, BAD_ADDRESS
   */
  public LayerTensors resolve(String address, Port port) {
    return resolver.resolve(address, port);
  }

  /** The addresses of all layers, for messages and suggestions. */
  public List<String> addresses() {
    return layers().stream().map(LayerEntry::address).collect(Collectors.toList());
  }

  /** The layers' graph. */
  public FlatGraph graph() {
    return graph;
  }

  /**
   * An error for a request that names no layer.
   *
   * @return LAYER_REQUIRED
   */
  public AttributionException noLayerNamed() {
    return new AttributionException(ErrorCode.LAYER_REQUIRED, addresses().size(), graph.model());
  }
}
