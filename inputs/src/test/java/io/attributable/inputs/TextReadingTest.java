package io.attributable.inputs;

import static io.attributable.inputs.InputFixtures.file;
import static io.attributable.inputs.InputFixtures.golden;
import static io.attributable.inputs.InputFixtures.numbers;
import static io.attributable.inputs.InputFixtures.signature;
import static io.attributable.inputs.InputFixtures.tensor;
import static io.attributable.inputs.Reading.card;
import static io.attributable.inputs.Reading.failure;
import static io.attributable.inputs.Reading.read;
import static io.attributable.inputs.Reading.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.inputs.card.SignatureCard;
import io.attributable.inputs.source.Content;
import io.attributable.inputs.source.InputSource;
import io.attributable.inputs.view.InputView;
import io.attributable.inputs.view.TextExample;
import io.attributable.inputs.view.TokenView;
import io.attributable.model.SignatureDescription;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Texts as inputs, or as ids of their tokens. */
class TextReadingTest {
  @Test
  void textsAreGivenAsTheyAre() {
    SignatureDescription texts = signature(tensor("review", "string", -1));
    ReadInputs read =
        read(
            texts,
            "review",
            new InputSource.Files(List.of(file("text-2.txt"), file("text-0.txt"))));
    assertThat(text(read.arrays().get("review"), 0)).isEqualTo("Naïve — but great!");
    ReadInputs literal = read(texts, "review", new InputSource.Texts(List.of("a\n", "b")));
    assertThat(text(literal.arrays().get("review"), 0)).isEqualTo("a\n");
    assertThat(((InputView.Texts) literal.views().get(0)).texts().get(1))
        .isEqualTo(new TextExample("request", "b", List.of(), 0, 0));
    assertThat(
            failure(
                texts,
                "{}",
                "review",
                InputSource.Files.of(new Content.Bytes("a.txt", new byte[] {(byte) 0xFF}))))
        .hasMessageContaining("it is not UTF-8");
  }

  /** What Keras's own layer makes of the same texts. */
  @Test
  void idsAreThoseOfKeras() {
    SignatureDescription ids =
        signature(
            tensor("ids", "int64", -1, 8),
            tensor("mask", "int32", -1, 8),
            tensor("types", "int32", -1, 8));
    SignatureCard card =
        card(
            "{'text': {'kind': 'tokens', 'tokenize': {'vocabulary': 'vocabulary.txt', 'lower':"
                + " true, 'strip-punctuation': true, 'unknown': '[UNK]'}, 'feeds': {'ids': 'ids',"
                + " 'mask': 'mask', 'types': 'types'}}}");
    ReadInputs read =
        read(
            ids,
            card,
            "text",
            new InputSource.Files(
                List.of(file("text-0.txt"), file("text-1.txt"), file("text-2.txt"))));
    assertThat(numbers(read.arrays().get("ids"))).containsExactly(golden("words"));
    assertThat(numbers(read.arrays().get("mask"))).startsWith(1, 1, 1, 1, 1, 1, 0, 0);
    assertThat(numbers(read.arrays().get("types"))).containsOnly(0);
    TextExample seen = ((InputView.Texts) read.views().get(0)).texts().get(2);
    assertThat(seen.tokens().get(0)).isEqualTo(new TokenView("naïve", 1, 0, 0, 5, false));
    assertThat(seen.text().substring(seen.tokens().get(3).start(), seen.tokens().get(3).end()))
        .isEqualTo("great!");
    assertThat(seen.length()).isEqualTo(8);
  }

  @Test
  void withoutALibraryTokenizersAreToldWhatIsMissing() {
    SignatureDescription ids = signature(tensor("ids", "int32", -1, 8));
    String card =
        "{'ids': {'kind': 'tokens', 'tokenize': {'tokenizer': '../tokenizers/wordpiece.json'}}}";
    assertThat(failure(ids, card, "ids", new InputSource.Texts(List.of("great"))))
        .hasMessageContaining("wordpiece.json\": nothing on the class path reads tokenizers.")
        .hasMessageContaining("Add the dependency io.attributable:attributable-tokenizers.");
  }

  @Test
  void idsArePaddedCutAndMarked() {
    SignatureDescription ids = signature(tensor("ids", "int32", -1, 4));
    String tokenize =
        "{'ids': {'kind': 'tokens', 'tokenize': {'vocabulary': 'vocabulary.txt', 'first-id': 10,"
            + " 'pad': 'front', 'padding': 9, 'start': 'it', 'end': 'film'}}}";
    SignatureCard card = card(tokenize);
    ReadInputs read =
        read(ids, card, "ids", new InputSource.Texts(List.of("great", "great acting this was")));
    assertThat(numbers(read.arrays().get("ids"))).containsExactly(9, 18, 12, 19, 18, 12, 20, 19);
    assertThat(read.notes()).singleElement().asString().contains("has 6 tokens, of which");
    assertThat(failure(ids, tokenize, "ids", new InputSource.Texts(List.of("a greet film"))))
        .hasMessageContaining("\"a\" at character 1 is no token of")
        .hasMessageContaining("Name the token for unknown ones as \"unknown\"");
    assertThat(failure(ids, "{}", "ids", new InputSource.Texts(List.of("great"))))
        .hasMessageContaining("nothing says what numbers a text becomes");
  }

  @Test
  void wordsThatAreNotKnownAreNoted() {
    SignatureDescription ids = signature(tensor("ids", "int32", -1, 8));
    SignatureCard card =
        card(
            "{'text': {'kind': 'tokens', 'tokenize': {'vocabulary': 'vocabulary.txt', 'unknown':"
                + " '[UNK]'}, 'feeds': {'ids': 'ids'}}}");
    assertThat(notes(ids, card, "great acting")).isEmpty();
    assertThat(notes(ids, card, "great zzz"))
        .containsExactly(
            "\"request\" has a word that the model does not know, which became its token for"
                + " unknown ones: \"zzz\".");
    assertThat(notes(ids, card, "z0 z1 z2 z3 z0 z4 z5"))
        .singleElement()
        .asString()
        .contains("has 6 words that", "\"z0\", \"z1\", \"z2\", \"z3\", \"z4\", ….");
    assertThat(notes(ids, card, " ")).containsExactly("\"request\" has no tokens.");
  }

  private static List<String> notes(SignatureDescription ids, SignatureCard card, String text) {
    return read(ids, card, "text", new InputSource.Texts(List.of(text))).notes();
  }

  @Test
  void theInputOfIdsIsItsTextToo() {
    SignatureDescription ids = signature(tensor("ids", "int32", -1, 2));
    SignatureCard card =
        card(
            "{'text': {'kind': 'tokens', 'tokenize': {'vocabulary': 'vocabulary.txt'}, 'feeds':"
                + " {'ids': 'ids'}}}");
    InputSource words = new InputSource.Texts(List.of("great"));
    assertThat(read(ids, card, "ids", words).array("ids"))
        .isEqualTo(read(ids, card, "text", words).array("ids"));
  }
}
