package io.attributable.inputs.card;

import java.nio.file.Path;
import java.util.Optional;

/** Reads how ids are made of texts. */
final class TokenizeReader {
  private final CardFaults faults;
  private final Path folder;

  TokenizeReader(CardFaults faults, Path folder) {
    this.faults = faults;
    this.folder = folder;
  }

  Tokenize read(CardNode node) {
    CardObject said =
        new CardObject(faults, node, "\"tokenize\"")
            .only(
                "vocabulary",
                "split",
                "lower",
                "strip-punctuation",
                "first-id",
                "unknown",
                "start",
                "end",
                "padding",
                "pad",
                "length");
    String file = said.requiredText("vocabulary");
    return new Tokenize(
        CardPaths.resolve(folder, said, "vocabulary", file),
        said.constant("split", Tokenize.Split.class).orElse(Tokenize.Split.WHITESPACE),
        said.truth("lower"),
        said.truth("strip-punctuation"),
        said.whole("first-id").orElse(0L),
        said.text("unknown"),
        said.text("start"),
        said.text("end"),
        said.whole("padding").orElse(0L),
        said.constant("pad", Side.class).filter(Side.FRONT::equals).isPresent(),
        length(said));
  }

  private static Optional<Integer> length(CardObject said) {
    return said.whole("length")
        .map(
            length -> {
              if (length < 1 || length > 1 << 20) {
                throw said.wrong("length", "\"length\" must be from 1 to " + (1 << 20));
              }
              return length.intValue();
            });
  }

  /** Where padding is. */
  private enum Side {
    FRONT,
    BACK
  }
}
