package io.attributable.tensorflow;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.tape.GradientRule;
import io.attributable.tensorflow.internal.gradient.NativeGradientRule;
import io.attributable.tensorflow.internal.layer.ShapeInference;
import io.attributable.tensorflow.internal.model.LoadedModel;
import io.attributable.tensorflow.internal.runtime.NativeLibrary;
import io.attributable.tensorflow.internal.session.SessionConfig;
import io.attributable.tensorflow.options.ModelOptions;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.OptimizerOptions.Level;

/** What tests in other packages need of this one. */
public final class Internals {
  private Internals() {}

  /** What a model stands for. */
  public static LoadedModel loaded(AttributableModel model) {
    return model.loaded();
  }

  /** A rule that takes gradients from TensorFlow's C++ registry. */
  public static GradientRule nativeRule() {
    return new NativeGradientRule();
  }

  /** The same graph with the static shapes that TensorFlow infers. */
  public static FlatGraph inferShapes(FlatGraph graph) {
    return ShapeInference.infer(graph);
  }

  /**
   * What sessions are told that run a graph once: to optimise the graph of one op takes longer than
   * to run it. It still runs on TensorFlow's own threads: TensorFlow keeps oneDNN's primitives by
   * thread, and on the calling thread, after the plans of other tests, a degenerate convolution
   * ended the process ("could not create a primitive descriptor for a reorder primitive").
   */
  public static ConfigProto sessionConfig() {
    ConfigProto.Builder config = SessionConfig.of(ModelOptions.defaults()).toBuilder();
    config.getGraphOptionsBuilder().getRewriteOptionsBuilder().setDisableMetaOptimizer(true);
    config.getGraphOptionsBuilder().getOptimizerOptionsBuilder().setOptLevel(Level.L0);
    return config.build();
  }

  /**
   * How exported models are loaded that answer a request or two, and then go: to optimise their
   * graphs takes longer than to run them. That optimised ones answer the same is proved where
   * signatures are asked as servers do, such as in {@code ExplainedModelTest}.
   */
  static ModelOptions served() {
    return ModelOptions.defaults().servedBy("explain").config(sessionConfig());
  }

  /** Fails with a reason where TensorFlow's native library is missing. */
  public static void requireNativeLibrary() {
    NativeLibrary.require();
  }
}
