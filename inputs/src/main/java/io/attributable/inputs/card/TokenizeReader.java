package io.attributable.inputs.card;

import io.attributable.inputs.source.FileFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads how ids are made of texts. */
final class TokenizeReader {
  private static final String TOKENIZER = "tokenizer";
  private static final String VOCABULARY = "vocabulary";
  private static final List<String> FIT = List.of("padding", "pad", "truncate", "length");
  private static final int LONGEST = 1 << 20;

  private final CardFaults faults;
  private final CardFolder folder;

  TokenizeReader(CardFaults faults, CardFolder folder) {
    this.faults = faults;
    this.folder = folder;
  }

  Tokenize read(CardNode node) {
    CardObject said = new CardObject(faults, node, "\"tokenize\"");
    if (said.value(TOKENIZER).isPresent()) {
      return tokenizer(only(said, TOKENIZER, "lower"));
    }
    if (said.value(VOCABULARY).isEmpty()) {
      throw faults.at(node, "\"tokenize\" has neither \"tokenizer\" nor \"vocabulary\"");
    }
    return vocabulary(
        only(
            said,
            VOCABULARY,
            "split",
            "lower",
            "strip-punctuation",
            "first-id",
            "unknown",
            "start",
            "end"));
  }

  private static CardObject only(CardObject said, String... more) {
    List<String> keys = new ArrayList<>(List.of(more));
    keys.addAll(FIT);
    return said.only(keys.toArray(String[]::new));
  }

  private Tokenize vocabulary(CardObject said) {
    return new Tokenize.Vocabulary(
        file(said, VOCABULARY),
        said.constant("split", Tokenize.Split.class).orElse(Tokenize.Split.WHITESPACE),
        said.truth("lower"),
        said.truth("strip-punctuation"),
        said.whole("first-id").orElse(0L),
        said.text("unknown"),
        said.text("start"),
        said.text("end"),
        fit(said));
  }

  private Tokenize tokenizer(CardObject said) {
    Path file = file(said, TOKENIZER);
    Optional<Boolean> lower =
        said.value("lower").isPresent() ? Optional.of(said.truth("lower")) : Optional.empty();
    boolean words = FileFormat.of(file.toString()) == FileFormat.TEXT;
    if (words && lower.isEmpty()) {
      throw said.wrong(
          TOKENIZER,
          "\"tokenizer\" is a list of tokens, so \"tokenize\" must have \"lower\": true for an"
              + " uncased model, false for a cased one");
    }
    if (!words && lower.isPresent()) {
      throw said.wrong(
          "lower", "\"lower\" is for \"vocab.txt\"; a \"tokenizer.json\" says so itself");
    }
    return new Tokenize.Tokenizer(file, lower, fit(said));
  }

  private Path file(CardObject said, String key) {
    return folder.resolve(said, key, said.requiredText(key));
  }

  private static TokenFit fit(CardObject said) {
    return new TokenFit(
        said.whole("padding"),
        said.constant("pad", Side.class),
        said.constant("truncate", Side.class),
        length(said));
  }

  private static Optional<Integer> length(CardObject said) {
    return said.whole("length")
        .map(
            length -> {
              if (length < 1 || length > LONGEST) {
                throw said.wrong("length", "\"length\" must be from 1 to " + LONGEST);
              }
              return length.intValue();
            });
  }
}
