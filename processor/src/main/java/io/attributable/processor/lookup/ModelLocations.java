package io.attributable.processor.lookup;

import io.attributable.graph.declared.FolderLocation;
import io.attributable.graph.declared.ModelLocation;
import io.attributable.graph.declared.ModelSource;
import io.attributable.processor.compiler.ProcessorOptions;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.tools.StandardLocation;

/** Chooses the locations in which the models of a type are looked for. */
public final class ModelLocations {
  private static final List<StandardLocation> LOCATIONS =
      List.of(
          StandardLocation.SOURCE_PATH, StandardLocation.CLASS_OUTPUT, StandardLocation.CLASS_PATH);

  static final String ADVICE =
      "Set -A" + ProcessorOptions.MODELS_DIRS + " to the absolute folder that the path starts in.";

  private final Filer filer;
  private final CompiledFiles files;
  private final ProcessorOptions options;

  /** The locations of one compilation. */
  public ModelLocations(ProcessingEnvironment environment, ProcessorOptions options) {
    this.filer = environment.getFiler();
    this.files = new CompiledFiles(environment);
    this.options = options;
  }

  /**
   * The possible locations of the type's model: the folders of option {@code
   * attributable.models.dirs}, the compiler's locations, then the folders around the type's source
   * and around the class output. Each is used only if the model is in none before, as build tools
   * recompile more often for more accesses.
   */
  public ModelSource around(TypeElement type) {
    return new ModelSource(
        ADVICE,
        () ->
            Stream.<Supplier<Stream<ModelLocation>>>of(
                    this::ofOption, this::ofCompiler, () -> aroundFiles(type))
                .flatMap(Supplier::get));
  }

  private Stream<ModelLocation> ofOption() {
    return options.modelsDirs().stream().map(FolderLocation::new);
  }

  private Stream<ModelLocation> ofCompiler() {
    return LOCATIONS.stream().map(location -> new CompilerLocation(filer, location));
  }

  private Stream<ModelLocation> aroundFiles(TypeElement type) {
    return files
        .of(type)
        .flatMap(file -> SourceTree.foldersAround(file).stream())
        .distinct()
        .map(FolderLocation::new);
  }
}
