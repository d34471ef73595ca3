package io.attributable.processor.compiler;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code -A} options of the processor; documented in docs/options.md.
 *
 * @param modelsDirs absolute folders that are searched for models first
 * @param validation how invalid layers and outputs are reported
 * @param lock how lock files are used
 * @param lockDir the absolute folder of a single lock file; empty for lock files next to the
 *     sources
 * @param libraryOps ops that libraries will define when models are run; {@code *} for all
 */
public record ProcessorOptions(
    List<Path> modelsDirs,
    Validation validation,
    LockMode lock,
    Optional<Path> lockDir,
    List<String> libraryOps) {
  /** Absolute folders that hold models, separated as in a class path. */
  public static final String MODELS_DIRS = "attributable.models.dirs";

  /** One of the words of {@link Validation}. */
  public static final String VALIDATION = "attributable.validation";

  /** One of the words of {@link LockMode}. */
  public static final String LOCK = "attributable.lock";

  /** The absolute folder of the lock file. */
  public static final String LOCK_DIR = "attributable.lock.dir";

  /** Ops that libraries will bring, separated by commas. */
  public static final String LIBRARY_OPS = "attributable.library.ops";

  /** The names of all options. */
  public static final Set<String> NAMES =
      Set.of(MODELS_DIRS, VALIDATION, LOCK, LOCK_DIR, LIBRARY_OPS);

  private static final String ALL_OPS = "*";

  /** Copies the folders. */
  public ProcessorOptions {
    modelsDirs = List.copyOf(modelsDirs);
    libraryOps = List.copyOf(libraryOps);
  }

  /**
   * The options as given to the compiler.
   *
   * @throws AttributionException BAD_OPTION if one has a value that it cannot have
   */
  public static ProcessorOptions of(Map<String, String> options) {
    Validation validation = validation(options.getOrDefault(VALIDATION, Validation.ERROR.word()));
    return new ProcessorOptions(
        modelsDirs(text(options.get(MODELS_DIRS))),
        validation,
        lock(options.get(LOCK), validation),
        Optional.ofNullable(options.get(LOCK_DIR)).map(ProcessorOptions::lockDir),
        Arrays.stream(text(options.get(LIBRARY_OPS)).split(",", -1))
            .map(String::strip)
            .filter(op -> !op.isEmpty())
            .toList());
  }

  /** Whether a library will bring an op when the model is run. */
  public boolean isLibraryOp(String op) {
    return libraryOps.contains(op) || libraryOps.contains(ALL_OPS);
  }

  /** Compilers give null for an option without a value. */
  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static List<Path> modelsDirs(String folders) {
    return Arrays.stream(folders.split(Pattern.quote(File.pathSeparator)))
        .map(String::strip)
        .filter(folder -> !folder.isEmpty())
        .map(folder -> absolute(folder, folders))
        .toList();
  }

  private static Path absolute(String folder, String folders) {
    return absolute(folder).orElseThrow(() -> badModelsDirs(folders));
  }

  private static Optional<Path> absolute(String folder) {
    try {
      return Optional.of(Path.of(folder)).filter(Path::isAbsolute);
    } catch (InvalidPathException notAPath) {
      return Optional.empty();
    }
  }

  private static Path lockDir(String folder) {
    return absolute(folder)
        .orElseThrow(
            () ->
                new AttributionException(
                    ErrorCode.BAD_OPTION, LOCK_DIR, folder, "an absolute folder"));
  }

  /** What is not looked up cannot be written down. */
  private static LockMode lock(@Nullable String word, Validation validation) {
    if (word == null) {
      return LockMode.CHECK_IF_THERE;
    }
    LockMode mode =
        LockMode.of(word)
            .orElseThrow(
                () -> new AttributionException(ErrorCode.BAD_OPTION, LOCK, word, LockMode.WORDS));
    if (mode == LockMode.WRITE && validation == Validation.OFF) {
      throw new AttributionException(
          ErrorCode.BAD_OPTION, LOCK, word, "check or off while " + VALIDATION + " is off");
    }
    return mode;
  }

  private static AttributionException badModelsDirs(String folders) {
    return new AttributionException(
        ErrorCode.BAD_OPTION,
        MODELS_DIRS,
        folders,
        "absolute folders, separated by \"" + File.pathSeparator + "\"");
  }

  private static Validation validation(String word) {
    return Validation.of(word)
        .orElseThrow(
            () ->
                new AttributionException(
                    ErrorCode.BAD_OPTION, VALIDATION, word, "error, warn or off"));
  }
}
