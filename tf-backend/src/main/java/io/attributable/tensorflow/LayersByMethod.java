package io.attributable.tensorflow;

import io.attributable.Attribution;
import io.attributable.AttributionMethod;
import io.attributable.Attributions;
import io.attributable.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Joins the results of runs that explain some layers each.
 *
 * @param methods of the runs, in their order
 * @param ofLayers by which each named layer is explained
 */
record LayersByMethod(List<AttributionMethod> methods, List<AttributionMethod> ofLayers) {
  LayersByMethod {
    methods = List.copyOf(methods);
    ofLayers = List.copyOf(ofLayers);
  }

  /** The named layers in their order, then all others. */
  Attributions joined(List<Attributions> runs) {
    List<Iterator<Attribution>> rest = runs.stream().map(Attributions::iterator).toList();
    List<Attribution> all = new ArrayList<>();
    ofLayers.forEach(method -> all.add(rest.get(methods.indexOf(method)).next()));
    rest.forEach(others -> others.forEachRemaining(all::add));
    return new Attributions(all, runs.stream().flatMap(some -> some.leftOut().stream()).toList());
  }

  /** The same by target. */
  Map<Target, Attributions> joinedByTarget(List<Map<Target, Attributions>> runs) {
    Map<Target, Attributions> all = new LinkedHashMap<>();
    for (Target each : runs.get(0).keySet()) {
      all.put(
          each, joined(runs.stream().map(some -> Objects.requireNonNull(some.get(each))).toList()));
    }
    return Collections.unmodifiableMap(all);
  }
}
