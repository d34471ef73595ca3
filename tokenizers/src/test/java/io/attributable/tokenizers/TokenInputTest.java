package io.attributable.tokenizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.TensorShape;
import io.attributable.inputs.InputReader;
import io.attributable.inputs.ReadInputs;
import io.attributable.inputs.WordMasks;
import io.attributable.inputs.card.ModelCardReader;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.inputs.source.InputSource;
import io.attributable.inputs.source.ReadLimits;
import io.attributable.inputs.view.InputView;
import io.attributable.inputs.view.TextExample;
import io.attributable.inputs.view.TokenView;
import io.attributable.model.SignatureDescription;
import io.attributable.model.TensorDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.NdArray;

/** Ids, masks and segments for a model's inputs, beside those of Python. */
class TokenInputTest {
  private static final List<String> INPUTS =
      List.of("input_ids", "attention_mask", "token_type_ids");
  private static final List<String> KEYS = List.of("ids", "mask", "types");

  private static SignatureDescription signature(long length) {
    return new SignatureDescription(
        "serving_default",
        INPUTS.stream()
            .map(name -> new TensorDescription(name, "int32", TensorShape.of(-1, length)))
            .toList(),
        List.of());
  }

  private static SignatureCard card(Path folder, String tokenize) {
    String json =
        """
        {"signatures": {"serving_default": {"inputs": {"text": {"kind": "tokens",
          "feeds": {"ids": "input_ids", "mask": "attention_mask", "types": "token_type_ids"},
          "tokenize": %s}}}}}
        """
            .formatted(tokenize.replace('\'', '"'));
    return ModelCardReader.read("card", folder, json).signatures().get("serving_default");
  }

  private static ReadInputs read(Path folder, long length, String tokenize, String... texts) {
    SignatureDescription signature = signature(length);
    return new InputReader(signature, card(folder, tokenize), ReadLimits.DEFAULT)
        .read(Map.of("text", new InputSource.Texts(List.of(texts))));
  }

  private static ReadInputs read(long length, String tokenize, String... texts) {
    return read(Expected.FOLDER, length, tokenize, texts);
  }

  private static AttributionException failure(
      Path folder, long length, String tokenize, String text) {
    return catchThrowableOfType(
        AttributionException.class, () -> read(folder, length, tokenize, text));
  }

  private static long[] numbers(NdArray<?> array) {
    List<Long> numbers = new ArrayList<>();
    array.scalars().forEach(scalar -> numbers.add(((Number) scalar.getObject()).longValue()));
    return numbers.stream().mapToLong(Long::longValue).toArray();
  }

  @ParameterizedTest
  @CsvSource({
    "wordpiece.json, wordpiece.json,  ",
    "bpe.json,       bpe.json,        ",
    "unigram.json,   unigram.json,    ",
    "vocab.txt,      vocab.txt lower, true",
    "vocab.txt,      vocab.txt cased, false",
  })
  void rowsAreThoseOfPython(String file, String name, @Nullable Boolean lower) {
    String[] texts = Expected.texts().toArray(String[]::new);
    for (String setting : List.of("right-right", "left-left", "left-right")) {
      String[] sides = setting.replace("left", "front").replace("right", "back").split("-", 2);
      String tokenize =
          "{'tokenizer': '%s', 'pad': '%s', 'truncate': '%s'%s}"
              .formatted(file, sides[0], sides[1], lower == null ? "" : ", 'lower': " + lower);
      ReadInputs read = read(Expected.length(), tokenize, texts);
      for (int i = 0; i < INPUTS.size(); i++) {
        assertThat(numbers(read.arrays().get(INPUTS.get(i))))
            .as(setting + " " + INPUTS.get(i))
            .isEqualTo(Expected.rows(name, setting, KEYS.get(i)));
      }
    }
  }

  @Test
  void whatTheFileSaysIsDefault() {
    String[] texts = Expected.texts().toArray(String[]::new);
    ReadInputs read = read(-1, "{'tokenizer': 'unigram.json'}", texts);
    assertThat(numbers(read.arrays().get("token_type_ids")))
        .as("truncated to the file's length, at its side, padded at its side")
        .isEqualTo(Expected.rows("unigram.json", "left-left", "types"));
    ReadInputs open = read(-1, "{'tokenizer': 'bpe.json'}", "was", "was great, and the");
    assertThat(open.arrays().get("input_ids").shape().get(1))
        .as("the longest text")
        .isEqualTo(((InputView.Texts) open.views().get(0)).texts().get(1).tokens().size());
    assertThat(open.notes()).isEmpty();
    ReadInputs said = read(-1, "{'tokenizer': 'bpe.json', 'length': 5}", "was");
    assertThat(said.arrays().get("input_ids").shape().get(1)).isEqualTo(5);
  }

  @Test
  void viewsShowTheUsersOwnWords() {
    String text = "😀 Naïve ACTING ξ";
    ReadInputs read = read(32, "{'tokenizer': 'wordpiece.json'}", text);
    TextExample seen = ((InputView.Texts) read.views().get(0)).texts().get(0);
    List<TokenView> tokens = seen.tokens();
    assertThat(tokens.get(0)).isEqualTo(new TokenView("[CLS]", 2, 0, 0, 0, true));
    assertThat(tokens.get(1)).isEqualTo(new TokenView("😀", 1, 1, 0, 2, false));
    assertThat(tokens).extracting(seen::written).contains("ACTING", "ξ", "[SEP]");
    assertThat(tokens).extracting(TokenView::text).contains("acting", "ξ", "[SEP]");
    assertThat(seen.length()).isEqualTo(32);
    assertThat(seen.cut()).isZero();
  }

