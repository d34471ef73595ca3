package io.attributable.cli.report;

import io.attributable.AttributionMethod;
import io.attributable.ClassActivationMap;
import io.attributable.Port;
import io.attributable.inputs.view.InputView;
import io.attributable.model.LayerDescription;
import io.attributable.model.TensorDescription;
import io.attributable.preflight.LayerPreflight;
import io.attributable.tensorflow.AttributableModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What fits a kind of input, where nobody said what to explain. */
final class FittingItems {
  private static final String INTEGRATED = "integrated-gradients";
  private static final String GRADIENT = "gradient-x-activation";
  private static final String GRAD_CAM = "grad-cam";
  private static final int PICTURE_RANK = 4;
  private static final int SEQUENCE_RANK = 3;
  private final AttributableModel model;
  private final ReadModel read;
  private final Function<String, AttributionMethod> methods;

  FittingItems(
      AttributableModel model, ReadModel read, Function<String, AttributionMethod> methods) {
    this.model = model;
    this.read = read;
    this.methods = methods;
  }

  /** Methods and places. */
  List<ReportItem> items() {
    List<String> inputs = floatInputs();
    if (isPicture()) {
      List<ReportItem> items = new ArrayList<>();
      spatial().ifPresent(layer -> items.addAll(items(GRAD_CAM, List.of(layer))));
      items.addAll(items(INTEGRATED, inputs));
      return items;
    }
    if (inputs.isEmpty()) {
      List<String> layers = sequence().or(this::last).stream().toList();
      return both(INTEGRATED, GRADIENT, layers);
    }
    return both(INTEGRATED, isSeries() ? GRADIENT : "deeplift", inputs);
  }

  private List<ReportItem> both(String first, String second, List<String> layers) {
    return Stream.of(first, second).flatMap(name -> items(name, layers).stream()).toList();
  }

  /** Where a method is of use. */
  List<String> places(AttributionMethod method) {
    List<String> spatial = spatial().map(List::of).orElse(List.of());
    if (method instanceof ClassActivationMap && !spatial.isEmpty()) {
      return spatial;
    }
    List<String> inputs = floatInputs();
    return inputs.isEmpty() ? sequence().or(this::last).map(List::of).orElse(List.of()) : inputs;
  }

  private List<ReportItem> items(String method, List<String> layers) {
    return ReportItem.of(methods.apply(method), layers, false);
  }

  private List<String> floatInputs() {
    return read.signature().inputs().stream()
        .filter(input -> read.inputs().arrays().containsKey(input.name()))
        .filter(FittingItems::hasFloats)
        .map(input -> "input:" + input.name())
        .toList();
  }

  private static boolean hasFloats(TensorDescription tensor) {
    return tensor.dtype().startsWith("float") || tensor.dtype().startsWith("bfloat");
  }

  private boolean isPicture() {
    return read.inputs().views().stream().anyMatch(view -> view instanceof InputView.Images)
        || read.inputs().arrays().values().stream()
            .anyMatch(
                array -> array.rank() == PICTURE_RANK && array.shape().get(3) <= PICTURE_RANK);
  }

  private boolean isSeries() {
    return read.inputs().views().stream().anyMatch(view -> view instanceof InputView.Sounds)
        || read.inputs().arrays().values().stream().anyMatch(a -> a.rank() == SEQUENCE_RANK);
  }

  /** The last layer with rows and columns. */
  private Optional<String> spatial() {
    return lastOf(layers(shape -> shape.size() == PICTURE_RANK && shape.get(1) != 1));
  }

  /** The first layer with a vector for each token. */
  private Optional<String> sequence() {
    return layers(shape -> shape.size() == SEQUENCE_RANK).stream().findFirst();
  }

  private Optional<String> last() {
    return lastOf(layers(shape -> true));
  }

  private static Optional<String> lastOf(List<String> layers) {
    return layers.isEmpty() ? Optional.empty() : Optional.of(layers.get(layers.size() - 1));
  }

  private List<String> layers(Function<List<Long>, Boolean> wanted) {
    String signature = read.signature().name();
    Set<String> explainable =
        model.preflight(signature).layers().stream()
            .filter(layer -> layer.port() == Port.OUTPUT && layer.explainable())
            .map(LayerPreflight::layer)
            .collect(Collectors.toSet());
    return model.layers(signature).stream()
        .filter(layer -> explainable.contains(layer.address()))
        .filter(layer -> layer.outputs().stream().anyMatch(tensor -> fits(tensor, wanted)))
        .map(LayerDescription::address)
        .toList();
  }

  private static boolean fits(TensorDescription tensor, Function<List<Long>, Boolean> wanted) {
    return hasFloats(tensor) && tensor.shape().dimensions().filter(wanted::apply).isPresent();
  }
}
