package io.attributable.server;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.NonNull;
import io.attributable.evidence.ExplanationRecorder;
import io.attributable.inputs.ModelCardCheck;
import io.attributable.inputs.card.ModelCard;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.model.SignatureDescription;
import io.attributable.tensorflow.AttributableModel;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A model under the name that callers know it by. Immutable, safe for any number of threads.
 *
 * @param name letters, digits, {@code .}, {@code _} and {@code -}: the path of its requests is
 *     {@code /v1/models/NAME}
 * @param model which stays open while it is served; closed by whoever loaded it
 * @param labels what the values of its output are called, in their order; none for those of the
 *     card
 * @param card what it is to people: names of features and classes, how files become inputs, and
 *     what is explained unless a request says otherwise; empty where nobody said
 * @param recorder makes a record of each explanation before it is given out; empty for none
 */
public record ServedModel(
    String name,
    AttributableModel model,
    List<String> labels,
    Optional<ModelCard> card,
    Optional<ExplanationRecorder> recorder) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,200}");

  /**
   * Checks the name, and the card against the model.
   *
   * @throws AttributionException SERVER_NOT_STARTED, CARD_MISMATCH
   */
  public ServedModel {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(model, "model");
    NonNull.all(labels, "labels");
    Objects.requireNonNull(card, "card");
    Objects.requireNonNull(recorder, "recorder");
    labels = List.copyOf(labels);
    if (!NAME.matcher(name).matches()) {
      throw new AttributionException(
          ErrorCode.SERVER_NOT_STARTED,
          "\"" + name + "\" cannot be the name of a model in a path",
          "Use letters, digits, '.', '_' and '-'.");
    }
    if (card.isPresent()) {
      check(card.get(), model);
    }
  }

  /** A model whose explanations are not recorded. */
  public ServedModel(
      String name, AttributableModel model, List<String> labels, Optional<ModelCard> card) {
    this(name, model, labels, card, Optional.empty());
  }

  /** A model without a card. */
  public ServedModel(String name, AttributableModel model, List<String> labels) {
    this(name, model, labels, Optional.empty());
  }

  /** A model whose output has no names for its values. */
  public ServedModel(String name, AttributableModel model) {
    this(name, model, List.of());
  }

  private static void check(ModelCard card, AttributableModel model) {
    ModelCardCheck.checkNames(
        card, model.signatures().stream().map(SignatureDescription::name).toList());
    card.signatures()
        .keySet()
        .forEach(known -> ModelCardCheck.checked(card, model.signature(known)));
  }

  /**
   * The same with a card.
   *
   * @throws AttributionException CARD_MISMATCH
   */
  public ServedModel card(ModelCard known) {
    return new ServedModel(name, model, labels, Optional.of(known), recorder);
  }

  /** The same with a record of each explanation, of {@link #model()}. */
  public ServedModel recordedBy(ExplanationRecorder by) {
    return new ServedModel(name, model, labels, card, Optional.of(by));
  }

  /** What the card says about a signature. */
  SignatureCard card(SignatureDescription signature) {
    return card.flatMap(known -> known.signature(signature.name())).orElse(SignatureCard.EMPTY);
  }

  /** What the values of an output are called; none where nobody said. */
  List<String> labels(SignatureDescription signature, Optional<String> output) {
    return labels.isEmpty() ? card(signature).classes(output) : labels;
  }
}
