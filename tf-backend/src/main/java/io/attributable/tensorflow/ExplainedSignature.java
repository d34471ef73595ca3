package io.attributable.tensorflow;

import io.attributable.NonNull;
import io.attributable.model.SignatureDescription;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What was written by {@link ExplainedModel}.
 *
 * @param directory where the model lies
 * @param signature what the new signature takes and gives
 * @param unrestored variables that the model's own restore op leaves without a value, as happens to
 *     models that Keras 3 saved through {@code tf.saved_model.save}: a session, and so TensorFlow
 *     Serving, can run neither the original signature nor the new one; Python can run both
 */
public record ExplainedSignature(
    Path directory, SignatureDescription signature, List<String> unrestored) {
  /** Copies the list. */
  public ExplainedSignature {
    Objects.requireNonNull(directory, "directory");
    Objects.requireNonNull(signature, "signature");
    NonNull.all(unrestored, "unrestored");
    unrestored = List.copyOf(unrestored);
  }
}
