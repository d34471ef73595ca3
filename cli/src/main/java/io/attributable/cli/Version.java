package io.attributable.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The output of {@code --version}: the versions of the build. */
final class Version implements IVersionProvider {
  private static final String FILE = "version.properties";

  @Override
  public String[] getVersion() {
    return new String[] {"attributable " + own() + " (TensorFlow Java " + tensorflow() + ")"};
  }

  /** Of this build. */
  static String own() {
    return versions().getProperty("version");
  }

  /** Of TensorFlow Java. */
  static String tensorflow() {
    return versions().getProperty("tensorflow");
  }

  private static Properties versions() {
    Properties versions = new Properties();
    try (InputStream file = Objects.requireNonNull(Version.class.getResourceAsStream(FILE))) {
      versions.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return versions;
  }
}
