package io.attributable.inputs;

import io.attributable.AttributionException;
import io.attributable.inputs.card.ModelCard;
import io.attributable.inputs.card.OutputCard;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.model.LayerDescription;
import io.attributable.model.SignatureDescription;
import io.attributable.model.TensorDescription;
import java.util.List;
import java.util.Optional;

/** Holds what a card says about a signature against the model. */
public final class ModelCardCheck {
  /** In front of functions, which stand for signatures. */
  private static final String FUNCTION = "call:";

  private final SignatureDescription signature;
  private final CardMismatches mismatches;

  private ModelCardCheck(ModelCard card, SignatureDescription signature) {
    this.signature = signature;
    this.mismatches = new CardMismatches(card.origin(), signature.name());
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
        throw new CardMismatches(card.origin(), name).noSignature(names);
      }
    }
  }

  /**
   * Checks that layers which the card says have an output's classes are there, with as many
   * numbers. What is no layer's name, such as {@code tensor:NODE:0}, is not looked at.
   *
   * @param layers those of the signature
   * @throws AttributionException CARD_MISMATCH
   */
  public static void checkLayers(
      ModelCard card, SignatureDescription signature, List<LayerDescription> layers) {
    ModelCardCheck check = new ModelCardCheck(card, signature);
    card.signature(signature.name()).stream()
        .flatMap(said -> said.outputs().values().stream())
        .forEach(output -> output.layers().forEach(name -> check.layer(output, name, layers)));
  }

  private void layer(OutputCard output, String name, List<LayerDescription> layers) {
    if (name.contains(":")) {
      return;
    }
    LayerDescription layer =
        layers.stream()
            .filter(known -> known.address().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    mismatches.unknownNear(
                        "layer", name, layers.stream().map(LayerDescription::address).toList()));
    for (TensorDescription tensor : layer.outputs()) {
      List<Long> lengths = tensor.shape().dimensions().orElse(List.of());
      long stated = lengths.isEmpty() ? -1 : lengths.get(lengths.size() - 1);
      if (stated >= 0 && stated != output.classes().size()) {
        throw mismatches.of(
            "layer \"%s\" of shape %s has %d numbers, but \"classes\" of output \"%s\" names %d"
                .formatted(name, tensor.shape(), stated, output.name(), output.classes().size()));
      }
    }
  }

  private void check(SignatureCard said) {
    InputCardCheck inputs = new InputCardCheck(signature, mismatches);
    said.inputs().values().forEach(inputs::check);
    said.outputs().values().forEach(this::check);
  }

  private void check(OutputCard output) {
    TensorDescription tensor =
        signature
            .output(output.name())
            .orElseThrow(
                () ->
                    mismatches.unknown(
                        "output",
                        output.name(),
                        signature.outputs().stream().map(TensorDescription::name).toList()));
    List<Long> lengths = tensor.shape().dimensions().orElse(List.of());
    int named = output.classes().size();
    if (named == 0 || lengths.isEmpty()) {
      return;
    }
    long stated = lengths.size() == 1 ? 1 : lengths.get(lengths.size() - 1);
    if (stated >= 0 && stated != named) {
      throw mismatches.of(
          "output \"%s\" of shape %s has %d numbers, but \"classes\" names %d"
              .formatted(output.name(), tensor.shape(), stated, named));
    }
  }
}
