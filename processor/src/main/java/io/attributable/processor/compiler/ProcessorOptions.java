package io.attributable.processor.compiler;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The {@code -A} options of the processor; documented in docs/options.md.
 *
 * @param modelsDirs absolute folders that models are looked for in, first
 * @param validation what becomes of layers and outputs that the model does not bear out
 */
public record ProcessorOptions(List<Path> modelsDirs, Validation validation) {
  /** Absolute folders that hold models, separated as in a class path. */
  public static final String MODELS_DIRS = "attributable.models.dirs";

  /** One of the words of {@link Validation}. */
  public static final String VALIDATION = "attributable.validation";

  /** The names of all options. */
  public static final Set<String> NAMES = Set.of(MODELS_DIRS, VALIDATION);

  /** Copies the folders. */
  public ProcessorOptions {
    modelsDirs = List.copyOf(modelsDirs);
  }

  /**
   * The options as given to the compiler.
   *
   * @throws AttributionException BAD_OPTION if one has a value that it cannot have
   */
  public static ProcessorOptions of(Map<String, String> options) {
    return new ProcessorOptions(
        modelsDirs(options.getOrDefault(MODELS_DIRS, "")),
        validation(options.getOrDefault(VALIDATION, Validation.ERROR.word())));
  }

  private static List<Path> modelsDirs(String folders) {
    return Arrays.stream(folders.split(Pattern.quote(File.pathSeparator)))
        .map(String::strip)
        .filter(folder -> !folder.isEmpty())
        .map(folder -> absolute(folder, folders))
        .toList();
  }

  private static Path absolute(String folder, String folders) {
    try {
      Path path = Path.of(folder);
      if (path.isAbsolute()) {
        return path;
      }
    } catch (InvalidPathException notAPath) {
      throw badModelsDirs(folders).causedBy(notAPath);
    }
    throw badModelsDirs(folders);
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
