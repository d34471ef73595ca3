package io.attributable.inputs;

import io.attributable.AttributionException;
import io.attributable.inputs.array.InputDtype;
import io.attributable.inputs.array.NamedTensor;
import io.attributable.inputs.card.FeatureCard;
import io.attributable.inputs.card.ImagePreprocess;
import io.attributable.inputs.card.InputCard;
import io.attributable.inputs.card.InputContent;
import io.attributable.inputs.image.ImageInput;
import io.attributable.model.SignatureDescription;
import io.attributable.model.TensorDescription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds what a card says about inputs against those of a signature.
 *
 * @param mismatches what is told of those that do not fit
 */
record InputCardCheck(SignatureDescription signature, CardMismatches mismatches) {

  /**
   * Checks an input.
   *
   * @throws AttributionException CARD_MISMATCH
   */
  void check(InputCard input) {
    InputContent content = input.content();
    if (content instanceof InputContent.Tokens tokens) {
      tokens.feeds().forEach((role, name) -> checkIds(required(name)));
    } else if (content instanceof InputContent.Table table) {
      checkTable(input, table);
    } else {
      check(content, required(input.name()));
    }
  }

  private void check(InputContent content, NamedTensor tensor) {
    if (content instanceof InputContent.Image image && !tensor.isString()) {
      checkImage(tensor, image.preprocess());
    }
    if (content instanceof InputContent.Text && !tensor.isString()) {
      throw mismatches.of(
          "input %s takes no text, but its kind is \"text\"".formatted(described(tensor)));
    }
    if (content instanceof InputContent.Series series) {
      checkSeries(tensor, series.channels().size());
    }
    if (content instanceof InputContent.Audio && !isFloat(tensor)) {
      throw mismatches.of(
          "input %s takes no samples, but its kind is \"%s\""
              .formatted(described(tensor), content.kind().word()));
    }
  }

  private void checkImage(NamedTensor tensor, ImagePreprocess preprocess) {
    try {
      ImageInput.check(tensor, preprocess, mismatches.origin());
    } catch (AttributionException e) {
      throw mismatches
          .of("input " + described(tensor) + " is no such image: " + problem(e))
          .causedBy(e);
    }
  }

  private static String problem(AttributionException e) {
    String message = String.valueOf(e.toMap().get("message"));
    return message.replaceFirst(".* cannot be made of \".*\": ", "").replaceFirst("\\.\\s.*", "");
  }

  /** Where there is one channel, the last dimension may be that of the steps. */
  private void checkSeries(NamedTensor tensor, int channels) {
    if (channels > 1 || (channels == 1 && tensor.rank() > 2)) {
      checkLength(tensor, "\"channels\" of input", channels);
    }
  }

  private static boolean isFloat(NamedTensor tensor) {
    return InputDtype.named(tensor.tensor().dtype()).filter(InputDtype::isFloat).isPresent();
  }

  private void checkIds(NamedTensor tensor) {
    Optional<InputDtype> dtype = InputDtype.named(tensor.tensor().dtype());
    boolean numbers = dtype.filter(type -> type != InputDtype.STRING).isPresent();
    if (!numbers || (tensor.rank() >= 0 && tensor.rank() != 2)) {
      throw mismatches.of(
          "input %s takes no ids of tokens: they are numbers of two dimensions"
              .formatted(described(tensor)));
    }
  }

  private void checkTable(InputCard input, InputContent.Table table) {
    Optional<NamedTensor> tensor = tensor(input.name());
    if (tensor.isEmpty() && !InputReader.isAll(input.name()) && !feedsAny(table)) {
      throw unknown(input.name());
    }
    Map<String, Integer> widths = new LinkedHashMap<>();
    for (FeatureCard feature : table.features()) {
      NamedTensor fed = tensor.orElseGet(() -> required(feature.input().orElse(feature.name())));
      widths.merge(fed.name(), feature.width(), Integer::sum);
    }
    widths.forEach((name, width) -> checkLength(required(name), "\"features\" of input", width));
  }

  /** Whether a feature has an input of its own; where none has, it is the table that has none. */
  private boolean feedsAny(InputContent.Table table) {
    return table.features().stream()
        .anyMatch(feature -> tensor(feature.input().orElse(feature.name())).isPresent());
  }

  /** Of a table's input of one dimension each example is one number. */
  private void checkLength(NamedTensor tensor, String what, int found) {
    if (tensor.rank() < 1) {
      return;
    }
    long stated = tensor.rank() == 1 ? 1 : tensor.lengths().get(tensor.rank() - 1);
    if (stated >= 0 && stated != found) {
      throw mismatches.of(
          "input %s has %d values, but %s are %d"
              .formatted(described(tensor), stated, what + " \"" + tensor.name() + "\"", found));
    }
  }

  private Optional<NamedTensor> tensor(String name) {
    return signature.inputs().stream()
        .filter(input -> input.name().equals(name))
        .findFirst()
        .map(NamedTensor::new);
  }

  private NamedTensor required(String name) {
    return tensor(name).orElseThrow(() -> unknown(name));
  }

  private AttributionException unknown(String name) {
    List<String> names = signature.inputs().stream().map(TensorDescription::name).toList();
    return mismatches.unknown("input", name, names);
  }

  private static String described(NamedTensor tensor) {
    return "\"%s\" (%s %s)"
        .formatted(tensor.name(), tensor.tensor().dtype(), tensor.tensor().shape());
  }
}
