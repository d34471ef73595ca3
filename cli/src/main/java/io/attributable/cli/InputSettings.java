package io.attributable.cli;

import io.attributable.AttributionException;
import io.attributable.cli.request.CardDefaults;
import io.attributable.cli.request.ClassNames;
import io.attributable.cli.request.SignatureCards;
import io.attributable.inputs.InputReader;
import io.attributable.inputs.ModelCardCheck;
import io.attributable.inputs.ReadInputs;
import io.attributable.inputs.card.ImagePreprocess;
import io.attributable.inputs.card.ModelCard;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.inputs.source.InputSource;
import io.attributable.inputs.source.ReadLimits;
import io.attributable.model.SignatureDescription;
import io.attributable.tensorflow.AttributableModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the inputs of a model are read.
 *
 * @param card what the model is to people, if anybody said
 * @param preprocess how numbers are made of pictures, by input, instead of what the card says
 * @param limits what is refused
 */
record InputSettings(
    Optional<ModelCard> card, Map<String, ImagePreprocess> preprocess, ReadLimits limits) {

  /**
   * What the card says about a signature, before the model is there to hold it against.
   *
   * @param signature empty for the model's default
   */
  SignatureCard likely(Optional<String> signature) {
    return card.flatMap(found -> signature.or(found::defaultSignature).flatMap(found::signature))
        .orElse(SignatureCard.EMPTY);
  }

  /**
   * The names of an output's classes, before the model is there.
   *
   * @param signature empty for the model's default
   * @param output empty for the only one
   */
  ClassNames classes(Optional<String> signature, Optional<String> output) {
    return new CardDefaults(likely(signature)).classes(output);
  }

  /**
   * The cards of a model's signatures, held against it.
   *
   * @throws AttributionException CARD_MISMATCH if the model has not all signatures of the card
   */
  SignatureCards cards(AttributableModel model) {
    List<String> names = model.signatures().stream().map(SignatureDescription::name).toList();
    card.ifPresent(found -> ModelCardCheck.checkNames(found, names));
    return name -> card(model, name.map(model::signature).orElseGet(model::defaultSignature));
  }

  private SignatureCard card(AttributableModel model, SignatureDescription signature) {
    SignatureCard known = card(signature);
    if (known.outputs().values().stream().anyMatch(output -> !output.layers().isEmpty())) {
      ModelCardCheck.checkLayers(card.orElseThrow(), signature, model.layers(signature.name()));
    }
    return known;
  }

  /**
   * What is known of a signature.
   *
   * @throws AttributionException CARD_MISMATCH
   */
  SignatureCard card(SignatureDescription signature) {
    return card.map(found -> ModelCardCheck.checked(found, signature)).orElse(SignatureCard.EMPTY);
  }

  /**
   * Reads inputs.
   *
   * @throws AttributionException as {@link InputReader}
   */
  ReadInputs read(SignatureDescription signature, Map<String, InputSource> sources) {
    return read(signature, sources, Map.of());
  }

  /**
   * Reads the inputs of a request that says itself how numbers are made of its pictures.
   *
   * @throws AttributionException as {@link InputReader}
   */
  ReadInputs read(
      SignatureDescription signature,
      Map<String, InputSource> sources,
      Map<String, ImagePreprocess> own) {
    Map<String, ImagePreprocess> all = new LinkedHashMap<>(preprocess);
    all.putAll(own);
    all.keySet().forEach(signature::input);
    SignatureCard known = card(signature).preprocessed(all);
    ReadInputs read = new InputReader(signature, known, limits).read(sources);
    List<String> notes = new ArrayList<>(card.map(ModelCard::notes).orElse(List.of()));
    notes.addAll(read.notes());
    return new ReadInputs(read.arrays(), read.views(), notes);
  }
}
