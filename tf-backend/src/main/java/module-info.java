/**
 * Explains SavedModels with TensorFlow. Start with {@link
 * io.attributable.tensorflow.AttributableModel} and {@link
 * io.attributable.tensorflow.LayerAttribution}, or with the explainers that the processor
 * generates.
 *
 * <p>The only module that an application requires: it brings the types of generated source, and
 * TensorFlow Java's arrays and graphs.
 */
module io.attributable.tensorflow {
  requires transitive io.attributable;
  requires io.attributable.graph; // What is known without running TensorFlow; none of it is shown.
  requires transitive tensorflow;
  requires ejml.core; // Least squares; named by its file, as it names itself nothing.
  requires ejml.ddense;
  requires jdk.jfr; // Events of calls and plans.
  requires jdk.management; // How much memory the machine has.
  requires static com.fasterxml.jackson.annotation; // Annotations for Jackson on results.
  requires static transitive java.compiler; // For @Generated in generated source.
  requires static transitive org.jspecify;

  uses io.attributable.regions.Segmentation;

  exports io.attributable.tensorflow;
  exports io.attributable.tensorflow.cost;
  exports io.attributable.tensorflow.generated;
  exports io.attributable.tensorflow.observe;
  exports io.attributable.tensorflow.options;
  exports io.attributable.tensorflow.recording;
  exports io.attributable.tensorflow.verify;
}
