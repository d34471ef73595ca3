package io.attributable.report;

import io.attributable.AttributedTensor;
import io.attributable.Attribution;
import io.attributable.Port;
import java.util.List;

/**
 * The pictures of an example by one method at one place: of its class, of others, and what differs.
 *
 * @param number from 0 on, the same for all examples
 * @param explained what is explained, towards the example's own class
 * @param views that of the example's own class first
 */
record MapGroup(int number, Explained explained, List<MapView> views) {
  private static final int MOST_NAMES = 3;

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

  /** Such as {@code input image}, {@code inputs age, income and 3 more}, {@code layer conv3}. */
  String place() {
    if (explained.parts().size() > 1) {
      return "inputs " + listed(explained.parts().stream().map(MapGroup::input).toList());
    }
    String layer = attribution().layer();
    String place =
        FeatureTable.input(attribution())
            .map(input -> "input " + input)
            .orElseGet(
                () -> "layer " + layer + (attribution().port() == Port.INPUT ? ", its input" : ""));
    List<AttributedTensor> tensors = attribution().tensors();
    return tensors.size() > 1 ? place + ", " + tensors.get(explained.tensor()).name() : place;
  }

  private static String input(Attribution attribution) {
    return FeatureTable.input(attribution).orElseGet(attribution::layer);
  }

  private static String listed(List<String> names) {
    return names.size() <= MOST_NAMES
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, MOST_NAMES - 1))
            + " and "
            + (names.size() - MOST_NAMES + 1)
            + " more";
  }

  /** The addresses of what is explained. */
  List<String> layers() {
    return explained.parts().stream().map(Attribution::layer).toList();
  }

  String name() {
    return method() + ", " + place();
  }

  List<MapView> views(MapView.Role role) {
    return views.stream().filter(view -> view.role() == role).toList();
  }
}
