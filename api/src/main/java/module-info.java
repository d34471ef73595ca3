/**
 * What explanations are made of: annotations, methods, targets, results and errors. Start with
 * {@link io.attributable.AttributedModel} and {@link io.attributable.Attributions}. What a model
 * says of itself is in {@link io.attributable.model}, what of it can be explained in {@link
 * io.attributable.preflight}.
 *
 * <p>Applications require {@code io.attributable.tensorflow}, which brings this along.
 */
module io.attributable {
  requires transitive org.tensorflow.ndarray;
  requires static com.fasterxml.jackson.annotation; // Results say how Jackson writes them.
  requires static transitive org.jspecify;

  exports io.attributable;
  exports io.attributable.model;
  exports io.attributable.preflight;
}
