package io.attributable.graph.op;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;

/**
 * Files that lie beside the classes of this library. {@link Class#getResourceAsStream} reads a jar
 * through a file that all class loaders of the JVM share; a compiler that is through with its
 * annotation processors closes it, and with it whatever another compiler of the same build reads.
 */
public final class PackagedFile {
  private PackagedFile() {}

  /**
   * Opens one.
   *
   * @param beside a class of the same package
   * @throws IllegalStateException if it is missing
   */
  public static InputStream open(Class<?> beside, String name) throws IOException {
    URL url = beside.getResource(name);
    if (url == null) {
      throw new IllegalStateException(name + " is missing from the jar");
    }
    return open(url);
  }

  static InputStream open(URL url) throws IOException {
    URLConnection connection = url.openConnection();
    connection.setUseCaches(false);
    return connection.getInputStream();
  }
}
