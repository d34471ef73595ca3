package io.attributable.cli.report;

import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.ErrorCode;
import io.attributable.inputs.card.RequestDefaults;
import io.attributable.tensorflow.AttributableModel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Decides by which methods which layers and inputs are explained. */
final class ReportPlan {
  private final ReportWishes wishes;
  private final RequestDefaults defaults;
  private final MethodsWanted methods;
  private final FittingItems fitting;

  ReportPlan(ReportWishes wishes, ReadModel read, AttributableModel model) {
    this.wishes = wishes;
    this.defaults = read.card().defaults();
    this.methods = new MethodsWanted(wishes.parameters(), read.card());
    this.fitting = new FittingItems(model, read, methods::of);
  }

  /**
   * What is explained, in the order of the page.
   *
   * @throws AttributionException UNKNOWN_METHOD, METHOD_PARAMETER, USAGE if nothing fits
   */
  List<ReportItem> items() {
    Set<ReportItem> items = new LinkedHashSet<>();
    if (wishes.layers().isEmpty() && wishes.methods().isEmpty()) {
      items.addAll(ofCard());
      items.addAll(fitting.items().stream().filter(item -> isNew(item, items)).toList());
    } else if (wishes.methods().isEmpty()) {
      items.addAll(ofLayers());
    } else {
      wishes.methods().forEach(method -> items.addAll(ofMethod(methods.of(method))));
    }
    if (items.isEmpty()) {
      throw new AttributionException(
          ErrorCode.USAGE,
          "Nothing was found that fits the model's inputs: name --layers and --methods",
          "attributable report");
    }
    methods.check(items.stream().map(ReportItem::method).toList());
    return List.copyOf(items);
  }

  private static boolean isNew(ReportItem item, Set<ReportItem> items) {
    return items.stream()
        .noneMatch(
            other ->
                other.layers().containsAll(item.layers())
                    && other.method().name().equals(item.method().name()));
  }

  /** What the card says is explained. */
  private List<ReportItem> ofCard() {
    List<ReportItem> items = new ArrayList<>();
    defaults
        .method()
        .map(methods::of)
        .ifPresent(
            method -> {
              List<String> layers = defaults.layers();
              List<String> places = layers.isEmpty() ? fitting.places(method) : layers;
              items.addAll(ReportItem.of(method, places, true));
            });
    return items;
  }

  /** The card's method, or those that any layer has. */
  private List<ReportItem> ofLayers() {
    List<String> names =
        defaults
            .method()
            .map(List::of)
            .orElse(List.of("integrated-gradients", "gradient-x-activation"));
    return names.stream()
        .flatMap(
            name -> ReportItem.of(methods.of(name), wishes.layers(), names.size() == 1).stream())
        .toList();
  }

  private List<ReportItem> ofMethod(AttributionMethod method) {
    List<String> layers = wishes.layers().isEmpty() ? fitting.places(method) : wishes.layers();
    return ReportItem.of(method, layers, true);
  }
}
