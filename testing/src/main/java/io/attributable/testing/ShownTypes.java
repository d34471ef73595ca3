package io.attributable.testing;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a module shows to its users: the signatures in the packages that it exports. */
public final class ShownTypes {
  private static final Pattern EXPORT = Pattern.compile("^ *exports ([\\w.]+);", Pattern.MULTILINE);

  private ShownTypes() {}

  /**
   * The public and protected signatures in which a name occurs.
   *
   * @param moduleInfo the source of the module's descriptor
   * @param anchor any class of the module
   * @param hidden what must not be shown
   * @throws IllegalStateException if an exported package has no class
   */
  public static List<String> naming(Path moduleInfo, Class<?> anchor, Pattern hidden)
      throws IOException, ReflectiveOperationException, URISyntaxException {
    TreeSet<String> naming = new TreeSet<>();
    for (String exported : exports(moduleInfo)) {
      List<Class<?>> types = classes(anchor, exported);
      if (types.isEmpty()) {
        throw new IllegalStateException("no class of " + exported + " beside " + anchor);
      }
      types.stream()
          .flatMap(ShownTypes::signatures)
          .filter(signature -> hidden.matcher(signature).find())
          .forEach(naming::add);
    }
    return List.copyOf(naming);
  }

  private static List<String> exports(Path moduleInfo) throws IOException {
    return EXPORT
        .matcher(Files.readString(moduleInfo))
        .results()
        .map(export -> export.group(1))
        .toList();
  }

  private static List<Class<?>> classes(Class<?> anchor, String exported)
      throws IOException, ReflectiveOperationException, URISyntaxException {
    Path place = Path.of(anchor.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (Files.isDirectory(place)) {
      return classes(anchor.getClassLoader(), place, exported);
    }
    try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + place.toUri()), Map.of())) {
      return classes(anchor.getClassLoader(), jar.getPath("/"), exported);
    }
  }

  private static List<Class<?>> classes(ClassLoader loader, Path root, String exported)
      throws IOException, ReflectiveOperationException {
    List<Class<?>> classes = new ArrayList<>();
    try (Stream<Path> files = Files.list(root.resolve(exported.replace('.', '/')))) {
      for (String file : files.map(path -> path.getFileName().toString()).sorted().toList()) {
        if (file.endsWith(".class") && !file.equals("package-info.class")) {
          String name = file.substring(0, file.length() - ".class".length());
          classes.add(Class.forName(exported + "." + name, false, loader));
        }
      }
    }
    return classes;
  }

  /** Of a class that is seen: itself with what it extends, and its members that are seen. */
  private static Stream<String> signatures(Class<?> type) {
    for (Class<?> around = type; around != null; around = around.getDeclaringClass()) {
      if (!isSeen(around.getModifiers()) || around.isAnonymousClass()) {
        return Stream.empty();
      }
    }
    return Stream.of(
            Stream.of(head(type)),
            seen(type.getDeclaredMethods()).map(Method::toGenericString),
            seen(type.getDeclaredConstructors()).map(Constructor::toGenericString),
            seen(type.getDeclaredFields()).map(Field::toGenericString))
        .flatMap(Function.identity());
  }

  /** What Kotlin keeps to a module is public to the JVM, with the module in its name. */
  private static <M extends Member> Stream<M> seen(M[] members) {
    return Arrays.stream(members)
        .filter(member -> isSeen(member.getModifiers()) && !member.isSynthetic())
        .filter(member -> !(member instanceof Method) || !member.getName().contains("$"));
  }

  private static boolean isSeen(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static String head(Class<?> type) {
    return type.toGenericString()
        + " extends "
        + type.getGenericSuperclass()
        + " implements "
        + Arrays.toString(type.getGenericInterfaces());
  }
}
