package io.attributable.samples.serve;

import io.attributable.Reduction;
import io.attributable.tensorflow.ExplainedModel;
import java.nio.file.Path;

/** Done once, where the model is released. */
final class Export {
  private Export() {}

  /** Writes a copy of the model that tells, per pixel, how much it spoke for a digit. */
  static void run(Path model, Path served) {
    ExplainedModel.of(model)
        .layers("conv1")
        .reduce(Reduction.none().sumOverChannels().resizeToInput())
        .write(served);
  }
}
