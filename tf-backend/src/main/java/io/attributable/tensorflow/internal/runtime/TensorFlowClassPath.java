package io.attributable.tensorflow.internal.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * The artifacts of TensorFlow Java that a class loader has, found without loading them: Maven
 * writes the version of each artifact into its jar, and native libraries are in a folder per
 * platform.
 *
 * @param loader of TensorFlow's classes
 */
record TensorFlowClassPath(ClassLoader loader) {
  private static final String PROPERTIES = "META-INF/maven/org.tensorflow/%s/pom.properties";
  private static final String LIBRARY = "org/tensorflow/internal/c_api/%s/%sjnitensorflow.%s";
  private static final String API_CLASS = "org/tensorflow/SavedModelBundle.class";
  private static final String NDARRAY_CLASS = "org/tensorflow/ndarray/NdArray.class";

  /** Those for which there were native libraries, with and without support of GPUs. */
  static final List<String> PLATFORMS =
      List.of(
          "linux-x86_64",
          "linux-x86_64-gpu",
          "linux-arm64",
          "macosx-arm64",
          "macosx-x86_64",
          "windows-x86_64",
          "windows-x86_64-gpu");

  static TensorFlowClassPath ofTensorFlow() {
    ClassLoader loader = TensorFlowClassPath.class.getClassLoader();
    return new TensorFlowClassPath(loader != null ? loader : ClassLoader.getSystemClassLoader());
  }

  TensorFlowVersions versions(String platform) {
    return new TensorFlowVersions(
        version("tensorflow-core-api", API_CLASS),
        library(platform).flatMap(url -> version("tensorflow-core-native", url)),
        version("ndarray", NDARRAY_CLASS));
  }

  /** The native library that would be loaded on a platform. */
  private Optional<URL> library(String platform) {
    return Optional.ofNullable(loader.getResource(libraryName(platform + "-gpu")))
        .or(() -> Optional.ofNullable(loader.getResource(libraryName(platform))));
  }

  /** The platforms that it has native libraries for. */
  List<String> platforms() {
    return PLATFORMS.stream()
        .filter(platform -> loader.getResource(libraryName(platform)) != null)
        .toList();
  }

  static String libraryName(String platform) {
    boolean windows = platform.startsWith("windows");
    String suffix = windows ? "dll" : platform.startsWith("macosx") ? "dylib" : "so";
    return LIBRARY.formatted(platform, windows ? "" : "lib", suffix);
  }

  private Optional<String> version(String artifact, String resource) {
    URL url = loader.getResource(resource);
    return url == null ? Optional.empty() : version(artifact, url);
  }

  /** The version that is noted in the same archive. */
  private Optional<String> version(String artifact, URL beside) {
    String text = beside.toString();
    int root = text.lastIndexOf("!/");
    if (root < 0) {
      return Optional.empty();
    }
    try {
      URLConnection connection =
          new URL(beside, text.substring(0, root + 2) + PROPERTIES.formatted(artifact))
              .openConnection();
      connection.setUseCaches(false);
      try (InputStream content = connection.getInputStream()) {
        Properties properties = new Properties();
        properties.load(content);
        return Optional.ofNullable(properties.getProperty("version"));
      }
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
