package io.attributable.report;

import io.attributable.AttributedTensor;
import io.attributable.Attribution;
import io.attributable.Convergence;
import io.attributable.pictures.Picture;
import io.attributable.pictures.WaterfallPicture;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Draws the pictures of one example. */
final class ExampleMaps {
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

  /** What a tensor's explanations have in common, whatever class they are about. */
  private record Key(Object method, Object smoothing, String layer, Object port, int tensor) {
    static Key of(Attribution one, int tensor) {
      return new Key(one.method(), one.smoothing(), one.layer(), one.port(), tensor);
    }
  }

  List<MapGroup> groups() {
    Map<Key, List<Explanation>> byKey = new LinkedHashMap<>();
    for (Explanation explanation : report.explanations()) {
      for (int i = 0; i < explanation.attribution().tensors().size(); i++) {
        if (!hasExample(explanation.attribution().tensors().get(i))) {
          continue; // Such as a sum over all examples.
        }
        byKey
            .computeIfAbsent(Key.of(explanation.attribution(), i), key -> new ArrayList<>())
            .add(explanation);
      }
    }
    List<MapGroup> groups = new ArrayList<>();
    byKey.forEach((key, all) -> groups.add(group(groups.size(), key.tensor(), all)));
    return groups;
  }

  private boolean hasExample(AttributedTensor tensor) {
    return tensor.shape().length == 0 || example < tensor.shape()[0];
  }

  private MapGroup group(int number, int tensor, List<Explanation> all) {
    List<MapView> views = new ArrayList<>();
    Explanation why = all.get(0);
    Values values = values(why, tensor);
    MapKind kind = kinds.of(why.attribution(), values, example);
    String id = "e" + example + "m" + number;
    views.add(view(id + "c0", MapView.Role.WHY, why, kind, values));
    for (int i = 1; i < all.size(); i++) {
      Explanation other = all.get(i);
      Values others = values(other, tensor);
      if (label(other).equals(label(why)) || !others.isShapedLike(values)) {
        continue;
      }
      views.add(view(id + "c" + i, MapView.Role.WHY_NOT, other, kind, others));
      views.add(difference(id + "d" + i, why, other, kind, values.minus(others)));
    }
    List<AttributedTensor> tensors = why.attribution().tensors();
    return new MapGroup(
        number,
        tensors.size() > 1 ? Optional.of(tensors.get(tensor).name()) : Optional.empty(),
        views);
  }

  private MapView view(
      String id, MapView.Role role, Explanation explanation, MapKind kind, Values values) {
    return new MapView(
        id,
        role,
        label(explanation),
        explanation.attribution(),
        kind.draw(values),
        waterfall(explanation.attribution(), kind, values));
  }

  private MapView difference(
      String id, Explanation why, Explanation other, MapKind kind, Values values) {
    ClassLabel both =
        new ClassLabel(label(other).index(), label(why).text() + " − " + label(other).text());
    return new MapView(
        id, MapView.Role.DIFFERENCE, both, why.attribution(), kind.draw(values), Optional.empty());
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
    WaterfallPicture way =
        WaterfallPicture.of(columns.names(), columns.sums(values.summedTo(1)).array(), from, to)
            .width(MapKind.WIDTH)
            .margin(0);
    return Optional.of((columns.given().isEmpty() ? way : way.values(columns.given())).draw());
  }

  private ClassLabel label(Explanation explanation) {
    return outcome.label(explanation.target(), example);
  }

  private Values values(Explanation explanation, int tensor) {
    return Values.of(explanation.attribution().tensors().get(tensor).values(), example);
  }
}
