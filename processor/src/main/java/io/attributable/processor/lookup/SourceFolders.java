package io.attributable.processor.lookup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;

/**
 * Finds the folder that a developer keeps a type's source in. For Kotlin, what the compiler calls
 * the source is a stub in the build's output, made by kapt; the folder is then looked for where
 * Maven and Gradle have Kotlin's sources.
 */
public final class SourceFolders {
  private static final List<String> LANGUAGES = List.of("kotlin", "java");

  private final ProcessingEnvironment environment;
  private final CompiledFiles files;

  /** The folders of one compilation. */
  public SourceFolders(ProcessingEnvironment environment) {
    this.environment = environment;
    this.files = new CompiledFiles(environment);
  }

  /** The folder of the type's source; empty if it is nowhere to be found. */
  public Optional<Path> of(TypeElement type) {
    Optional<Path> source = files.sourceOf(outermost(type));
    return isKotlin(outermost(type))
        ? source.flatMap(stub -> ofKotlin(stub, outermost(type)))
        : source.map(file -> Objects.requireNonNull(file.toAbsolutePath().getParent()));
  }

  /** Kotlin's compiler annotates every class, stubs, too. */
  private static boolean isKotlin(TypeElement type) {
    return type.getAnnotationMirrors().stream()
        .map(annotation -> annotation.getAnnotationType().toString())
        .anyMatch("kotlin.Metadata"::equals);
  }

  private Optional<Path> ofKotlin(Path stub, TypeElement type) {
    String name = environment.getElementUtils().getPackageOf(type).getQualifiedName().toString();
    Path folders = Path.of(name.replace('.', '/'));
    return SourceTree.project(stub).stream()
        .map(project -> project.resolve("src").resolve(sourceSet(stub, name)))
        .flatMap(sources -> LANGUAGES.stream().map(sources::resolve))
        .map(root -> root.resolve(folders).normalize())
        .filter(folder -> declares(folder, type.getSimpleName().toString()))
        .findFirst();
  }

  /** Stubs are in their packages' folders below one that is named like the source set. */
  private static String sourceSet(Path stub, String packageName) {
    int depth = packageName.isEmpty() ? 0 : packageName.split("\\.", -1).length;
    int above = stub.getNameCount() - 2 - depth;
    String set = above < 0 ? "" : stub.getName(above).toString();
    return set.equals("compile") ? "main" : set;
  }

  /** Kotlin does not require files to be named like their declarations. */
  private static boolean declares(Path folder, String type) {
    Pattern declaration = Pattern.compile("\\binterface\\s+`?" + Pattern.quote(type) + "\\b");
    try (Stream<Path> sources = Files.list(folder)) {
      return sources
          .filter(source -> source.toString().endsWith(".kt"))
          .anyMatch(source -> declaration.matcher(text(source)).find());
    } catch (IOException absent) {
      return false;
    }
  }

  private static String text(Path source) {
    try {
      return Files.readString(source);
    } catch (IOException unreadable) {
      return "";
    }
  }

  private static TypeElement outermost(TypeElement type) {
    return type.getEnclosingElement() instanceof TypeElement enclosing
        ? outermost(enclosing)
        : type;
  }
}
