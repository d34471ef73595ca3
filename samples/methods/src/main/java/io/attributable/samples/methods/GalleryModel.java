package io.attributable.samples.methods;

import io.attributable.Activation;
import io.attributable.AttributionMethod;
import io.attributable.Methods;
import io.attributable.Target;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.LayerAttribution;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.ndarray.NdArray;

/**
 * A model, one example, and how each method is asked about it.
 *
 * @param layer what is explained unless {@code layers} says otherwise
 * @param layers what is explained, by the names of methods
 * @param methods those that need more than their name
 * @param batches what is fed instead, by the names of methods, the example being the first of it
 * @param without the names of methods that the model is nothing for
 */
record GalleryModel(
    Path path,
    String input,
    NdArray<?> example,
    String score,
    Target target,
    String layer,
    Map<String, String> layers,
    Map<String, AttributionMethod> methods,
    Map<String, NdArray<?>> batches,
    Set<String> without) {

  /** What each method says of the example, in the order of {@link Methods#names()}. */
  List<Explained> explain() {
    try (AttributableModel model = AttributableModel.load(path)) {
      return Methods.names().stream()
          .filter(name -> !without.contains(name))
          .map(name -> explain(model, name))
          .toList();
    }
  }

  private Explained explain(AttributableModel model, String name) {
    return Explained.of(name, request(model, name).attribute().layers().get(0));
  }

  /** The request to a loaded model. */
  LayerAttribution request(AttributableModel model, String name) {
    AttributionMethod method = methods.containsKey(name) ? methods.get(name) : Methods.of(name);
    LayerAttribution request =
        LayerAttribution.on(model)
            .method(method)
            .layers(layers.getOrDefault(name, layer))
            .input(input, batches.getOrDefault(name, example));
    return method instanceof Activation ? request : request.output(score).target(target);
  }
}
