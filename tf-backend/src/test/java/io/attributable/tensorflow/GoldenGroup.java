package io.attributable.tensorflow;

import io.attributable.Attribution;
import io.attributable.Attributions;
import io.attributable.Mode;
import io.attributable.Port;
import io.attributable.UnusedLayer;
import io.attributable.testing.ExpectedLayer;
import io.attributable.testing.GoldenCase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Cases of a model that differ in their layers alone, so that one request answers them all: what
 * takes time is not to run a plan but to make it. The first is asked for alone as well.
 *
 * @param cases at least one
 */
record GoldenGroup(List<GoldenCase> cases) {
  /** What cases of a group have in common. */
  private record Common(
      String signature,
      Port port,
      Mode mode,
      Optional<String> output,
      String target,
      UnusedLayer unused,
      Optional<Path> weights,
      Map<String, Path> inputs,
      Optional<String> error,
      String alone) {

    static Common of(GoldenCase golden) {
      return new Common(
          golden.signature(),
          golden.port(),
          golden.mode(),
          Optional.ofNullable(golden.output()),
          golden.targetJson().toString(),
          golden.unused(),
          golden.weightsFile(),
          golden.inputFiles(),
          golden.error(),
          golden.error().isPresent() || golden.layers().isEmpty() ? golden.id() : "");
    }
  }

  /** The groups of some cases of a model. */
  static List<GoldenGroup> of(List<GoldenCase> cases) {
    return cases.stream()
        .collect(Collectors.groupingBy(Common::of, LinkedHashMap::new, Collectors.toList()))
        .values()
        .stream()
        .map(GoldenGroup::new)
        .toList();
  }

  /** Names the cases. */
  String name() {
    String first = cases.get(0).id();
    return cases.size() == 1 ? first : first + " and " + (cases.size() - 1) + " more";
  }

  /** Holds a model against all. */
  void check(AttributableModel model) {
    GoldenCheck.check(model, cases.get(0));
    if (cases.size() > 1) {
      checkTogether(model);
    }
  }

  private void checkTogether(AttributableModel model) {
    Set<String> layers = new LinkedHashSet<>();
    cases.forEach(golden -> layers.addAll(golden.layers()));
    LayerAttribution request = GoldenCheck.request(model, cases.get(0), List.copyOf(layers));
    Map<String, Attribution> given = new LinkedHashMap<>();
    Attributions all = request.attribute();
    List<String> names = List.copyOf(layers);
    for (int i = 0; i < names.size(); i++) {
      given.put(names.get(i), all.layers().get(i));
    }
    for (GoldenCase golden : cases) {
      List<ExpectedLayer> expected = new ArrayList<>(golden.expected());
      for (int i = 0; i < expected.size(); i++) {
        GoldenCheck.compare(golden, given.get(golden.layers().get(i)), expected.get(i));
      }
    }
  }
}
