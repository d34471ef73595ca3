package io.attributable.benchmarks;

import io.attributable.Target;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.LayerAttribution;
import java.nio.file.Path;

/**
 * What is measured.
 *
 * @param model a SavedModel
 * @param layer one of its layers
 */
record Subject(Path model, String layer) {
  /** Where models are looked for; by default among the fixtures. */
  private static final String FOLDER = "attributable.benchmarks.models";

  /** Reads {@code MODEL:LAYER}, such as {@code digits:conv2}. */
  static Subject parse(String text) {
    String folder =
        System.getProperty(FOLDER, System.getProperty("fixtures.dir", "fixtures") + "/models");
    int colon = text.indexOf(':');
    return new Subject(Path.of(folder, text.substring(0, colon)), text.substring(colon + 1));
  }

  /** A request to a loaded model. */
  LayerAttribution request(AttributableModel loaded, int batch) {
    LayerAttribution request = LayerAttribution.on(loaded).layers(layer).target(Target.of(1));
    Examples.of(model, loaded.defaultSignature(), batch).forEach(request::input);
    return request;
  }
}
