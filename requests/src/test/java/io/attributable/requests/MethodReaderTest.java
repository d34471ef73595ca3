package io.attributable.requests;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.Ablation;
import io.attributable.AttributionMethod;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.model.SignatureDescription;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MethodReaderTest {
  private static AttributionMethod method(String json) {
    SignatureDescription signature = new SignatureDescription("s", List.of(), List.of());
    byte[] body =
        ("{\"method\": " + json.replace('\'', '"') + "}").getBytes(StandardCharsets.UTF_8);
    return new MethodReader(JsonPlace.BODY, signature)
        .read(JsonFields.read(JsonPlace.BODY, body), SignatureCard.EMPTY, new Ablation());
  }

  @Test
  void truthValuesAreBaselines() {
    assertThat(method("{'name': 'shapley', 'baseline': {'b': false, 'c': true}}"))
        .isEqualTo(method("{'name': 'shapley', 'baseline': {'b': 0, 'c': 1}}"));
  }
}
