package io.attributable.inputs;

import io.attributable.AttributionException;
import io.attributable.inputs.array.NamedTensor;
import io.attributable.inputs.array.ReadInput;
import io.attributable.inputs.card.ModelCardReader;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.inputs.source.InputSource;
import io.attributable.inputs.source.ReadLimits;
import io.attributable.inputs.view.InputView;
import io.attributable.model.SignatureDescription;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.ndarray.NdArray;

/**
 * Reads the inputs of a signature from what people have: pictures, tables, texts, arrays. What the
 * signature's dtypes and shapes do not show, a model card has to say; nothing is guessed.
 * Immutable, safe for any number of threads.
 *
 * <pre>{@code
 * ReadInputs inputs = InputReader.of(explainer.signature(), Path.of("models/pets"))
 *     .read(Map.of("image", InputSource.Files.of(new Content.File(Path.of("cat.jpg")))));
 * explainer.shapes().image(inputs.array("image", FloatNdArray.class)).target(Target.predicted());
 * }</pre>
 *
 * @param signature whose inputs are read
 * @param card what the inputs are to people; {@link SignatureCard#EMPTY} if nobody said
 * @param limits what is refused
 */
public record InputReader(SignatureDescription signature, SignatureCard card, ReadLimits limits) {
  /** Requires all. */
  public InputReader {
    Objects.requireNonNull(signature, "signature");
    Objects.requireNonNull(card, "card");
    Objects.requireNonNull(limits, "limits");
  }

  /** A reader without a card. */
  public InputReader(SignatureDescription signature) {
    this(signature, SignatureCard.EMPTY, ReadLimits.DEFAULT);
  }

  /**
   * A reader with the card that lies beside a model, if there is one, held against the signature.
   *
   * @param signature such as {@code explainer.signature()} of a generated explainer
   * @param savedModel the SavedModel's directory
   * @throws AttributionException BAD_CARD, CARD_MISMATCH, UNREADABLE_FILE
   */
  public static InputReader of(SignatureDescription signature, Path savedModel) {
    SignatureCard card =
        ModelCardReader.beside(savedModel)
            .map(found -> ModelCardCheck.checked(found, signature))
            .orElse(SignatureCard.EMPTY);
    return new InputReader(signature, card, ReadLimits.DEFAULT);
  }

  /**
   * Reads inputs.
   *
   * @param sources by the names of the signature's inputs, or of the card's; {@code row} and {@code
   *     *} stand for all inputs that are not named: a file has them by name
   * @throws AttributionException INPUT_UNKNOWN, INPUT_DTYPE, INPUT_CONVERSION, INPUT_TOO_LARGE,
   *     UNREADABLE_FILE
   */
  public ReadInputs read(Map<String, ? extends InputSource> sources) {
    Map<String, NdArray<?>> arrays = new LinkedHashMap<>();
    List<InputView> views = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    InputTensors tensors = new InputTensors(signature, card, sources.keySet());
    for (Map.Entry<String, ? extends InputSource> source : sources.entrySet()) {
      ReadInput read =
          new SourceReader(source.getKey(), tensors, card, limits).read(source.getValue());
      read.arrays().forEach((input, array) -> add(arrays, input, array, source.getKey()));
      views.add(read.view());
      notes.addAll(read.notes());
    }
    views.forEach(view -> checkExamples(views.get(0), view));
    return new ReadInputs(arrays, views, notes);
  }

  /** Arrays need no examples: an input may have others along its first dimension, or none. */
  private void checkExamples(InputView first, InputView view) {
    boolean both = !(first instanceof InputView.Arrays || view instanceof InputView.Arrays);
    if (both && first.examples() != view.examples()) {
      throw new NamedTensor(signature.input(view.inputs().get(0)))
          .conversion(
              view.name(),
              "it has %s, but \"%s\" has %d"
                  .formatted(
                      view.examples() == 1 ? "one example" : view.examples() + " examples",
                      first.name(),
                      first.examples()),
              "Give as many of each.");
    }
  }

  private void add(Map<String, NdArray<?>> arrays, String input, NdArray<?> array, String source) {
    if (arrays.put(input, array) != null) {
      throw new NamedTensor(signature.input(input))
          .conversion(source, "it was given already", "Give each input once.");
    }
  }

  /** Whether a name stands for all inputs that are not named. */
  public static boolean isAll(String name) {
    return InputTensors.ALL.contains(name);
  }
}
