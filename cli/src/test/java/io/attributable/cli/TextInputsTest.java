package io.attributable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.npy.NpyArray;
import io.attributable.npy.NpyType;
import io.attributable.npy.NpyWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.StdArrays;

/** Texts on the command line. */
class TextInputsTest extends InputCommands {
  @Test
  void textsAreIdsByAVocabulary() throws IOException {
    Files.writeString(folder.resolve("words.txt"), "[PAD]\nthe\nfilm\nwas\ngood\n");
    Files.writeString(
        card,
        """
        {"signatures": {"serving_default": {"inputs": {"tokens": {"kind": "tokens",
          "tokenize": {"vocabulary": "words.txt"}}}}}}
        """);
    NpyWriter.write(
        folder.resolve("ids.npy"),
        new NpyArray(NpyType.INT64, StdArrays.ndCopyOf(new long[][] {{1, 2, 3, 4, 0, 0, 0}})));
    Path text = folder.resolve("text");
    Path array = folder.resolve("array");
    CommandRun run =
        explain(
            TRANSFORMER,
            text,
            "--card",
            card,
            "--all-layers",
            "--target",
            "0",
            "--input",
            "tokens=\"the film was good\"");
    assertThat(run.status()).as(run.err()).isZero();
    explain(
        TRANSFORMER,
        array,
        "--all-layers",
        "--target",
        "0",
        "--input",
        "tokens=" + folder.resolve("ids.npy"));
    assertSame(text, array);
  }

  /** The tokenizer comes with the command line, and is found as a service. */
  @Test
  void textsAreIdsByATokenizer() throws IOException {
    Files.writeString(
        folder.resolve("tokenizer.json"),
        """
        {"version": "1.0", "pre_tokenizer": {"type": "Whitespace"},
         "padding": {"strategy": "BatchLongest", "direction": "Right", "pad_to_multiple_of": null,
           "pad_id": 0, "pad_type_id": 0, "pad_token": "[PAD]"},
         "model": {"type": "WordLevel", "unk_token": "[UNK]",
           "vocab": {"[PAD]": 0, "the": 1, "film": 2, "was": 3, "good": 4, "[UNK]": 5}}}
        """);
    Files.writeString(
        card,
        """
        {"signatures": {"serving_default": {"inputs": {"tokens": {"kind": "tokens",
          "tokenize": {"tokenizer": "tokenizer.json"}}}}}}
        """);
    Path out = folder.resolve("out");
    CommandRun run =
        explain(
            TRANSFORMER,
            out,
            "--card",
            card,
            "--layer",
            "embedding",
            "--target",
            "0",
            "--input",
            "tokens=\"the film was good, the film was bad\"");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("Note: \"request\" has 9 tokens, of which input \"tokens\" takes the first 7.");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void requestsHaveTextsInTheFormsOfTheCommandLine() throws IOException {
    Files.writeString(folder.resolve("words.txt"), "[PAD]\nthe\nfilm\nwas\ngood\n");
    Files.writeString(
        card,
        """
        {"signatures": {"serving_default": {"inputs": {"tokens": {"kind": "tokens",
          "tokenize": {"vocabulary": "words.txt"}}}}}}
        """);
    Path requests =
        Files.writeString(
            folder.resolve("requests.jsonl"),
            """
            {"id": "object", "layers": ["embedding"], "target": 0, "inputs": {"tokens": {"text": "the film"}}}
            {"id": "quoted", "layers": ["embedding"], "target": 0, "inputs": {"tokens": "\\"the film\\""}}
            {"id": "list", "layers": ["embedding"], "target": 0, "inputs": {"tokens": ["\\"the film\\"", {"text": "was good"}]}}
            """);
    Path out = folder.resolve("out");
    CommandRun run = explain(TRANSFORMER, out, "--card", card, "--requests", requests);
    assertThat(run.out()).as(run.err()).contains("3 explained, 0 failed");
    assertSame(out.resolve("object"), out.resolve("quoted"));
    assertThat(reply(out.resolve("list")).at("/layers/0/tensors/0/shape/0").intValue())
        .isEqualTo(2);
  }
}
