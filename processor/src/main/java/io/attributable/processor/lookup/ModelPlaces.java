package io.attributable.processor.lookup;

import io.attributable.processor.compiler.ProcessorOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.tools.StandardLocation;

/** Chooses the places in which the models of a type are looked for. */
public final class ModelPlaces {
  private static final List<StandardLocation> LOCATIONS =
      List.of(
          StandardLocation.SOURCE_PATH, StandardLocation.CLASS_OUTPUT, StandardLocation.CLASS_PATH);

  private final ProcessingEnvironment environment;
  private final ProcessorOptions options;

  /** The places of one compilation. */
  public ModelPlaces(ProcessingEnvironment environment, ProcessorOptions options) {
    this.environment = environment;
    this.options = options;
  }

  /**
   * Where the type's model may lie: the folders of option {@code attributable.models.dirs}, the
   * compiler's locations, then the folders around the type's source and around the class output.
   */
  public ModelSource around(TypeElement type) {
    List<ModelPlace> places = new ArrayList<>();
    options.modelsDirs().forEach(folder -> places.add(new FolderPlace(folder)));
    LOCATIONS.forEach(location -> places.add(new CompilerPlace(environment.getFiler(), location)));
    aroundFiles(type).distinct().forEach(places::add);
    return new ModelSource(places);
  }

  private Stream<FolderPlace> aroundFiles(TypeElement type) {
    return new CompiledFiles(environment)
        .of(type)
        .flatMap(file -> SourceTree.foldersAround(file).stream())
        .map(FolderPlace::new);
  }
}
