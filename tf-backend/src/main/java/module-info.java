/**
 * Explains SavedModels with TensorFlow. Start with {@link
 * io.attributable.tensorflow.AttributableModel} and {@link
 * io.attributable.tensorflow.LayerAttribution}, or with the explainers that the processor
 * generates.
 *
 * <p>All that an application requires: what stands in generated source, and the arrays and graphs
 * of TensorFlow Java, come along.
 */
module io.attributable.tensorflow {
  requires transitive io.attributable;
  requires io.attributable.graph; // What is known without running TensorFlow; none of it is shown.
  requires transitive tensorflow;
  requires static com.fasterxml.jackson.annotation; // Results say how Jackson writes them.
  requires static transitive java.compiler; // Its @Generated stands in generated source.
  requires static transitive org.jspecify;

  exports io.attributable.tensorflow;
  exports io.attributable.tensorflow.cost;
  exports io.attributable.tensorflow.generated;
  exports io.attributable.tensorflow.options;
  exports io.attributable.tensorflow.recording;
  exports io.attributable.tensorflow.verify;
}
