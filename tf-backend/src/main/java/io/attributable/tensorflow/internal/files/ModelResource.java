package io.attributable.tensorflow.internal.files;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.module.ResolvedModule;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds a SavedModel among the resources of an application: folders and archives of the class path,
 * archives in archives, modules, run-time images.
 */
public final class ModelResource {

  private final String name;
  private final String folder;
  private final List<String> lookedIn = new ArrayList<>();

  private ModelResource(String name) {
    this.name = name;
    this.folder = folder(name);
  }

  /**
   * The model that a class sees: in its own module, then through its class loader, then through
   * that of the thread.
   *
   * @throws AttributionException RESOURCE_NOT_FOUND, RESOURCE_AMBIGUOUS, CORRUPT_MODEL
   */
  public static ModelDirectory find(String name, Class<?> anchor) {
    ModelResource resource = new ModelResource(name);
    return resource
        .in(anchor.getModule())
        .or(() -> resource.in(anchor.getClassLoader()))
        .or(() -> resource.in(Thread.currentThread().getContextClassLoader()))
        .orElseThrow(resource::notFound);
  }

  /**
   * The model that a class loader sees.
   *
   * @throws AttributionException RESOURCE_NOT_FOUND, RESOURCE_AMBIGUOUS, CORRUPT_MODEL
   */
  public static ModelDirectory find(String name, ClassLoader loader) {
    ModelResource resource = new ModelResource(name);
    return resource.in(loader).orElseThrow(resource::notFound);
  }

  /** As resources are named: with slashes, absolute whether or not there is one in front. */
  private static String folder(String name) {
    String[] parts = name.replaceAll("^/+|/+$", "").split("/", -1);
    if (Arrays.stream(parts).anyMatch(part -> part.isEmpty() || part.matches("\\.{1,2}"))) {
      throw new AttributionException(
          ErrorCode.RESOURCE_NOT_FOUND,
          name,
          "nothing, as this is no resource's name",
          "Write the path from the root of the class path, with '/' between its parts.");
    }
    return String.join("/", parts) + "/";
  }

  private Optional<ModelDirectory> in(Module module) {
    ModuleLayer layer = module.getLayer();
    if (layer == null) {
      return Optional.empty();
    }
    lookedIn.add("module " + module.getName());
    Optional<ModuleReference> reference =
        layer.configuration().findModule(module.getName()).map(ResolvedModule::reference);
    return reference.isEmpty() ? Optional.empty() : read(() -> in(reference.get()));
  }

  private Optional<ModelDirectory> in(ModuleReference module) throws IOException {
    try (ModuleReader reader = module.open()) {
      Optional<URI> graph = reader.find(folder + SavedModelFiles.GRAPH);
      if (graph.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          directory(graph.get())
              .map(found -> ModelDirectory.of(name, found))
              .orElseGet(() -> ModelDirectory.copyOf(name, new ModuleFiles(reader, folder))));
    }
  }

  private Optional<ModelDirectory> in(@Nullable ClassLoader given) {
    ClassLoader loader = given != null ? given : ClassLoader.getSystemClassLoader();
    String looked = "class loader " + loader;
    if (lookedIn.contains(looked)) {
      return Optional.empty();
    }
    lookedIn.add(looked);
    return read(
        () -> {
          URL first = loader.getResource(folder + SavedModelFiles.GRAPH);
          if (first == null) {
            return Optional.empty();
          }
          requireOne(first, Collections.list(loader.getResources(folder + SavedModelFiles.GRAPH)));
          return Optional.of(open(first, loader));
        });
  }

  /** Which of two would win depends on the order of the class path; copies of one may be there. */
  private void requireOne(URL first, List<URL> all) throws IOException {
    for (URL other : all) {
      if (!other.toString().equals(first.toString()) && !isSame(first, other)) {
        throw new AttributionException(ErrorCode.RESOURCE_AMBIGUOUS, name, first, other);
      }
    }
  }

  private static boolean isSame(URL one, URL other) throws IOException {
    return Arrays.equals(content(one, SavedModelFiles.GRAPH), content(other, SavedModelFiles.GRAPH))
        && Arrays.equals(
            content(one, SavedModelFiles.INDEX), content(other, SavedModelFiles.INDEX));
  }

  /** A file next to the graph; empty where there is none. The index has the weights' checksums. */
  private static byte[] content(URL graph, String file) throws IOException {
    URLConnection connection = new URL(graph, file).openConnection();
    connection.setUseCaches(false);
    try (InputStream content = connection.getInputStream()) {
      return content.readAllBytes();
    } catch (IOException e) {
      if (file.equals(SavedModelFiles.INDEX)) {
        return new byte[0];
      }
      throw e;
    }
  }

  private ModelDirectory open(URL graph, ClassLoader loader) throws IOException {
    Optional<Path> directory = directory(uri(graph));
    if (directory.isPresent()) {
      return ModelDirectory.of(name, directory.get());
    }
    if (graph.openConnection() instanceof JarURLConnection archive) {
      try (ModelFiles files = JarFiles.around(archive)) {
        return ModelDirectory.copyOf(name, files);
      }
    }
    return ModelDirectory.copyOf(
        name, new NamedFiles(file -> loader.getResourceAsStream(folder + file)));
  }

  private static @Nullable URI uri(URL url) {
    try {
      return url.toURI();
    } catch (URISyntaxException e) {
      return null;
    }
  }

  /** The directory around a file of the machine's own file system. */
  private static Optional<Path> directory(@Nullable URI graph) {
    return graph != null && "file".equals(graph.getScheme())
        ? Optional.ofNullable(FileSystems.getDefault().provider().getPath(graph).getParent())
        : Optional.empty();
  }

  private interface Reading {
    Optional<ModelDirectory> read() throws IOException;
  }

  private Optional<ModelDirectory> read(Reading reading) {
    try {
      return reading.read();
    } catch (IOException e) {
      throw new AttributionException(ErrorCode.CORRUPT_MODEL, name, e).causedBy(e);
    }
  }

  private AttributionException notFound() {
    return new AttributionException(
        ErrorCode.RESOURCE_NOT_FOUND,
        name,
        "\"" + folder + SavedModelFiles.GRAPH + "\" in " + String.join(", ", lookedIn),
        "Put the model's directory there (with Maven and Gradle below src/main/resources), or load"
            + " it from where it lies with load(Path).");
  }
}
