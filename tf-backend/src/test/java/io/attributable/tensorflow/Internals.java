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

/** What tests in other packages need of this one. */
public final class Internals {
  private Internals() {}

  /** What a model stands for. */
  public static LoadedModel loaded(AttributableModel model) {
    return model.loaded();
  }

  /** A rule that borrows from TensorFlow's C++ registry. */
  public static GradientRule borrowedRule() {
    return new NativeGradientRule();
  }

  /** The same graph with the static shapes that TensorFlow infers. */
  public static FlatGraph inferShapes(FlatGraph graph) {
    return ShapeInference.infer(graph);
  }

  /**
   * What sessions are told that run a graph once: to optimise the graph of one op takes longer than
   * to run it.
   */
  public static ConfigProto sessionConfig() {
    ConfigProto.Builder config = SessionConfig.of(ModelOptions.defaults()).toBuilder();
    config.getGraphOptionsBuilder().getRewriteOptionsBuilder().setDisableMetaOptimizer(true);
    return config.build();
  }

  /** Fails with a reason where TensorFlow's native library is missing. */
  public static void requireNativeLibrary() {
    NativeLibrary.require();
  }
}
