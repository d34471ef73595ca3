package io.attributable.processor.lookup;

import io.attributable.processor.compiler.ProcessorOptions;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.tools.StandardLocation;

/** Chooses the places in which the models of a type are looked for. */
public final class ModelPlaces {
  private static final List<StandardLocation> LOCATIONS =
      List.of(
          StandardLocation.SOURCE_PATH, StandardLocation.CLASS_OUTPUT, StandardLocation.CLASS_PATH);

  private final Filer filer;
  private final CompiledFiles files;
  private final ProcessorOptions options;

  /** The places of one compilation. */
  public ModelPlaces(ProcessingEnvironment environment, ProcessorOptions options) {
    this.filer = environment.getFiler();
    this.files = new CompiledFiles(environment);
    this.options = options;
  }

  /**
   * Where the type's model may lie: the folders of option {@code attributable.models.dirs}, the
   * compiler's locations, then the folders around the type's source and around the class output.
   * Each is asked for only when the model was in none before, as build tools compile more when a
   * processor asks for more.
   */
  public ModelSource around(TypeElement type) {
    return new ModelSource(
        () ->
            Stream.<Supplier<Stream<ModelPlace>>>of(
                    this::ofOption, this::ofCompiler, () -> aroundFiles(type))
                .flatMap(Supplier::get));
  }

  private Stream<ModelPlace> ofOption() {
    return options.modelsDirs().stream().map(FolderPlace::new);
  }

  private Stream<ModelPlace> ofCompiler() {
    return LOCATIONS.stream().map(location -> new CompilerPlace(filer, location));
  }

  private Stream<ModelPlace> aroundFiles(TypeElement type) {
    return files
        .of(type)
        .flatMap(file -> SourceTree.foldersAround(file).stream())
        .distinct()
        .map(FolderPlace::new);
  }
}
