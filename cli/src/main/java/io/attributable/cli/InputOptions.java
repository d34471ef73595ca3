package io.attributable.cli;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.inputs.card.ImagePreprocess;
import io.attributable.inputs.card.ModelCard;
import io.attributable.inputs.card.ModelCardReader;
import io.attributable.inputs.source.ReadLimits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How inputs are read: a model card, and what stands for one. */
final class InputOptions {
  private static final String PREPROCESS = "--preprocess";

  @Option(
      names = "--card",
      paramLabel = "FILE",
      description =
          "The model card: names of features and classes, how inputs are read, what is explained by"
              + " default (default: attributable.json in MODEL, if there is one).")
  private @Nullable Path card;

  @Option(
      names = PREPROCESS,
      paramLabel = "NAME=WORD|JSON",
      description =
          "Which numbers the pixels of pictures become, instead of what the card says: 0..255,"
              + " 0..1, -1..1, torch, caffe, or an object as in cards. Repeatable.")
  private List<String> preprocess = new ArrayList<>();

  @Option(
      names = "--read-bytes",
      paramLabel = "N",
      description = "The most bytes that a picture, text or table may have (default: 268435456).")
  private long bytes = ReadLimits.DEFAULT.bytes();

  @Option(
      names = "--read-pixels",
      paramLabel = "N",
      description = "The most pixels that a picture may have (default: 50000000).")
  private long pixels = ReadLimits.DEFAULT.pixels();

  /**
   * How the inputs of a model are read.
   *
   * @throws AttributionException UNREADABLE_FILE, BAD_CARD, USAGE
   */
  InputSettings settings(Path model) {
    Path file = card;
    Optional<ModelCard> read =
        file == null ? ModelCardReader.beside(model) : Optional.of(ModelCardReader.read(file));
    return new InputSettings(read, preprocess(), new ReadLimits(bytes, pixels));
  }

  private Map<String, ImagePreprocess> preprocess() {
    Map<String, ImagePreprocess> byInput = new LinkedHashMap<>();
    for (String text : preprocess) {
      int separator = text.indexOf('=');
      if (separator < 1 || separator == text.length() - 1) {
        throw new AttributionException(
            ErrorCode.USAGE,
            PREPROCESS + " must be NAME=WORD or NAME=JSON, but is \"" + text + "\"",
            "attributable explain");
      }
      String name = text.substring(0, separator);
      byInput.put(
          name, ModelCardReader.preprocess(PREPROCESS + " " + name, text.substring(separator + 1)));
    }
    return byInput;
  }
}
