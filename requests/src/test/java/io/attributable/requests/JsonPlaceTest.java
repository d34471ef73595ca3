package io.attributable.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.Ablation;
import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.model.SignatureDescription;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests are not only bodies: whoever reads one says what messages call it. */
class JsonPlaceTest {
  private static final JsonPlace PLACE = new JsonPlace("of the params");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{'layer': 'conv1'}",
        "{'layers': 3}",
        "{'output': 3}",
        "{'port': 'side'}",
        "{'prediction': 3}",
        "{'method': 3}",
        "{'method': {'name': 'integrated-gradients', 'baseline': {'x': 'no'}}}",
        "{'method': {'name': 'integrated-gradients', 'baseline': {'x': [[1], [1, 2]]}}}",
        "{'target': 1, 'targets': [1]}",
        "{'weights': 'even'}",
        "{'smooth': 3}",
        "{'reasons': {'count': 4, 'side': 'both'}}",
        "{'features': {'x': 3}}",
        "{}"
      })
  void itIsNamedWhateverIsWrong(String request) {
    assertThatThrownBy(() -> read(request.replace('\'', '"')))
        .isInstanceOfSatisfying(
            AttributionException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.BAD_REQUEST))
        .hasMessageStartingWith("[BadRequest] Request of the params cannot be read: ");
  }

  private static List<String> read(String request) {
    SignatureDescription signature = new SignatureDescription("s", List.of(), List.of());
    JsonFields fields = JsonFields.read(PLACE, request.getBytes(StandardCharsets.UTF_8));
    fields.checkKeys(OptionsReader.KEYS);
    ExplainOptions options =
        new OptionsReader(fields, signature, SignatureCard.EMPTY).read(new Ablation());
    return ImpliedOptions.layers(PLACE, signature, options);
  }
}
