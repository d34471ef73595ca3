package io.attributable.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The output of {@code --version}: the versions of the build. */
final class Version implements IVersionProvider {
  private static final String FILE = "version.properties";

  @Override
  public String[] getVersion() throws IOException {
    Properties versions = new Properties();
    try (InputStream file = Objects.requireNonNull(Version.class.getResourceAsStream(FILE))) {
      versions.load(file);
    }
    return new String[] {
      "attributable "
          + versions.getProperty("version")
          + " (TensorFlow Java "
          + versions.getProperty("tensorflow")
          + ")"
    };
  }
}
