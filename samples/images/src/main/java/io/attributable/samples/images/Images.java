package io.attributable.samples.images;

import io.attributable.inputs.InputReader;
import io.attributable.inputs.ModelCardCheck;
import io.attributable.inputs.card.ModelCardReader;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.inputs.source.Content;
import io.attributable.inputs.source.InputSource;
import io.attributable.inputs.source.ReadLimits;
import io.attributable.model.SignatureDescription;
import io.attributable.tensorflow.AttributableModel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;

/** Reads images as the model takes them. */
public final class Images {
  private Images() {}

  /**
   * Reads a file as the model's card says.
   *
   * @param model the SavedModel's directory, with its card
   * @return {@code [1, 28, 28, 1]}, from 0 to 1
   */
  public static FloatNdArray read(Path model, Path file) {
    InputSource image = InputSource.Files.of(new Content.File(file));
    Map<String, NdArray<?>> read = reader(model).read(Map.of("image", image)).arrays();
    return (FloatNdArray) Objects.requireNonNull(read.get("image"));
  }

  private static InputReader reader(Path model) {
    try (AttributableModel loaded = AttributableModel.load(model)) {
      SignatureDescription signature = loaded.defaultSignature();
      SignatureCard card =
          ModelCardCheck.checked(ModelCardReader.beside(model).orElseThrow(), signature);
      return new InputReader(signature, card, ReadLimits.DEFAULT);
    }
  }
}
