package io.attributable.report;

import io.attributable.Attribution;
import io.attributable.Convergence;
import io.attributable.pictures.Picture;
import io.attributable.pictures.WaterfallPicture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Draws the pictures of one example. */
final class ExampleMaps {
  /** As a part of what is told: less is rounding. */
  private static final double NOTHING = 1e-5;

  private final ReportContent report;
  private final Outcome outcome;
  private final MapKinds kinds;
  private final int example;

  ExampleMaps(ReportContent report, int example) {
    this.report = report;
    this.outcome = new Outcome(report);
    this.kinds = new MapKinds(report);
    this.example = example;
  }

  List<MapGroup> groups() {
    Map<Object, List<Explained>> byKey = new LinkedHashMap<>();
    for (Explained explained : Explained.of(report, example)) {
      byKey.computeIfAbsent(explained.key(), key -> new ArrayList<>()).add(explained);
    }
    List<MapGroup> groups = new ArrayList<>();
    byKey.values().forEach(all -> groups.add(group(groups.size(), all)));
    return groups;
  }

  private MapGroup group(int number, List<Explained> all) {
    List<MapView> views = new ArrayList<>();
    Explained why = all.get(0);
    Values values = why.values(example);
    MapKind kind = kinds.of(why, values, example);
    String id = "e" + example + "m" + number;
    views.add(view(id + "c0", MapView.Role.WHY, why, kind, values));
    for (int i = 1; i < all.size(); i++) {
      Explained other = all.get(i);
      Values others = other.values(example);
      if (label(other).equals(label(why)) || !others.isShapedLike(values)) {
        continue;
      }
      views.add(view(id + "c" + i, MapView.Role.WHY_NOT, other, kind, others));
      views.add(difference(id + "d" + i, why, other, kind, values.minus(others)));
    }
    return new MapGroup(number, why, views);
  }

  private MapView view(
      String id, MapView.Role role, Explained explained, MapKind kind, Values values) {
    return new MapView(
        id,
        role,
        label(explained),
        explained.first(),
        kind.draw(values),
        waterfall(explained.first(), kind, values));
  }

  private MapView difference(
      String id, Explained why, Explained other, MapKind kind, Values values) {
    ClassLabel both =
        new ClassLabel(label(other).index(), label(why).text() + " − " + label(other).text());
    return new MapView(
        id, MapView.Role.DIFFERENCE, both, why.first(), kind.draw(values), Optional.empty());
  }

  private Optional<Picture> waterfall(Attribution attribution, MapKind kind, Values values) {
    Optional<Convergence> sums = attribution.convergence();
    if (!(kind instanceof MapKind.Columns columns) || sums.isEmpty()) {
      return Optional.empty();
    }
    double from = sums.get().atBaseline().get(example);
    double to = sums.get().at().get(example);
    if (!Double.isFinite(from) || !Double.isFinite(to)) {
      return Optional.empty();
    }
    Values own = columns.sums(values.summedTo(1));
    return Optional.of(
        way(columns, own, from, to, sums.get().delta().get(example))
            .width(MapKind.WIDTH)
            .margin(0)
            .draw());
  }

  /** What other inputs of the same request account for is a step of its own. */
  private static WaterfallPicture way(
      MapKind.Columns columns, Values own, double from, double to, double delta) {
    List<String> names = new ArrayList<>(columns.names());
    List<String> given = new ArrayList<>(columns.given());
    double sum = Arrays.stream(own.numbers()).sum();
    double size = Arrays.stream(own.numbers()).map(Math::abs).sum() + Math.abs(to - from);
    double others = to - from + delta - sum;
    double[] steps = own.numbers();
    if (Math.abs(others) > NOTHING * size) {
      names.add("other inputs");
      given.add("");
      steps = Arrays.copyOf(steps, steps.length + 1);
      steps[steps.length - 1] = others;
    }
    Values all = new Values(new long[] {steps.length}, steps);
    WaterfallPicture way = WaterfallPicture.of(names, all.array(), from, to);
    return columns.given().isEmpty() ? way : way.values(given);
  }

  private ClassLabel label(Explained explained) {
    return outcome.label(explained.target(), example);
  }
}
