package io.attributable.inputs;

import static io.attributable.inputs.InputFixtures.signature;
import static io.attributable.inputs.InputFixtures.tensor;
import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.inputs.card.FeatureCard;
import io.attributable.inputs.card.ImagePreprocess;
import io.attributable.inputs.card.InputCard;
import io.attributable.inputs.card.InputContent;
import io.attributable.inputs.card.InputKind;
import io.attributable.inputs.card.ModelCard;
import io.attributable.inputs.card.ModelCardReader;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.model.SignatureDescription;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What signatures show of a card. */
class FirstCardTest {
  @TempDir Path folder;

  /** It can be read as it is, fits, and says what is to be completed. */
  @Test
  void theFirstCardFitsTheModel() {
    SignatureDescription model =
        signature(
            tensor("image", "float32", -1, 8, 8, 3),
            tensor("ids", "int64", -1, 8),
            tensor("matrix", "float32", -1, 3),
            tensor("words", "string", -1, 4),
            tensor("age", "int32", -1),
            tensor("income", "float32", -1, 1));
    ModelCard card = ModelCardReader.read("first", folder, FirstCard.of("pets", List.of(model)));
    SignatureCard first = ModelCardCheck.checked(card, model);
    assertThat(first.inputs()).containsOnlyKeys("row", "image", "ids", "matrix", "words");
    assertThat(first.inputs().values()).allSatisfy(input -> assertThat(input.todo()).isNotEmpty());
    assertThat(((InputContent.Image) first.inputs().get("image").content()).preprocess())
        .isEqualTo(ImagePreprocess.UNSAID);
    assertThat(((InputContent.Table) first.inputs().get("row").content()).features())
        .extracting(FeatureCard::name)
        .containsExactly("age", "income");
  }

  @Test
  void theFirstCardAsksForWhatIsNotShown() {
    SignatureDescription model =
        signature(
            tensor("bytes", "uint8", -1, 8, 8, 3),
            tensor("long", "float32", -1, 8000),
            tensor("steps", "float32", -1, 120, 4));
    ModelCard card = ModelCardReader.read("first", folder, FirstCard.of("m", List.of(model)));
    Map<String, InputCard> inputs = ModelCardCheck.checked(card, model).inputs();
    assertThat(inputs.get("bytes").content().kind()).isEqualTo(InputKind.IMAGE);
    assertThat(inputs.get("bytes").todo()).as("integers take 0 to 255").isEmpty();
    assertThat(inputs.get("long").content().kind()).isEqualTo(InputKind.RAW);
    assertThat(inputs.get("long").todo()).singleElement().asString().contains("\"rate\"");
    assertThat(inputs.get("steps").todo())
        .singleElement()
        .asString()
        .contains("A series of 4 channels is");
  }

  @Test
  void theFirstCardHasTwinsOnce() {
    SignatureDescription served = signature(tensor("x", "float32", -1, 3));
    SignatureDescription twin =
        new SignatureDescription("serve", served.inputs(), served.outputs());
    SignatureDescription other =
        new SignatureDescription("embed", served.inputs(), List.of(tensor("e", "float32", -1, 9)));
    ModelCard card =
        ModelCardReader.read("first", folder, FirstCard.of("m", List.of(other, twin, served)));
    assertThat(card.signatures()).containsOnlyKeys("serving_default", "embed");
    ModelCard alone = ModelCardReader.read("first", folder, FirstCard.of("m", List.of(twin)));
    assertThat(alone.signatures()).containsOnlyKeys("serve");
  }
}
