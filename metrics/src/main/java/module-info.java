/**
 * Numbers that say how far an explanation is to be believed: start with {@link
 * io.attributable.metrics.ExplainedExample}. Knows no engine: models are functions here.
 */
module io.attributable.metrics {
  requires transitive io.attributable;
  requires commons.math3; // Has no name of its own as a module: that of its file.
  requires static com.fasterxml.jackson.annotation; // Annotations for Jackson on results.
  requires static transitive org.jspecify;

  exports io.attributable.metrics;
}
