package io.attributable.cli;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.inputs.card.ModelCard;
import io.attributable.inputs.card.ModelCardReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cards of models that are served.
 *
 * @param files by the names of models; those that are not here have one in their directory, or none
 */
record ServedCards(Map<String, Path> files) {

  /**
   * Those of the command line.
   *
   * @param arguments {@code NAME=FILE}, or {@code FILE} for the only model
   * @param models their names
   * @throws AttributionException SERVER_NOT_STARTED for a card of no model
   */
  static ServedCards of(List<String> arguments, List<String> models) {
    Map<String, Path> files = new HashMap<>();
    for (String argument : arguments) {
      NamedPath card = NamedPath.ofFile(argument);
      String name = card.name().isEmpty() && models.size() == 1 ? models.get(0) : card.name();
      if (!models.contains(name)) {
        throw notStarted("no model is served that --card \"%s\" is of".formatted(argument), models);
      }
      if (files.put(name, card.path()) != null) {
        throw notStarted("model \"%s\" has two cards".formatted(name), models);
      }
    }
    return new ServedCards(files);
  }

  private static AttributionException notStarted(String problem, List<String> models) {
    return new AttributionException(
        ErrorCode.SERVER_NOT_STARTED,
        problem,
        "Give one --card NAME=FILE for a model; models are " + String.join(", ", models) + ".");
  }

  /**
   * The card of a model, if it has one.
   *
   * @throws AttributionException UNREADABLE_FILE, BAD_CARD
   */
  Optional<ModelCard> card(NamedPath model) {
    Path file = files.get(model.name());
    return file == null
        ? ModelCardReader.beside(model.path())
        : Optional.of(ModelCardReader.read(file));
  }
}
