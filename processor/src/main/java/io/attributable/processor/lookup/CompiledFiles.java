package io.attributable.processor.lookup;

import static javax.tools.StandardLocation.CLASS_OUTPUT;

import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import io.attributable.graph.declared.ModelLocation;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.FileObject;

/** Files on disk that belong to the compilation, as far as the compiler gives them. */
final class CompiledFiles {
  private final ProcessingEnvironment environment;
  private Optional<Path> output = Optional.empty();
  private boolean outputKnown;

  CompiledFiles(ProcessingEnvironment environment) {
    this.environment = environment;
  }

  /** The type's source and a file in the class output; either may be unknown. */
  Stream<Path> of(TypeElement type) {
    return Stream.of(sourceOf(type), output()).flatMap(Optional::stream);
  }

  /** The type's source, for Kotlin its stub; may be unknown. */
  Optional<Path> sourceOf(TypeElement type) {
    return source(type).or(() -> sourceInJavac(type));
  }

  /** Requested once: a compiler names a new file only once. */
  private Optional<Path> output() {
    if (!outputKnown) {
      outputKnown = true;
      output = output(environment.getFiler());
    }
    return output;
  }

  /** Calls {@code Elements.getFileObjectOf}, which Java 18 brought. */
  private Optional<Path> source(TypeElement type) {
    try {
      Object file =
          Elements.class
              .getMethod("getFileObjectOf", Element.class)
              .invoke(environment.getElementUtils(), type);
      return file instanceof FileObject source ? onDisk(source.toUri()) : Optional.empty();
    } catch (ReflectiveOperationException olderCompiler) {
      return Optional.empty();
    }
  }

  /** Javac of Java 17 gives paths to processors without a build tool's wrapper only. */
  private Optional<Path> sourceInJavac(TypeElement type) {
    try {
      TreePath path = Trees.instance(environment).getPath(type);
      return path == null
          ? Optional.empty()
          : onDisk(path.getCompilationUnit().getSourceFile().toUri());
    } catch (IllegalArgumentException | LinkageError otherCompiler) {
      return Optional.empty();
    }
  }

  /** Eclipse's compiler gives paths of existing and of new files only. */
  private static Optional<Path> output(Filer filer) {
    try {
      return onDisk(filer.getResource(CLASS_OUTPUT, "", ModelLocation.FILE_NAME).toUri());
    } catch (FileNotFoundException absent) {
      return newOutput(filer);
    } catch (IOException | IllegalArgumentException | UnsupportedOperationException unknown) {
      return Optional.empty();
    }
  }

  /** The file is never opened and so never made. */
  private static Optional<Path> newOutput(Filer filer) {
    try {
      return onDisk(filer.createResource(CLASS_OUTPUT, "", "attributable.unused").toUri());
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
