package io.attributable.tensorflow.internal.stored;

import io.attributable.AttributionRequest;
import io.attributable.graph.plan.AttributionPlan;
import io.attributable.tensorflow.internal.files.FileHashes;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Which code makes plans. A release is known by its version; what is being developed, by its
 * classes, as these change while the version stays.
 */
public final class CodeVersion {
  private static final String UNRELEASED = "-SNAPSHOT";
  private static final List<Class<?>> PARTS =
      List.of(AttributionRequest.class, AttributionPlan.class, CodeVersion.class);

  private CodeVersion() {}

  /**
   * What tells this code from other code.
   *
   * @param version of the library
   * @return empty where its classes cannot be looked at
   */
  public static Optional<String> of(String version) {
    return version.endsWith(UNRELEASED) || version.equals("?")
        ? classes().map(hash -> version + ' ' + hash)
        : Optional.of(version);
  }

  private static Optional<String> classes() {
    TreeSet<String> entries = new TreeSet<>();
    try {
      for (Class<?> part : PARTS) {
        Optional<Path> place = place(part.getProtectionDomain().getCodeSource());
        if (place.isEmpty()) {
          return Optional.empty();
        }
        entries.addAll(Files.isDirectory(place.get()) ? folder(place.get()) : jar(place.get()));
      }
    } catch (IOException | UncheckedIOException | SecurityException e) {
      return Optional.empty();
    }
    byte[] all = String.join("\n", entries).getBytes(StandardCharsets.UTF_8);
    return Optional.of(FileHashes.of(all));
  }

  private static Optional<Path> place(@Nullable CodeSource source) {
    try {
      return source == null || !"file".equals(source.getLocation().getProtocol())
          ? Optional.empty()
          : Optional.of(Path.of(source.getLocation().toURI()));
    } catch (URISyntaxException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static List<String> jar(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return zip.stream().map(entry -> entry.getName() + ' ' + entry.getCrc()).toList();
    }
  }

  private static List<String> folder(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .map(Path::toFile)
          .filter(File::isFile)
          .map(file -> file + " " + file.length() + ' ' + file.lastModified())
          .toList();
    }
  }
}
