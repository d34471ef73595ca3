package io.attributable.tensorflow.internal.layer;

import io.attributable.graph.layer.LayerIndex;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.tensorflow.internal.concurrent.BackgroundTask;

/**
 * The layers of a model, those of its default signature ahead of the first request: they are found
 * out while TensorFlow loads the model, which takes about as long. Safe for any number of threads.
 */
public final class LayerPrefetch implements AutoCloseable {
  private final SavedModelFile file;
  private final int loopLimit;
  private final BackgroundTask<LayerIndex> first;

  private LayerPrefetch(SavedModelFile file, int loopLimit) {
    this.file = file;
    this.loopLimit = loopLimit;
    this.first =
        BackgroundTask.start(
            "attributable-layers",
            () -> InferredLayers.of(file, file.defaultSignature(), loopLimit));
  }

  /** Begins. */
  public static LayerPrefetch of(SavedModelFile file, int loopLimit) {
    return new LayerPrefetch(file, loopLimit);
  }

  /**
   * The layers of a signature.
   *
   * @throws io.attributable.AttributionException NATIVE_LIBRARY, UNKNOWN_SIGNATURE, and what
   *     reading can bring
   */
  public LayerIndex of(String signature) {
    LayerIndex ahead = first.result();
    return ahead != null && ahead.graph().signature().name().equals(signature)
        ? ahead
        : InferredLayers.of(file, signature, loopLimit);
  }

  /** Waits for what was begun. */
  @Override
  public void close() {
    first.close();
  }
}