  /** Two texts, of which the shorter is padded, with letters of several bytes, by hand. */
  @ParameterizedTest
  @CsvSource({
    "wordpiece.json, 0 1 1 1 2 3 4, 0 1 1 2 3 3 3", // [CLS] na ##iv ##e cafe ! [SEP]
    "bpe.json, 0 1 1 2 2 2 3 4, 0 1 1 1 1 2 3 3", // <s> Na Ã¯ve Ġc af Ã© ! </s>
    "unigram.json, 0 1 1 1 1 2 3 4, 0 0 0 0 1 1 2 3", // ve ▁c a f é ! <sep> <cls>
  })
  void wordsAreFeatures(String file, String first, String second) {
    ReadInputs read = read(-1, "{'tokenizer': '%s'}".formatted(file), "Naïve café!", "watching");
    LongNdArray words = WordMasks.of(((InputView.Texts) read.views().get(0)).texts());
    assertThat(words.shape()).isEqualTo(read.arrays().get("input_ids").shape());
    long[] expected =
        Arrays.stream((first + " " + second).split(" ", -1)).mapToLong(Long::parseLong).toArray();
    assertThat(numbers(words)).isEqualTo(expected);
  }

  @Test
  void whatIsCutOffIsNoted() {
    ReadInputs read =
        read(6, "{'tokenizer': 'wordpiece.json', 'truncate': 'front'}", "was was was was film");
    TextExample seen = ((InputView.Texts) read.views().get(0)).texts().get(0);
    assertThat(seen.tokens())
        .extracting(TokenView::text)
        .containsExactly("[CLS]", "was", "was", "was", "film", "[SEP]");
    assertThat(seen.cut()).isEqualTo(1);
    assertThat(read.notes())
        .containsExactly(
            "\"request\" has 7 tokens, of which input \"input_ids\" takes the last 6.");
  }

  @Test
  void lengthsThatCannotBeAreTold() {
    AttributionException none =
        failure(Expected.FOLDER, 1, "{'tokenizer': 'wordpiece.json'}", "was");
    assertThat(none.code()).isEqualTo(ErrorCode.INPUT_CONVERSION);
    assertThat(none).hasMessageContaining("it takes 1 ids, but 2 are added around a text");
    assertThat(numbers(read(2, "{'tokenizer': 'bpe.json'}", "was").arrays().get("input_ids")))
        .containsExactly(0, 2);
  }

  @Test
  void anUnknownPaddingIsTold(@TempDir Path folder) throws IOException {
    String json = Expected.json("bpe.json").replace("<pad>", "<fill>");
    Files.writeString(folder.resolve("t.json"), json);
    assertThat(failure(folder, 8, "{'tokenizer': 't.json'}", "was"))
        .hasMessageContaining("and \"t.json\" does not say which id fills up")
        .hasMessageContaining("\"padding\": ID");
    assertThat(
            numbers(
                read(folder, 4, "{'tokenizer': 't.json', 'padding': 7}", "")
                    .arrays()
                    .get("input_ids")))
        .containsExactly(0, 2, 7, 7);
  }

  @Test
  void halfACharacterIsTold() {
    assertThat(failure(Expected.FOLDER, 8, "{'tokenizer': 'bpe.json'}", "a😀b\uD83D"))
        .hasMessageContaining("it has half of a surrogate pair at character 5");
  }

  @Test
  void theFileIsReadAnewWhereItChanges(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("t.json");
    Files.writeString(file, Expected.json("bpe.json"));
    String how = "{'tokenizer': 't.json', 'padding': 1}";
    assertThat(numbers(read(folder, 3, how, "").arrays().get("input_ids")))
        .containsExactly(0, 2, 1);
    Files.writeString(file, Expected.json("wordpiece.json"));
    assertThat(numbers(read(folder, 3, how, "").arrays().get("input_ids")))
        .containsExactly(2, 3, 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "t.model | x                | it is a SentencePiece model, which is not read; transformers",
        "t.bin   | x                | a tokenizer is a tokenizer.json, or BERT's vocab.txt;",
        "t.json  | {'a': 1, 'b': 2} | it is JSON, but no tokenizer, as it has no \"model\";",
        "t.json  | [                | it is not JSON:",
        "t.json  | {'model': {'type': 'WordPiece'}} | Hugging Face's library says:",
      })
  void filesThatAreNoTokenizersAreTold(
      String name, String content, String problem, @TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve(name), content.replace('\'', '"'));
    AttributionException failure = failure(folder, 8, "{'tokenizer': '%s'}".formatted(name), "was");
    assertThat(failure.code()).isEqualTo(ErrorCode.UNREADABLE_FILE);
    assertThat(failure)
        .hasMessageContaining(name)
        .hasMessageContaining("of the tokenizer of input \"text\"")
        .hasMessageContaining(problem);
  }

  @Test
  void aVocabularyWithoutBertsTokensIsTold(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("v.txt"), "a\n[UNK]\n[CLS]\n");
    assertThat(failure(folder, 8, "{'tokenizer': 'v.txt', 'lower': true}", "a"))
        .hasMessageContaining("it has no line \"[SEP]\", as BERT's vocabularies have");
  }

  @Test
  void aMissingFileIsTold(@TempDir Path folder) {
    assertThat(failure(folder, 8, "{'tokenizer': 'none.json'}", "a"))
        .hasMessageContaining("none.json")
        .hasMessageContaining("it does not exist");
  }
}
