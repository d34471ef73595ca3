package io.attributable.graph.declared;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Suggestions;
import io.attributable.graph.savedmodel.NearbyModels;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the file of a SavedModel in the first location that has it. Immutable. */
public final class ModelSource {
  private final String advice;
  private final Supplier<Stream<ModelLocation>> locations;

  /**
   * A source of models.
   *
   * @param advice what to do about a model that is not found; a sentence
   * @param locations searched in order, until the model is found
   */
  public ModelSource(String advice, Supplier<Stream<ModelLocation>> locations) {
    this.advice = advice;
    this.locations = locations;
  }

  /**
   * The model's file.
   *
   * @param savedModel the model's directory as the user wrote it, relative to one of the locations
   *     or absolute
   * @throws AttributionException MODEL_NOT_FOUND with every location tried; NOT_A_SAVED_MODEL if
   *     something of that name is no SavedModel; CORRUPT_MODEL if the file cannot be read
   */
  public ModelFile find(String savedModel) {
    Path path = path(savedModel);
    Supplier<Stream<ModelLocation>> candidates =
        path.isAbsolute() ? () -> Stream.of(new FolderLocation(path)) : locations;
    return candidates
        .get()
        .flatMap(location -> location.find(path).stream())
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

  private AttributionException notFound(
      String savedModel, Path path, Supplier<Stream<ModelLocation>> candidates) {
    Optional<String> impostor =
        candidates.get().flatMap(location -> location.impostor(path).stream()).findFirst();
    if (impostor.isPresent()) {
      return notASavedModel(savedModel, impostor.get());
    }
    String tried =
        candidates.get().map(location -> location.describe(path)).collect(Collectors.joining(", "));
    return new AttributionException(
        ErrorCode.MODEL_NOT_FOUND, savedModel, tried, near(savedModel, path, candidates) + advice);
  }

  /** Suggestions among the models of the locations. */
  private static String near(
      String savedModel, Path path, Supplier<Stream<ModelLocation>> candidates) {
    if (path.isAbsolute()) {
      return NearbyModels.suggestion(path);
    }
    List<String> models =
        candidates.get().flatMap(location -> location.near(path).stream()).distinct().toList();
    Optional<Path> slashed = NearbyModels.withSlashes(path);
    if (slashed.isPresent()) {
      Path other = slashed.get();
      boolean exists = candidates.get().anyMatch(location -> location.find(other).isPresent());
      return NearbyModels.slashes(other, exists)
          + (exists ? "" : near(other.toString(), other, candidates));
    }
    String meant = Suggestions.didYouMean(savedModel, models).strip();
    return meant.isEmpty() ? "" : meant + " ";
  }

  private static AttributionException notASavedModel(String savedModel, String reason) {
    return new AttributionException(ErrorCode.NOT_A_SAVED_MODEL, savedModel, reason);
  }
}
