package io.attributable.inputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.attributable.Ablation;
import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.Baseline;
import io.attributable.ErrorCode;
import io.attributable.FeatureGrouping;
import io.attributable.FeatureMask;
import io.attributable.Lime;
import io.attributable.Permutation;
import io.attributable.Saliency;
import io.attributable.inputs.text.WrittenWords;
import io.attributable.inputs.view.InputView;
import io.attributable.inputs.view.TextExample;
import io.attributable.inputs.view.TokenView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.StdArrays;

/** Words as features of tokenised texts. */
class WordMasksTest {
  private static final FeatureGrouping WORDS = FeatureGrouping.words();

  /**
   * A text with tokens, written as they stand in it; {@code [X]} is none of the text's.
   *
   * @param length with padding behind
   */
  private static TextExample example(String text, int length, String... tokens) {
    List<TokenView> views = new ArrayList<>();
    int at = 0;
    for (String token : tokens) {
      boolean added = token.startsWith("[");
      int start = added ? at : text.indexOf(token, at);
      at = added ? at : start + token.length();
      views.add(new TokenView(token, 9, views.size(), start, at, true));
    }
    return new TextExample("request", text, views, length, 0);
  }

  private static InputView.Texts view(String name, List<String> inputs, TextExample... texts) {
    return new InputView.Texts(name, inputs, List.of(texts));
  }

  private static LongNdArray rows(long[]... rows) {
    return StdArrays.ndCopyOf(rows);
  }

  private static FeatureMask words(String... inputs) {
    Map<String, FeatureGrouping> groupings = new LinkedHashMap<>();
    for (String input : inputs) {
      groupings.put(input, WORDS);
    }
    return new FeatureMask(Map.of(), groupings);
  }

  private static Ablation ablation(FeatureMask mask) {
    return new Ablation(Baseline.zeros(), mask);
  }

  /** By character: words, each mark, each ideograph; signs of several characters are one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "Unwatchable, isn't it?|0,0,0,0,0,0,0,0,0,0,0,1,-1,2,2,2,3,4,-1,5,5,6",
        "Naïve café 2½ m²|0,0,0,0,0,-1,1,1,1,1,-1,2,2,-1,3,3",
        "e\u0301te\u0301|0,0,0,0,0",
        "我爱 a|0,1,-1,2",
        "a😀b|0,1,1,2",
        "👍🏽!|0,0,0,0,1",
        "a_b\u00A0c|0,1,2,-1,3",
        "Straf\u00ADfe|0,0,0,0,0,0,0,0",
        "a\u200Bb|0,-1,1",
        "हिन्दी|0,0,0,0,0,0",
        "한국 영화|0,0,-1,1,1",
      })
  void wordsAreAsTheyAreWritten(String text, String expected) {
    assertThat(WrittenWords.of(text))
        .containsExactly(
            java.util.Arrays.stream(expected.split(",")).mapToInt(Integer::parseInt).toArray());
  }

  @Test
  void longWordsDoNotOverflowTheStack() {
    assertThat(WrittenWords.of("a\u0301".repeat(200_000))).containsOnly(0);
    assertThat(WrittenWords.of("")).isEmpty();
  }

  @Test
  void aWordIsAFeatureInEachRow() {
    TextExample one = example("unwatchable!", 7, "[CLS]", "un", "watch", "able", "!", "[SEP]");
    TextExample two = example("so, so good", 7, "[CLS]", "so", ",", "so", "go", "od", "[SEP]");
    assertThat(WordMasks.of(List.of(one, two)))
        .isEqualTo(rows(new long[] {0, 1, 1, 1, 2, 3, 4}, new long[] {0, 1, 2, 3, 4, 4, 5}));
  }

  /** Bytes of a character have its place; a token of several words makes them one. */
  @Test
  void tokensNeedNotKeepToWords() {
    TextExample bytes =
        new TextExample(
            "request",
            "a 😀",
            List.of(
                new TokenView("a", 1, 2, 0, 1, true),
                new TokenView("Ġ", 2, 3, 1, 2, true),
                new TokenView("ð", 3, 4, 2, 4, true),
                new TokenView("Ł", 4, 5, 2, 4, true)),
            6,
            0);
    assertThat(WordMasks.of(List.of(bytes))).isEqualTo(rows(new long[] {0, 0, 1, 2, 3, 3}));
    TextExample phrase = example("in New York City", 4, "in", "New York", " City");
    assertThat(WordMasks.of(List.of(phrase))).isEqualTo(rows(new long[] {0, 1, 2, 3}));
    TextExample joined = example("don't go", 4, "don", "'t", " g", "o");
    assertThat(WordMasks.of(List.of(joined))).isEqualTo(rows(new long[] {0, 1, 2, 2}));
    TextExample across = example("New York", 3, "New Yo", "r", "k");
    assertThat(WordMasks.of(List.of(across))).isEqualTo(rows(new long[] {0, 0, 0}));
  }

