package io.attributable.report;

import io.attributable.Attribution;
import io.attributable.Port;
import java.util.List;
import java.util.Optional;

/**
 * The pictures of an example by one method at one place: of its class, of others, and what differs.
 *
 * @param number from 0 on, the same for all examples
 * @param tensor which of the layer's, where it has several
 * @param views that of the example's own class first
 */
record MapGroup(int number, Optional<String> tensor, List<MapView> views) {
  private static final String INPUT = "input:";

  /** Of the class that is explained. */
  MapView first() {
    return views.get(0);
  }

  Attribution attribution() {
    return first().attribution();
  }

  String method() {
    return MethodWords.of(attribution().method().name()).title()
        + attribution().smoothing().map(noise -> ", smoothed").orElse("");
  }

  /** Such as {@code input image}, {@code layer conv3}. */
  String place() {
    String layer = attribution().layer();
    String place =
        layer.startsWith(INPUT)
            ? "input " + layer.substring(INPUT.length())
            : "layer " + layer + (attribution().port() == Port.INPUT ? ", its input" : "");
    return place + tensor.map(name -> ", " + name).orElse("");
  }

  String name() {
    return method() + ", " + place();
  }

  List<MapView> views(MapView.Role role) {
    return views.stream().filter(view -> view.role() == role).toList();
  }
}
