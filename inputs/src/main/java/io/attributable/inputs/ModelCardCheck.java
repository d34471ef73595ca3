package io.attributable.inputs;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Suggestions;
import io.attributable.inputs.array.InputDtype;
import io.attributable.inputs.array.NamedTensor;
import io.attributable.inputs.card.FeatureCard;
import io.attributable.inputs.card.InputCard;
import io.attributable.inputs.card.InputContent;
import io.attributable.inputs.card.ModelCard;
import io.attributable.inputs.card.OutputCard;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.inputs.image.ImageInput;
import io.attributable.model.SignatureDescription;
import io.attributable.model.TensorDescription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds what a card says about a signature against the model. */
public final class ModelCardCheck {
  /** In front of functions, which stand for signatures. */
  private static final String FUNCTION = "call:";

  private final ModelCard card;
  private final SignatureDescription signature;

  private ModelCardCheck(ModelCard card, SignatureDescription signature) {
    this.card = card;
    this.signature = signature;
  }

  /**
   * The card of a signature, which does not contradict it; {@link SignatureCard#EMPTY} if the card
   * says nothing about it.
   *
   * @throws AttributionException CARD_MISMATCH, naming what the card says and what the model has
   */
  public static SignatureCard checked(ModelCard card, SignatureDescription signature) {
    Optional<SignatureCard> said = card.signature(signature.name());
    said.ifPresent(new ModelCardCheck(card, signature)::check);
    return said.orElse(SignatureCard.EMPTY);
  }

  /**
   * Checks that the card is about signatures that the model has.
   *
   * @param names of the model's signatures
   * @throws AttributionException CARD_MISMATCH
   */
  public static void checkNames(ModelCard card, List<String> names) {
    for (String name : card.signatures().keySet()) {
      if (!names.contains(name) && !name.startsWith(FUNCTION)) {
        throw new AttributionException(
            ErrorCode.CARD_MISMATCH,
            card.origin(),
            name,
            "the model has no such signature, but " + quoted(names) + meant(name, names));
      }
    }
  }

  private void check(SignatureCard said) {
    said.inputs().values().forEach(this::check);
    said.outputs().values().forEach(this::check);
  }

  private void check(InputCard input) {
    Optional<NamedTensor> tensor = tensor(input.name());
    InputContent content = input.content();
    if (content instanceof InputContent.Tokens tokens) {
      tokens.feeds().forEach((role, name) -> checkIds(required(name)));
    } else if (content instanceof InputContent.Table table) {
      check(input, table, tensor);
    } else {
      check(input, content, required(input.name()));
    }
  }

  private void check(InputCard input, InputContent content, NamedTensor tensor) {
    if (content instanceof InputContent.Image image && !tensor.isString()) {
      try {
        ImageInput.check(tensor, image.preprocess(), card.origin());
      } catch (AttributionException e) {
        throw mismatch("input " + described(tensor) + " is no such image: " + problem(e))
            .causedBy(e);
      }
    }
    if (content instanceof InputContent.Text && !tensor.isString()) {
      throw mismatch(
          "input %s takes no text, but its kind is \"text\"".formatted(described(tensor)));
    }
    if (content instanceof InputContent.Series series && !series.channels().isEmpty()) {
      checkLength(tensor, "\"channels\" of input", series.channels().size());
    }
    if (content instanceof InputContent.Audio && !isFloat(tensor)) {
      throw mismatch(
          "input %s takes no samples, but its kind is \"%s\""
              .formatted(described(tensor), input.content().kind().word()));
    }
  }

  private static boolean isFloat(NamedTensor tensor) {
    return InputDtype.named(tensor.tensor().dtype()).filter(InputDtype::isFloat).isPresent();
  }

  private static String problem(AttributionException e) {
    String message = String.valueOf(e.toMap().get("message"));
    return message.replaceFirst(".* cannot be made of \".*\": ", "").replaceFirst("\\.\\s.*", "");
  }

  private void checkIds(NamedTensor tensor) {
    Optional<InputDtype> dtype = InputDtype.named(tensor.tensor().dtype());
    boolean numbers = dtype.filter(type -> type != InputDtype.STRING).isPresent();
    if (!numbers || (tensor.rank() >= 0 && tensor.rank() != 2)) {
      throw mismatch(
          "input %s takes no ids of tokens: they are numbers of two dimensions"
              .formatted(described(tensor)));
    }
  }

  private void check(InputCard input, InputContent.Table table, Optional<NamedTensor> tensor) {
    Map<String, Integer> widths = new LinkedHashMap<>();
    for (FeatureCard feature : table.features()) {
      NamedTensor fed = tensor.orElseGet(() -> required(feature.input().orElse(feature.name())));
      widths.merge(fed.name(), feature.width(), Integer::sum);
    }
    if (tensor.isEmpty() && table.features().isEmpty() && !InputReader.isAll(input.name())) {
      throw unknown("input", input.name(), names(signature.inputs()));
    }
    widths.forEach((name, width) -> checkLength(required(name), "\"features\" of input", width));
  }

  /** Of a table's input of one dimension each example is one number. */
  private void checkLength(NamedTensor tensor, String what, int found) {
    if (tensor.rank() < 1) {
      return;
    }
    long stated = tensor.rank() == 1 ? 1 : tensor.lengths().get(tensor.rank() - 1);
    if (stated >= 0 && stated != found) {
      throw mismatch(
          "input %s has %d values, but %s are %d"
              .formatted(described(tensor), stated, what + " \"" + tensor.name() + "\"", found));
    }
  }

  private void check(OutputCard output) {
    TensorDescription tensor =
        signature
            .output(output.name())
            .orElseThrow(() -> unknown("output", output.name(), names(signature.outputs())));
    List<Long> lengths = tensor.shape().dimensions().orElse(List.of());
    int named = output.classes().size();
    if (named == 0 || lengths.isEmpty()) {
      return;
    }
    long stated = lengths.size() == 1 ? 1 : lengths.get(lengths.size() - 1);
    if (stated >= 0 && stated != named) {
      throw mismatch(
          "output \"%s\" of shape %s has %d numbers, but \"classes\" names %d"
              .formatted(output.name(), tensor.shape(), stated, named));
    }
  }

  private Optional<NamedTensor> tensor(String name) {
    return signature.inputs().stream()
        .filter(input -> input.name().equals(name))
        .findFirst()
        .map(NamedTensor::new);
  }

  private NamedTensor required(String name) {
    return tensor(name).orElseThrow(() -> unknown("input", name, names(signature.inputs())));
  }

  private static String described(NamedTensor tensor) {
    return "\"%s\" (%s %s)"
        .formatted(tensor.name(), tensor.tensor().dtype(), tensor.tensor().shape());
  }

  private static List<String> names(List<TensorDescription> tensors) {
    return tensors.stream().map(TensorDescription::name).toList();
  }

  private AttributionException unknown(String what, String name, List<String> names) {
    return mismatch(
        "it describes %s \"%s\", but the model has %s%s"
            .formatted(what, name, quoted(names), meant(name, names)));
  }

  private static String quoted(List<String> names) {
    return names.isEmpty() ? "none" : "\"" + String.join("\", \"", names) + "\"";
  }

  private static String meant(String name, List<String> names) {
    List<String> nearest = Suggestions.nearest(name, names);
    return nearest.isEmpty() ? "" : " (did you mean \"" + nearest.get(0) + "\"?)";
  }

  private AttributionException mismatch(String problem) {
    return new AttributionException(
        ErrorCode.CARD_MISMATCH, card.origin(), signature.name(), problem);
  }
}
