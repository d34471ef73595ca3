package io.attributable.processor.harness;

import io.attributable.testing.Fixtures;
import java.io.File;
import java.nio.file.Path;

/** The sources that tests compile, and the options that find their models. */
public final class Sources {
  private static final Path RESOURCES = Path.of("src/test/resources").toAbsolutePath();

  private Sources() {}

  /** A file of the test resources. */
  public static Path at(String path) {
    return RESOURCES.resolve(path);
  }

  /** The value of option {@code attributable.models.dirs} for the fixtures. */
  public static String modelsDirs() {
    return Fixtures.root().resolve("models").toString();
  }

  /** The value of option {@code attributable.models.dirs} for the fixtures and more models. */
  public static String modelsDirs(Path more) {
    return modelsDirs() + File.pathSeparator + more;
  }
}
