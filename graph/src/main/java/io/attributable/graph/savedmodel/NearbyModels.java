package io.attributable.graph.savedmodel;

import io.attributable.Suggestions;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** SavedModels near a path where none was found, as suggestions. */
public final class NearbyModels {
  private static final String GRAPH = "saved_model.pb";

  /** Who errs waits for the answer, and folders may be large. */
  private static final int MOST_FILES = 5_000;

  private NearbyModels() {}

  /**
   * The end of a message: {@code Did you mean "models/digits"?} with a space behind, or nothing.
   *
   * @param wanted a directory that is not there
   */
  public static String suggestion(Path wanted) {
    Optional<Path> meant = withSlashes(wanted);
    if (meant.isPresent()) {
      return slashes(meant.get(), Files.exists(meant.get()))
          + (Files.exists(meant.get()) ? "" : near(meant.get()));
    }
    return near(wanted);
  }

  /**
   * The same path with slashes for backslashes; empty where backslashes separate folders, or there
   * are none.
   */
  public static Optional<Path> withSlashes(Path wanted) {
    FileSystem files = wanted.getFileSystem();
    String text = wanted.toString();
    return files.getSeparator().equals("/") && text.contains("\\")
        ? Optional.of(files.getPath(text.replace('\\', '/')))
        : Optional.empty();
  }

  /** A sentence that backslashes do not separate folders here, with a space at its end. */
  public static String slashes(Path meant, boolean exists) {
    return exists
        ? "Here \"/\" separates folders, not \"\\\": there is \"" + meant + "\". "
        : "Here \"/\" separates folders, not \"\\\", and there is no \"" + meant + "\" either. ";
  }

  private static String near(Path wanted) {
    Path absolute = wanted.toAbsolutePath().normalize();
    Path folder = absolute.getParent();
    while (folder != null && !Files.isDirectory(folder)) {
      folder = folder.getParent();
    }
    if (folder == null) {
      return "";
    }
    String missing = slashed(folder.relativize(absolute));
    Path start = slashed(wanted).endsWith(missing) ? prefix(wanted, missing) : folder;
    SortedSet<String> found = new TreeSet<>();
    for (String near : below(folder, depth(missing))) {
      found.add(near);
    }
    SortedSet<String> shown = new TreeSet<>();
    Suggestions.nearest(missing, found).forEach(near -> shown.add(slashed(start.resolve(near))));
    return shown.isEmpty() ? "" : Suggestions.didYouMean(slashed(wanted), shown).strip() + " ";
  }

  private static Path prefix(Path wanted, String missing) {
    int kept = wanted.getNameCount() - depth(missing);
    Path root = wanted.getRoot();
    Path none = wanted.getFileSystem().getPath("");
    Path start = root == null ? none : root;
    return kept <= 0 ? start : start.resolve(wanted.subpath(0, kept));
  }

  /**
   * The SavedModels below a folder, relative to it.
   *
   * @param depth how many folders deep to search
   */
  public static SortedSet<String> below(Path folder, int depth) {
    SortedSet<String> models = new TreeSet<>();
    int[] left = {MOST_FILES};
    try {
      Files.walkFileTree(
          folder,
          EnumSet.noneOf(java.nio.file.FileVisitOption.class),
          depth + 1,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (file.endsWith(GRAPH) && !folder.equals(file.getParent())) {
                models.add(slashed(folder.relativize(file.getParent())));
              }
              return left[0]-- > 0 ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException unreadable) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException | RuntimeException e) {
      // A message is made; what cannot be looked at is not suggested.
    }
    return models;
  }

  /** How many names a relative path has. */
  public static int depth(String path) {
    return path.split("/", -1).length;
  }

  private static String slashed(Path path) {
    return path.toString().replace(path.getFileSystem().getSeparator(), "/");
  }
}
