package io.attributable.processor.lookup;

import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.tools.StandardLocation;

/** Files on disk that belong to the compilation, as far as the compiler tells. */
final class CompiledFiles {
  private final ProcessingEnvironment environment;

  CompiledFiles(ProcessingEnvironment environment) {
    this.environment = environment;
  }

  /** The type's source and a file in the class output; either may be unknown. */
  Stream<Path> of(TypeElement type) {
    return Stream.of(sourceOf(type), output()).flatMap(Optional::stream);
  }

  /** Only javac tells, and only to processors that no build tool has put a wrapper around. */
  private Optional<Path> sourceOf(TypeElement type) {
    try {
      TreePath path = Trees.instance(environment).getPath(type);
      return path == null
          ? Optional.empty()
          : onDisk(path.getCompilationUnit().getSourceFile().toUri());
    } catch (IllegalArgumentException | LinkageError otherCompiler) {
      return Optional.empty();
    }
  }

  private Optional<Path> output() {
    try {
      return onDisk(
          environment
              .getFiler()
              .getResource(StandardLocation.CLASS_OUTPUT, "", ModelPlace.FILE_NAME)
              .toUri());
    } catch (IOException | IllegalArgumentException | UnsupportedOperationException unknown) {
      return Optional.empty();
    }
  }

  private static Optional<Path> onDisk(URI file) {
    try {
      return "file".equals(file.getScheme()) ? Optional.of(Path.of(file)) : Optional.empty();
    } catch (IllegalArgumentException | FileSystemNotFoundException elsewhere) {
      return Optional.empty();
    }
  }
}
