/**
 * What explanations are made of: annotations, methods, targets, results and errors. Start with
 * {@link io.attributable.AttributedModel} and {@link io.attributable.Attributions}. Descriptions of
 * models are in {@link io.attributable.model}, reports about what can be explained in {@link
 * io.attributable.preflight}.
 *
 * <p>Applications require {@code io.attributable.tensorflow}, which brings this along.
 */
module io.attributable {
  requires transitive org.tensorflow.ndarray;
  requires static com.fasterxml.jackson.annotation; // Annotations for Jackson on results.
  requires static transitive org.jspecify;

  exports io.attributable;
  exports io.attributable.files;
  exports io.attributable.model;
  exports io.attributable.preflight;
  exports io.attributable.regions;
}
