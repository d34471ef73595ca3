package io.attributable.processor.lookup;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.processor.compiler.ProcessorOptions;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the file of a SavedModel in the first place that has it. Immutable. */
public final class ModelSource {
  private static final String ADVICE =
      "Set -A" + ProcessorOptions.MODELS_DIRS + " to the absolute folder that the path starts in.";

  private final List<ModelPlace> places;

  ModelSource(List<? extends ModelPlace> places) {
    this.places = List.copyOf(places);
  }

  /**
   * The model's file.
   *
   * @param savedModel the model's directory as the user wrote it, relative to one of the places or
   *     absolute
   * @throws AttributionException MODEL_NOT_FOUND with every place tried; NOT_A_SAVED_MODEL if
   *     something of that name is no SavedModel; CORRUPT_MODEL if the file cannot be read
   */
  public ModelFile find(String savedModel) {
    Path path = path(savedModel);
    List<ModelPlace> candidates = path.isAbsolute() ? List.of(new FolderPlace(path)) : places;
    return candidates.stream()
        .flatMap(place -> place.find(path).stream())
        .findFirst()
        .orElseThrow(() -> notFound(savedModel, path, candidates));
  }

  private static Path path(String savedModel) {
    if (savedModel.isBlank()) {
      throw notASavedModel(savedModel, "the path is empty");
    }
    try {
      return Path.of(savedModel);
    } catch (InvalidPathException notAPath) {
      throw notASavedModel(savedModel, "it is not a path").causedBy(notAPath);
    }
  }

  private static AttributionException notFound(
      String savedModel, Path path, List<ModelPlace> candidates) {
    Optional<String> impostor =
        candidates.stream().flatMap(place -> place.impostor(path).stream()).findFirst();
    if (impostor.isPresent()) {
      return notASavedModel(savedModel, impostor.get());
    }
    String tried =
        candidates.stream().map(place -> place.describe(path)).collect(Collectors.joining(", "));
    return new AttributionException(ErrorCode.MODEL_NOT_FOUND, savedModel, tried, ADVICE);
  }

  private static AttributionException notASavedModel(String savedModel, String reason) {
    return new AttributionException(ErrorCode.NOT_A_SAVED_MODEL, savedModel, reason);
  }
}
