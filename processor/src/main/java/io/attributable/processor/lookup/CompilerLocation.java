package io.attributable.processor.lookup;

import io.attributable.graph.declared.ModelFile;
import io.attributable.graph.declared.ModelLocation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.Filer;
import javax.tools.FileObject;
import javax.tools.StandardLocation;

/**
 * A location of the compiler, which may be folders, archives or memory.
 *
 * @param filer the compiler's files
 * @param location which of its locations
 */
record CompilerLocation(Filer filer, StandardLocation location) implements ModelLocation {

  /**
   * The model's file. Only opening it shows whether it exists: javac returns output files that do
   * not exist, throws IllegalArgumentException for paths that leave the location, and Eclipse
   * throws it for every location that is not an output.
   */
  @Override
  public Optional<ModelFile> find(Path savedModel) {
    if (savedModel.isAbsolute()) {
      return Optional.empty();
    }
    try {
      FileObject file = filer.getResource(location, "", resource(savedModel));
      try (InputStream content = file.openInputStream()) {
        return Optional.of(new ModelFile(file.toUri(), content.readAllBytes()));
      }
    } catch (IOException | IllegalArgumentException | UnsupportedOperationException absent) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<String> impostor(Path savedModel) {
    return Optional.empty();
  }

  @Override
  public Set<String> near(Path savedModel) {
    return Set.of();
  }

  @Override
  public String describe(Path savedModel) {
    return location.getName();
  }

  private static String resource(Path savedModel) {
    return savedModel.normalize().resolve(FILE_NAME).toString().replace('\\', '/');
  }
}
