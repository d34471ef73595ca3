package io.attributable.server;

import io.attributable.AttributedTensor;
import io.attributable.ElementType;
import io.attributable.Prediction;
import io.attributable.inputs.card.OutputCard;
import io.attributable.model.SignatureDescription;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.NdArray;

/**
 * What a page says was predicted: the probability, where the score in front of it is explained, by
 * the name that the card has for the output.
 */
record ShownPrediction(ServedModel served, SignatureDescription signature) {
  private static final String LOGITS = "logits-of:";

  /**
   * The prediction.
   *
   * @param explained what was explained
   * @throws io.attributable.AttributionException about the run
   */
  Prediction of(Optional<String> output, Prediction explained, Map<String, NdArray<?>> inputs) {
    return named(
        output
            .filter(name -> name.startsWith(LOGITS))
            .map(name -> name.substring(LOGITS.length()))
            .filter(name -> signature.output(name).isPresent())
            .map(name -> predicted(name, inputs))
            .orElse(explained));
  }

  private Prediction predicted(String output, Map<String, NdArray<?>> inputs) {
    NdArray<?> values =
        Objects.requireNonNull(served.model().predict(signature.name(), inputs).get(output));
    ElementType type = values instanceof DoubleNdArray ? ElementType.FLOAT64 : ElementType.FLOAT32;
    return new Prediction(output, new AttributedTensor(output, type, values));
  }

  private Prediction named(Prediction prediction) {
    return Optional.ofNullable(served.card(signature).outputs().get(prediction.output()))
        .flatMap(OutputCard::text)
        .map(text -> new Prediction(text, prediction.tensor()))
        .orElse(prediction);
  }
}
