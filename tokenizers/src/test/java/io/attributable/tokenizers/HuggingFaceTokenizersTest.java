package io.attributable.tokenizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.attributable.inputs.tokenizer.Token;
import io.attributable.inputs.tokenizer.Tokenizer;
import io.attributable.inputs.tokenizer.TokenizerProvider;
import java.io.IOException;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens beside those of Hugging Face's library in Python. */
class HuggingFaceTokenizersTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static String changed(String name, Consumer<ObjectNode> change) throws IOException {
    ObjectNode json = (ObjectNode) JSON.readTree(Expected.json(name));
    change.accept(json);
    return json.toString();
  }

  private static Tokenizer open(String name) throws IOException {
    return new HuggingFaceTokenizers()
        .open(changed(name, json -> json.putNull("padding").putNull("truncation")));
  }

  @Test
  void isFoundAsAService() {
    assertThat(ServiceLoader.load(TokenizerProvider.class))
        .singleElement()
        .isInstanceOf(HuggingFaceTokenizers.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wordpiece.json", "bpe.json", "unigram.json"})
  void tokensAndTheirPlacesAreThoseOfPython(String name) throws IOException {
    Tokenizer tokenizer = open(name);
    List<String> texts = Expected.texts();
    for (int i = 0; i < texts.size(); i++) {
      assertThat(tokenizer.encode(texts.get(i)))
          .as(texts.get(i))
          .isEqualTo(Expected.tokens(name, i));
    }
  }

  @Test
  void manyThreadsShareATokenizer() throws IOException {
    Tokenizer tokenizer = open("bpe.json");
    String text = Expected.texts().get(2);
    List<Token> alone = tokenizer.encode(text);
    assertThat(IntStream.range(0, 200).parallel().mapToObj(i -> tokenizer.encode(text)))
        .allMatch(alone::equals);
  }

  @Test
  void longTextsAreReadWhole() throws IOException {
    String text = "wonderful 😀 music ".repeat(5000);
    List<Token> tokens = open("wordpiece.json").encode(text);
    Token last = tokens.get(tokens.size() - 2);
    assertThat(last.end()).isEqualTo(text.length() - 1);
    assertThat(last.text()).isEqualTo("##" + text.substring(last.start(), last.end()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[]", "hello", "{\"model\": {}}"})
  void whatIsNoTokenizerIsTold(String json) {
    HuggingFaceTokenizers tokenizers = new HuggingFaceTokenizers();
    assertThatThrownBy(() -> tokenizers.open(json)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatWouldEndTheProcessIsTold() throws IOException {
    assertRefused(
        json -> ((ObjectNode) json.path("post_processor")).putObject("special_tokens"),
        "its post_processor adds \"[CLS]\", which is none of its special_tokens");
    assertRefused(
        json -> {
          ObjectNode inner = ((ObjectNode) json.path("post_processor")).deepCopy();
          inner.putObject("special_tokens");
          ObjectNode outer = json.putObject("post_processor").put("type", "Sequence");
          outer.putArray("processors").add(inner);
        },
        "its post_processor adds \"[CLS]\"");
    assertRefused(
        json -> json.putObject("normalizer").put("type", "Precompiled"),
        "its \"precompiled_charsmap\" is damaged");
    assertRefused(
        json ->
            json.putObject("normalizer")
                .put("type", "Sequence")
                .putArray("normalizers")
                .addObject()
                .put("type", "Precompiled")
                .put("precompiled_charsmap", "/////wAA"),
        "its \"precompiled_charsmap\" is damaged");
  }

  private static void assertRefused(Consumer<ObjectNode> damage, String problem)
      throws IOException {
    HuggingFaceTokenizers tokenizers = new HuggingFaceTokenizers();
    String json = changed("wordpiece.json", damage);
    assertThatThrownBy(() -> tokenizers.open(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void failuresOfTheLibraryAreTold() throws IOException {
    Tokenizer tokenizer =
        new HuggingFaceTokenizers()
            .open(
                changed(
                    "wordpiece.json",
                    json -> ((ObjectNode) json.path("model")).put("unk_token", "[NONE]")));
    assertThatThrownBy(() -> tokenizer.encode("ξ"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Hugging Face's library says: WordPiece error: Missing [UNK] token");
  }

  @Test
  void aMachineWithoutALibraryIsTold() {
    assertThatThrownBy(
            () ->
                NativeLibrary.load(
                    () -> {
                      throw new UnsatisfiedLinkError("no such file");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("(no such file); there is one for Linux and Windows on x86-64");
    assertThat(System.getProperty("RUST_FLAVOR")).isNull();
  }

  @Test
  void theIncludedLibraryIsAskedFor() {
    NativeLibrary.load(() -> assertThat(System.getProperty("RUST_FLAVOR")).isEqualTo("cpu"));
  }
}
