package io.attributable.inputs;

import static io.attributable.inputs.InputFixtures.file;
import static io.attributable.inputs.InputFixtures.signature;
import static io.attributable.inputs.InputFixtures.tensor;
import static io.attributable.inputs.Reading.FEATURES;
import static io.attributable.inputs.Reading.PEOPLE;
import static io.attributable.inputs.Reading.bytes;
import static io.attributable.inputs.Reading.card;
import static io.attributable.inputs.Reading.csv;
import static io.attributable.inputs.Reading.failure;
import static io.attributable.inputs.Reading.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.inputs.source.Content;
import io.attributable.inputs.source.InputSource;
import io.attributable.inputs.source.ReadLimits;
import io.attributable.inputs.view.InputView;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Names, and where inputs come from. */
class InputReaderTest {
  @Test
  void namesAreThoseOfTheSignatureOrTheCard() {
    assertThat(failure(FEATURES, "{}", "agee", csv(PEOPLE)).code())
        .isEqualTo(ErrorCode.INPUT_UNKNOWN);
    assertThat(failure(FEATURES, "{}", "agee", csv(PEOPLE)))
        .hasMessageContaining("Did you mean \"age\"?");
    assertThat(failure(FEATURES, "{}", "row", InputSource.Files.of(file("two.a.npy"))).code())
        .isEqualTo(ErrorCode.INPUT_UNKNOWN);
    assertThat(failure(FEATURES, "{}", "age", InputSource.Files.of(file("two.a.npy"))).code())
        .isEqualTo(ErrorCode.INPUT_DTYPE);
    assertThat(failure(FEATURES, "{}", "income", InputSource.Files.of(bytes("a.wav", ""))))
        .hasMessageContaining("nothing says how many samples per second it takes");
  }

  @Test
  void whatIsGivenTwiceIsRefused() {
    Map<String, InputSource> both = Map.of("row", csv(PEOPLE), "people", csv(PEOPLE));
    SignatureCard card = card("{'people': {'kind': 'tabular', 'features': ['age']}}");
    assertThat(
            catchThrowableOfType(
                AttributionException.class,
                () -> new InputReader(FEATURES, card, ReadLimits.DEFAULT).read(both)))
        .hasMessageContaining("it was given already");
  }

  /** Paths are named as they were given. */
  @Test
  void originsAreTheFilesOfRequests() {
    Path path = InputFixtures.path("two.a.npy");
    ReadInputs read =
        read(
            signature(tensor("a", "float32", -1, 3)),
            "a",
            InputSource.Files.of(new Content.File(path)));
    assertThat(read.views())
        .containsExactly(new InputView.Arrays("a", List.of("a"), path.toString(), 2));
  }
}
