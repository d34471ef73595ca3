package io.attributable.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.attributable.testing.MavenModule;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The classes of all modules whose source is in this project, but for tests; what tools generate
 * follows no rules of ours.
 */
final class Compiled {
  private static final Map<MavenModule, List<JavaClass>> CLASSES = read();

  private Compiled() {}

  private static Map<MavenModule, List<JavaClass>> read() {
    Map<MavenModule, List<JavaClass>> classes = new LinkedHashMap<>();
    List<MavenModule> modules =
        MavenModule.all().stream().filter(MavenModule::hasMainCode).toList();
    // At once, so that classes know those of other modules.
    List<JavaClass> all =
        List.copyOf(
            new ClassFileImporter()
                .importPaths(modules.stream().map(MavenModule::classes).toList()));
    for (MavenModule module : modules) {
      Set<String> sources = sources(module);
      String folder = module.classes().toUri().toString();
      classes.put(
          module,
          all.stream()
              .filter(type -> location(type).startsWith(folder) && sources.contains(source(type)))
              .toList());
    }
    return classes;
  }

  /** The modules with main code, in the order of the build. */
  static Set<MavenModule> modules() {
    return CLASSES.keySet();
  }

  static List<JavaClass> of(MavenModule module) {
    return CLASSES.getOrDefault(module, List.of());
  }

  static List<JavaClass> all() {
    return CLASSES.values().stream().flatMap(Collection::stream).toList();
  }

  /** The class that stands in a file of its own around this one. */
  static String topLevel(JavaClass type) {
    int nested = type.getName().indexOf('$');
    return nested < 0 ? type.getName() : type.getName().substring(0, nested);
  }

  /** Whether the file of its source has this ending, as in {@code .java}. */
  static boolean isWrittenIn(String ending, JavaClass type) {
    return source(type).endsWith(ending);
  }

  private static String location(JavaClass type) {
    return type.getSource().orElseThrow().getUri().toString();
  }

  private static String source(JavaClass type) {
    String file = type.getSource().orElseThrow().getFileName().orElse("");
    return type.getPackageName().replace('.', '/') + '/' + file;
  }

  /** From the folder of a language on. */
  private static Set<String> sources(MavenModule module) {
    Path main = module.folder().resolve("src/main");
    return module.sources().stream()
        .map(main::relativize)
        .map(file -> file.subpath(1, file.getNameCount()).toString().replace('\\', '/'))
        .collect(Collectors.toSet());
  }
}
