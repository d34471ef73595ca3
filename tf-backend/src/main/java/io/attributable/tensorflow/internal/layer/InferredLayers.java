package io.attributable.tensorflow.internal.layer;

import io.attributable.AttributionException;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.signature.SignatureFlattener;
import io.attributable.graph.layer.LayerIndex;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.tensorflow.internal.runtime.NativeLibrary;
import io.attributable.tensorflow.internal.runtime.RunErrors;
import io.attributable.tensorflow.internal.session.SharedNames;
import java.util.Objects;

/**
 * The layers of a model with shapes as TensorFlow infers them, for listings: only TensorFlow itself
 * is loaded.
 */
public final class InferredLayers {
  private static final int NO_LOOP_LIMIT = 0;

  private InferredLayers() {}

  /**
   * The layers of a signature.
   *
   * @throws AttributionException NATIVE_LIBRARY, UNKNOWN_SIGNATURE, and what reading can bring
   */
  public static LayerIndex of(SavedModelFile file, String signature) {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(signature, "signature");
    return of(file, signature, NO_LOOP_LIMIT);
  }

  public static LayerIndex of(SavedModelFile file, String signature, int loopLimit) {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(signature, "signature");
    NativeLibrary.require();
    FlatGraph graph = SharedNames.keep(SignatureFlattener.flatten(file, signature, loopLimit));
    try {
      return LayerIndex.of(ShapeInference.infer(graph));
    } catch (RuntimeException e) {
      throw RunErrors.translate("read", file.name(), e);
    }
  }
}
