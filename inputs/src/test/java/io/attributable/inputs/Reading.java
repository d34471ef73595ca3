package io.attributable.inputs;

import static io.attributable.inputs.InputFixtures.signature;
import static io.attributable.inputs.InputFixtures.tensor;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.attributable.AttributionException;
import io.attributable.inputs.card.ModelCardReader;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.inputs.source.Content;
import io.attributable.inputs.source.InputSource;
import io.attributable.inputs.source.ReadLimits;
import io.attributable.model.SignatureDescription;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.ndarray.NdArray;

/** What tests read, and how. */
final class Reading {
  static final SignatureDescription ROW =
      signature(tensor("row_of_3", "float32", -1, 3), tensor("other", "float32", -1, 2));
  static final SignatureDescription FEATURES =
      signature(
          tensor("age", "int64", -1, 1),
          tensor("city", "string", -1, 1),
          tensor("member", "bool", -1),
          tensor("income", "float32", -1, 1));
  static final String PEOPLE =
      """
      age,city,member,income,id
      41,"Bern, West",true,1e3,1
      23.0,Ulm,0,2500.5,2
      67,Köln,FALSE,.5,3
      """;

  private Reading() {}

  static InputSource csv(String text) {
    return csv(text, Optional.empty());
  }

  static InputSource csv(String text, Optional<String> rows) {
    return new InputSource.Files(List.of(bytes("people.csv", text)), rows);
  }

  static Content bytes(String name, String text) {
    return new Content.Bytes(name, text.getBytes(StandardCharsets.UTF_8));
  }

  static SignatureCard card(String inputs) {
    String json =
        "{'signatures': {'serving_default': {'inputs': %s}}}".formatted(inputs).replace('\'', '"');
    return ModelCardReader.read("card.json", InputFixtures.path(""), json)
        .signature("serving_default")
        .orElseThrow();
  }

  static ReadInputs read(
      SignatureDescription signature, SignatureCard card, String name, InputSource source) {
    return new InputReader(signature, card, ReadLimits.DEFAULT).read(Map.of(name, source));
  }

  static ReadInputs read(SignatureDescription signature, String name, InputSource source) {
    return read(signature, SignatureCard.EMPTY, name, source);
  }

  static AttributionException failure(
      SignatureDescription signature, String inputs, String name, InputSource source) {
    return catchThrowableOfType(
        AttributionException.class, () -> read(signature, card(inputs), name, source));
  }

  static String text(NdArray<?> array, int index) {
    int at = 0;
    for (NdArray<?> scalar : array.scalars()) {
      if (at++ == index) {
        return new String((byte[]) scalar.getObject(), StandardCharsets.UTF_8);
      }
    }
    throw new IllegalArgumentException("no element " + index);
  }
}