  @Test
  void numbersTakeThePlaceOfTheGrouping() {
    InputView.Texts review =
        view("text", List.of("ids", "mask"), example("so good", 3, "so", "go", "od"));
    InputView.Texts other = view("title", List.of("title"), example("a b", 2, "a", "b"));
    LongNdArray row = StdArrays.ndCopyOf(new long[] {7, 7});
    FeatureGrouping along = FeatureGrouping.along(1);
    FeatureMask mask =
        new FeatureMask(
            Map.of("row", row),
            Map.of("ids", WORDS, "mask", WORDS, "title", WORDS, "image", along));
    LongNdArray ids = rows(new long[] {8, 9, 9});
    FeatureMask expected =
        new FeatureMask(
            Map.of("row", row, "ids", ids, "mask", ids, "title", rows(new long[] {10, 11})),
            Map.of("image", along));
    List<InputView> views = List.of(review, other);
    assertThat(WordMasks.in(ablation(mask), views)).isEqualTo(ablation(expected));
    assertThat(WordMasks.in(new Lime().withMask(mask), views))
        .isEqualTo(new Lime().withMask(expected));
    assertThat(WordMasks.in(new Permutation(mask, 5), views))
        .isEqualTo(new Permutation(expected, 5));
    AttributionMethod plain = ablation(FeatureMask.of("image", along));
    assertThat(WordMasks.in(plain, views)).isSameAs(plain);
    AttributionMethod gradients = new Saliency();
    assertThat(WordMasks.in(gradients, views)).isSameAs(gradients);
  }

  @Test
  void whatWasNotReadFromATextHasNoWords() {
    InputView.Texts text = view("text", List.of("ids", "mask"), example("so", 1, "so"));
    InputView whole = view("review", List.of("review"), example("so", 0));
    InputView array = new InputView.Arrays("row", List.of("row"), "row.npy", 1);
    List<InputView> views = List.of(text, whole, array);
    assertRefused(
        words("row"),
        views,
        "Method \"ablation\": parameter \"mask\" groups the words of \"row\", which was not read"
            + " from a text: there are words of \"ids\", \"mask\".");
    assertRefused(
        words("text"),
        views,
        "\"text\", which is no input of the signature: there are words of \"ids\", \"mask\"");
    assertRefused(words("none"), views, "\"none\", for which nothing was read: there are words of");
    assertRefused(
        words("review"), views, "of which the model takes the whole text as one element: there");
    assertRefused(
        words("row"), List.of(array), "no input was read from a text into ids of its tokens. Give");
    assertRefused(
        new FeatureMask(Map.of("ids", rows(new long[] {0})), Map.of("ids", WORDS)),
        views,
        "has both numbers and a grouping for \"ids\"");
    assertRefused(
        new FeatureMask(Map.of("row", rows(new long[] {Long.MAX_VALUE})), Map.of("ids", WORDS)),
        views,
        "holds 9223372036854775807, behind which there is no number for a word");
  }

  private static void assertRefused(FeatureMask mask, List<InputView> views, String message) {
    assertThatExceptionOfType(AttributionException.class)
        .isThrownBy(() -> WordMasks.in(ablation(mask), views))
        .withMessageContaining(message)
        .matches(e -> e.code() == ErrorCode.METHOD_PARAMETER);
  }

  @Test
  void textsHaveTokens() {
    assertThatIllegalArgumentException().isThrownBy(() -> WordMasks.of(List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WordMasks.of(List.of(example("so", 0))))
        .withMessageContaining("as many each");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WordMasks.of(List.of(example("so", 1, "so"), example("so", 2, "so"))));
  }
}
