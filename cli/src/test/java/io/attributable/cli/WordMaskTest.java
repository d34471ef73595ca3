package io.attributable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.npy.NpyArray;
import io.attributable.npy.NpyType;
import io.attributable.npy.NpyWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.StdArrays;

/** {@code --mask INPUT=words}: the words of texts as features. */
class WordMaskTest extends InputCommands {
  /** {@code film ##s good ! [PAD] [PAD] [PAD]}, and {@code good [UNK] film ##s …}. */
  private static final List<Object> TEXTS =
      List.of("--input", "tokens=\"films good!\"", "--input", "tokens=\"good 😀 films\"");

  private static final long[][] NUMBERS = {{0, 0, 1, 2, 3, 3, 3}, {0, 1, 2, 2, 3, 3, 3}};

  @BeforeEach
  void writeTokenizer() throws IOException {
    Files.writeString(
        folder.resolve("tokenizer.json"),
        """
        {"version": "1.0", "pre_tokenizer": {"type": "BertPreTokenizer"},
         "padding": {"strategy": {"Fixed": 7}, "direction": "Right", "pad_to_multiple_of": null,
           "pad_id": 0, "pad_type_id": 0, "pad_token": "[PAD]"},
         "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
           "max_input_chars_per_word": 100,
           "vocab": {"[PAD]": 0, "film": 1, "##s": 2, "good": 3, "!": 4, "[UNK]": 5}}}
        """);
    Files.writeString(
        card,
        """
        {"signatures": {"serving_default": {"inputs": {"tokens": {"kind": "tokens",
          "tokenize": {"tokenizer": "tokenizer.json"}}}}}}
        """);
    NpyWriter.write(
        folder.resolve("mask.npy"), new NpyArray(NpyType.INT64, StdArrays.ndCopyOf(NUMBERS)));
  }

  private CommandRun run(Path out, List<Object> inputs, Object... more) {
    List<Object> words =
        new ArrayList<>(
            List.of(
                "--card",
                card,
                "--layer",
                "input:tokens",
                "--target",
                "0",
                "--baseline",
                "tokens=0"));
    words.addAll(inputs);
    words.addAll(List.of(more));
    return explain(TRANSFORMER, out, words.toArray());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ablation", "kernel-shap", "shapley", "lime"})
  void wordsAreTheNumbersWrittenByHand(String method) throws IOException {
    Path words = folder.resolve("words");
    Path numbers = folder.resolve("numbers");
    CommandRun run = run(words, TEXTS, "--method", method, "--mask", "tokens=words");
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    run(numbers, TEXTS, "--method", method, "--mask", "tokens=" + folder.resolve("mask.npy"));
    assertSame(words, numbers);
    assertThat(reply(words).at("/layers/0/method/mask/tokens/shape").toString()).isEqualTo("[2,7]");
  }

  @Test
  void requestsHaveWords() throws IOException {
    Path requests =
        Files.writeString(
            folder.resolve("requests.jsonl"),
            """
            {"id": "words", "layers": ["input:tokens"], "target": 0, "inputs": {"tokens": ["\\"films good!\\"", "\\"good 😀 films\\""]}, "method": {"name": "shapley", "baseline": {"tokens": 0}, "mask": {"tokens": "words"}}}
            {"id": "array", "layers": ["input:tokens"], "target": 0, "inputs": {"tokens": [[1, 2, 3, 4, 0, 0, 0]]}, "method": {"name": "shapley", "baseline": {"tokens": 0}, "mask": {"tokens": "words"}}}
            """);
    Path out = folder.resolve("out");
    CommandRun run = explain(TRANSFORMER, out, "--card", card, "--requests", requests);
    assertThat(run.out()).contains("1 explained, 1 failed");
    assertThat(run.out() + run.err())
        .contains(
            "[MethodParameter] Method \"shapley\": parameter \"mask\" groups the words of"
                + " \"tokens\", which was not read from a text: no input was read");
    Path numbers = folder.resolve("numbers");
    run(numbers, TEXTS, "--method=shapley", "--mask", "tokens=" + folder.resolve("mask.npy"));
    assertSame(out.resolve("words"), numbers);
  }

  /** A record has the numbers, so that it needs no text. */
  @Test
  void recordsOfWordsAreReplayed() {
    Path log = folder.resolve("log");
    CommandRun run =
        run(
            folder.resolve("out"),
            TEXTS,
            "--method=shapley",
            "--mask",
            "tokens=words",
            "--evidence",
            log,
            "--evidence-inputs",
            "values");
    assertThat(run.status()).as(run.err()).isZero();
    CommandRun replayed = CommandRun.of("replay", log, "--model", TRANSFORMER);
    assertThat(replayed.err()).isEmpty();
    assertThat(replayed.out()).contains("exact");
  }

  @Test
  void whatTheMaskCannotSayIsTold() {
    Path out = folder.resolve("out");
    assertThat(run(out, TEXTS, "--method=shapley", "--mask", "words").err())
        .contains("[MethodParameter]", "cannot be \"words\"", "superpixels or words by input");
    assertThat(run(out, TEXTS, "--method=shapley", "--mask", "embedding=words").err())
        .contains("\"embedding\", for which nothing was read: there are words of \"tokens\"");
    List<Object> permuted =
        new ArrayList<>(List.of("--card", card, "--layer", "input:tokens", "--target", "0"));
    permuted.addAll(List.of("--method=permutation", "--mask", "tokens=words"));
    permuted.addAll(TEXTS);
    assertThat(explain(TRANSFORMER, out, permuted.toArray()).err())
        .contains("[MethodParameter]", "features of their own for examples");
  }
}
