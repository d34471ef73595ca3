package io.attributable.testing;

import io.attributable.npy.NpyArray;
import io.attributable.npy.NpyReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.tensorflow.ndarray.NdArray;

/** Where the models and expected arrays lie. Tests read them and never write there. */
public final class Fixtures {
  private static final String FOLDER = "fixtures.dir";
  private static final String CASES = ".json";

  private Fixtures() {}

  /** The folder {@code fixtures}: the build says where it is with property {@code fixtures.dir}. */
  public static Path root() {
    String folder = System.getProperty(FOLDER);
    if (folder == null) {
      throw new IllegalStateException("System property " + FOLDER + " is not set");
    }
    return Path.of(folder);
  }

  /** The SavedModel of that name. */
  public static Path model(String name) {
    return root().resolve("models").resolve(name);
  }

  /** The folder of the expected arrays, to which the paths in cases are relative. */
  public static Path golden() {
    return root().resolve("golden");
  }

  /**
   * The models that have golden cases, in alphabetical order; with {@code -Dfixtures.only=REGEX}
   * those whose names match, to try a few.
   */
  public static List<String> modelsWithCases() {
    try (Stream<Path> files = Files.list(golden())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(CASES))
          .map(name -> name.substring(0, name.length() - CASES.length()))
          .filter(name -> name.matches(System.getProperty("fixtures.only", ".*")))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All golden cases of a model, in the file's order. */
  public static List<GoldenCase> cases(String model) {
    return GoldenCaseReader.read(golden().resolve(model + CASES));
  }

  /** The models that have golden cases of methods beside gradient × activation. */
  public static List<String> modelsWithMethodCases() {
    return modelsWithCases().stream().filter(model -> Files.exists(methods(model))).toList();
  }

  /** All golden cases of methods beside gradient × activation, in the file's order. */
  public static List<MethodCase> methodCases(String model) {
    return GoldenCaseReader.readMethods(methods(model));
  }

  private static Path methods(String model) {
    return golden().resolve(model).resolve("methods" + CASES);
  }

  /** The content of a {@code .npy} file. */
  public static NpyArray npy(Path file) {
    try {
      return NpyReader.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  /** The values of a {@code .npy} file, in the kind of array that belongs to its type. */
  public static NdArray<?> array(Path file) {
    return npy(file).values();
  }
}
