/**
 * What explanations are made of: annotations, targets, modes, results and errors. Start with {@link
 * io.attributable.AttributedModel} and {@link io.attributable.Attributions}.
 *
 * <p>Applications require {@code io.attributable.tensorflow}, which brings this along.
 */
module io.attributable {
  requires transitive org.tensorflow.ndarray;
  requires static transitive org.jspecify;

  exports io.attributable;
}
