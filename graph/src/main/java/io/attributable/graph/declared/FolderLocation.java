package io.attributable.graph.declared;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.savedmodel.NearbyModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * A folder on disk.
 *
 * @param folder relative models are resolved against it; absolute ones are looked for as they are
 */
public record FolderLocation(Path folder) implements ModelLocation {

  @Override
  public Optional<ModelFile> find(Path savedModel) {
    Path file = at(savedModel).resolve(FILE_NAME);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new ModelFile(file.toUri(), Files.readAllBytes(file)));
    } catch (IOException unreadable) {
      throw new AttributionException(ErrorCode.CORRUPT_MODEL, savedModel, unreadable)
          .causedBy(unreadable);
    }
  }

  @Override
  public Optional<String> impostor(Path savedModel) {
    Path found = at(savedModel);
    if (!Files.exists(found)) {
      return Optional.empty();
    }
    return Optional.of(
        "\"" + found + "\" " + (Files.isDirectory(found) ? "holds no " + FILE_NAME : "is a file"));
  }

  @Override
  public Set<String> near(Path savedModel) {
    return savedModel.isAbsolute()
        ? Set.of()
        : NearbyModels.below(folder, savedModel.normalize().getNameCount());
  }

  @Override
  public String describe(Path savedModel) {
    return at(savedModel).toString();
  }

  private Path at(Path savedModel) {
    return folder.resolve(savedModel).normalize();
  }
}
