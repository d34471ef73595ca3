package io.attributable.tensorflow;

import io.attributable.NonNull;
import io.attributable.model.SignatureDescription;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A signature that {@link ExplainedModel} wrote. Immutable, safe for any number of threads.
 *
 * @param directory the model's directory
 * @param signature the inputs and outputs of the new signature
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
