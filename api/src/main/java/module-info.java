/**
 * What explanations are made of: annotations, targets, modes, results and errors. Start with {@link
 * io.attributable.AttributedModel} and {@link io.attributable.Attributions}.
 *
 * <p>Applications require {@code io.attributable.tensorflow}, which brings this along.
 */
module io.attributable {
  requires transitive org.tensorflow.ndarray;
  requires static com.fasterxml.jackson.annotation; // Results say how Jackson writes them.
  requires static transitive org.jspecify;

  exports io.attributable;
}
