package io.attributable.graph.plan;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.tensor.TensorRef;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What lies between a {@code Switch} and a {@code Merge} of TensorFlow 1, where it has a value only
 * when its branch is taken, or between an {@code Enter} and an {@code Exit}, where it has one in
 * every iteration: it cannot be fetched.
 */
final class Conditional {
  private static final Set<String> SWITCHES = Set.of("Switch", "RefSwitch");
  private static final Set<String> MERGES = Set.of("Merge", "RefMerge");
  private static final Set<String> ENTRANCES = Set.of("Enter", "RefEnter");
  private static final Set<String> EXITS = Set.of("Exit", "RefExit");
  private static final Set<String> RETURNS = Set.of("NextIteration", "RefNextIteration");

  private final FlatGraph graph;
  private final Map<String, Set<Place>> places = new HashMap<>();

  /**
   * One side of a switch, or the inside of a loop.
   *
   * @param name of the tensor it switches by, or of the loop
   * @param side 0 or 1
   */
  private record Place(String name, int side, boolean loop) {
    static Place branch(TensorRef condition, int side) {
      return new Place(condition.node(), side, false);
    }

    static Place loop(FlatNode entrance) {
      return new Place(entrance.attribute("frame_name").getS().toStringUtf8(), 0, true);
    }
  }

  Conditional(FlatGraph graph) {
    this.graph = graph;
    graph.nodes().forEach(node -> places.put(node.name(), places(node)));
  }

  /**
   * Refuses layers that lie in a branch or a loop.
   *
   * @throws AttributionException LAYER_INSIDE_BRANCH, LAYER_INSIDE_LOOP
   */
  static void refuse(FlatGraph graph, List<LayerTensors> layers) {
    Conditional conditional = new Conditional(graph);
    for (LayerTensors layer : layers) {
      conditional
          .problem(layer)
          .ifPresent(
              problem -> {
                throw problem;
              });
    }
  }

  /** LAYER_INSIDE_BRANCH or LAYER_INSIDE_LOOP, if the layer lies in one. */
  Optional<AttributionException> problem(LayerTensors layer) {
    return layer.tensors().stream()
        .flatMap(tensor -> places(tensor.tensor()).stream())
        .findFirst()
        .map(place -> place.loop() ? insideLoop(layer, place) : insideBranch(layer, place));
  }

  private AttributionException insideBranch(LayerTensors layer, Place place) {
    return new AttributionException(
        ErrorCode.LAYER_INSIDE_BRANCH,
        layer.address(),
        graph.model(),
        graph.node(place.name()).scopedName(),
        "a layer before or behind the branches");
  }

  private AttributionException insideLoop(LayerTensors layer, Place place) {
    return new AttributionException(
        ErrorCode.LAYER_INSIDE_LOOP,
        layer.address(),
        graph.model(),
        place.name(),
        "a layer before or behind the loop");
  }

  /** Where a node lies. Of what a merge's inputs lie in, it lies in what all do. */
  private Set<Place> places(FlatNode node) {
    Set<Place> places = new LinkedHashSet<>();
    boolean merges = MERGES.contains(node.op());
    for (TensorRef input : node.inputs()) {
      if (merges && RETURNS.contains(graph.node(input.node()).op())) {
        continue;
      }
      Set<Place> ofInput = places(input);
      if (merges && !input.equals(node.inputs().get(0))) {
        places.retainAll(ofInput);
      } else {
        places.addAll(ofInput);
      }
    }
    for (String control : node.controls()) {
      places.addAll(this.places.getOrDefault(control, Set.of()));
    }
    if (ENTRANCES.contains(node.op())) {
      places.add(Place.loop(node));
    } else if (EXITS.contains(node.op())) {
      entrance(node).map(Place::loop).ifPresent(places::remove);
    }
    return places;
  }

  /** Values leave a loop by a switch, which has them of a merge, which had them first of this. */
  private Optional<FlatNode> entrance(FlatNode exit) {
    return Stream.of(exit)
        .flatMap(this::makers)
        .flatMap(this::makers)
        .filter(node -> MERGES.contains(node.op()))
        .flatMap(this::makers)
        .filter(node -> ENTRANCES.contains(node.op()))
        .findFirst();
  }

  private Stream<FlatNode> makers(FlatNode node) {
    return node.inputs().stream().map(TensorRef::node).map(graph::node);
  }

  private Set<Place> places(TensorRef tensor) {
    if (graph.isFed(tensor)) {
      return Set.of();
    }
    Set<Place> places = new LinkedHashSet<>(this.places.getOrDefault(tensor.node(), Set.of()));
    FlatNode node = graph.node(tensor.node());
    if (SWITCHES.contains(node.op())) {
      TensorRef condition = node.inputs().get(1);
      if (!graph.node(condition.node()).op().equals("LoopCond")) {
        places.add(Place.branch(condition, tensor.index()));
      }
    }
    return places;
  }
}
