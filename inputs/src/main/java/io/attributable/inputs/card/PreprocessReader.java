package io.attributable.inputs.card;

import io.attributable.AttributionException;
import io.attributable.inputs.card.ImagePreprocess.Axes;
import io.attributable.inputs.card.ImagePreprocess.Channels;
import io.attributable.inputs.card.ImagePreprocess.Fit;
import io.attributable.inputs.card.ImagePreprocess.ImageSize;
import io.attributable.inputs.card.ImagePreprocess.Resize;
import io.attributable.inputs.card.ImagePreprocess.ValueRange;
import java.util.List;
import java.util.Optional;

/** Reads how numbers are made of pictures. */
final class PreprocessReader {
  private static final String RANGE = "range";
  private static final String EXPECTED =
      "[LOW, HIGH], or one of \"" + String.join("\", \"", RangeWord.words()) + "\"";

  private final CardFaults faults;

  PreprocessReader(CardFaults faults) {
    this.faults = faults;
  }

  /** An object, or a word for a range. */
  ImagePreprocess read(CardNode node) {
    if (node.isText()) {
      return RangeWord.of(String.valueOf(node.value()))
          .orElseThrow(
              () ->
                  faults.at(
                      node,
                      "\"preprocess\" must be an object, or one of \"%s\", but is %s"
                          .formatted(String.join("\", \"", RangeWord.words()), node.shown())))
          .on(ImagePreprocess.UNSAID);
    }
    CardObject said =
        new CardObject(faults, node, "\"preprocess\"")
            .only("size", "resize", "fit", "channels", "axes", RANGE, "mean", "std", "background");
    ImagePreprocess read =
        new ImagePreprocess(
            size(said),
            said.constant("resize", Resize.class).orElse(Resize.BILINEAR),
            said.constant("fit", Fit.class).orElse(Fit.STRETCH),
            said.constant("channels", Channels.class),
            said.constant("axes", Axes.class),
            range(said),
            said.numbers("mean"),
            nonZero(said),
            background(said));
    return word(said).map(word -> checked(said, word).on(read)).orElse(read);
  }

  private Optional<RangeWord> word(CardObject said) {
    return said.value(RANGE)
        .filter(CardNode::isText)
        .map(
            node ->
                RangeWord.of(String.valueOf(node.value()))
                    .orElseThrow(() -> said.mustBe(RANGE, EXPECTED, node)));
  }

  /** What a word says must not be said another way, too. */
  private static RangeWord checked(CardObject said, RangeWord word) {
    boolean twice = said.value("mean").isPresent() || said.value("std").isPresent();
    if (word.isNormalised() && twice) {
      throw said.wrong(RANGE, "\"range\" is \"" + word.word() + "\", which has mean and std");
    }
    return word;
  }

  private static Optional<ValueRange> range(CardObject said) {
    if (said.value(RANGE).filter(node -> !node.isText()).isEmpty()) {
      return Optional.empty();
    }
    List<Double> ends = said.numbers(RANGE);
    if (ends.size() != 2 || ends.get(0) >= ends.get(1)) {
      throw said.wrong(RANGE, "\"range\" must be " + EXPECTED);
    }
    return Optional.of(new ValueRange(ends.get(0), ends.get(1)));
  }

  private static Optional<ImageSize> size(CardObject said) {
    if (said.value("size").isEmpty()) {
      return Optional.empty();
    }
    List<Integer> sides = integers(said, "size", 1, 1 << 15);
    if (sides.size() != 2) {
      throw said.wrong("size", "\"size\" must be [HEIGHT, WIDTH]");
    }
    return Optional.of(new ImageSize(sides.get(0), sides.get(1)));
  }

  private static List<Double> nonZero(CardObject said) {
    List<Double> std = said.numbers("std");
    if (std.contains(0.0)) {
      throw said.wrong("std", "\"std\" must not be 0, as numbers are divided by it");
    }
    return std;
  }

  private static List<Integer> background(CardObject said) {
    List<Integer> colour = integers(said, "background", 0, 255);
    if (!colour.isEmpty() && colour.size() != 3) {
      throw said.wrong("background", "\"background\" must be [RED, GREEN, BLUE], 0 to 255");
    }
    return colour;
  }

  private static List<Integer> integers(CardObject said, String key, int least, int most) {
    for (double number : said.numbers(key)) {
      if (number != Math.rint(number) || number < least || number > most) {
        throw integersOnly(said, key, least, most);
      }
    }
    return said.numbers(key).stream().map(Double::intValue).toList();
  }

  private static AttributionException integersOnly(
      CardObject said, String key, int least, int most) {
    return said.wrong(
        key, "\"%s\" must be whole numbers from %d to %d".formatted(key, least, most));
  }
}
